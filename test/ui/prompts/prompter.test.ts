import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isInstallError } from '../../../src/core/errors.ts';
import { turns } from '../../../src/rehearsal/clock/event-loop.ts';
import { makePrompter, type PrompterOptions } from '../../../src/ui/index.ts';
import { shownOn } from '../screen.ts';

const escape = '\u001B';

/** A keyboard and a screen. */
class Desk {
  readonly input = new PassThrough();
  readonly output = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  readonly controller = new AbortController();
  interrupts = 0;
  pauses: string[] = [];
  raw = '';
  #heard: () => void = () => undefined;

  constructor() {
    this.output.on('data', (chunk: Buffer) => {
      this.raw += chunk.toString('utf8');
      this.#heard();
    });
  }

  prompter(options: Partial<PrompterOptions> = {}) {
    return makePrompter({
      input: this.input,
      output: this.output,
      signal: this.controller.signal,
      interactive: true,
      clock: { during: (work) => work },
      onInterrupt: () => (this.interrupts += 1),
      reader: { pause: () => this.pauses.push('pause'), resume: () => this.pauses.push('resume') },
      ...options,
    });
  }

  /** Presses keys once `text` is on the screen. */
  async press(text: string, ...keys: readonly string[]): Promise<void> {
    await this.shows(text);
    for (const key of keys) {
      this.input.write(key);
      await turns(2);
    }
  }

  async shows(text: string): Promise<void> {
    for (;;) {
      const more = new Promise<void>((resolve) => (this.#heard = resolve));
      if ((await this.screen()).includes(text)) return;
      await more;
    }
  }

  async screen(): Promise<string> {
    return (await shownOn([this.raw], { columns: 80, rows: 24 })).text;
  }
}

const codeOf = async (asked: Promise<unknown>): Promise<readonly [string, number] | unknown> =>
  asked.then(
    (answer) => answer,
    (error: unknown) => (isInstallError(error) ? [error.code, error.exitCode] : error),
  );

describe('leaving a question', () => {
  it('declines on Esc', async () => {
    const desk = new Desk();
    const asked = codeOf(desk.prompter().confirm({ message: 'Go on?', default: true }));
    await desk.press('Go on?', escape);
    expect(await asked).toEqual(['question-declined', 8]);
    expect(desk.pauses).toEqual(['pause', 'resume']);
  });

  it.each(['text', 'secret', 'confirm', 'select', 'checkbox'] as const)(
    'declines on Ctrl-D at %s',
    async (kind) => {
      const desk = new Desk();
      const question = { message: 'Which?', default: true, choices: [{ name: 'a', value: 1 }] };
      const prompter = desk.prompter();
      const asked = codeOf(
        kind === 'text' || kind === 'secret'
          ? prompter[kind]({ message: 'Which?' })
          : kind === 'confirm'
            ? prompter.confirm(question)
            : prompter[kind]({ message: 'Which?', choices: question.choices }),
      );
      await desk.press('Which?', '\u0004');
      expect(await asked).toEqual(['question-unanswered', 8]);
    },
  );

  it('outlives a terminal that hangs up', async () => {
    const desk = new Desk();
    // As Node does it: the error is an event of the stream.
    const setRawMode = (raw: boolean): void => {
      if (!raw) desk.input.emit('error', new Error('setRawMode EIO'));
    };
    Object.assign(desk.input, { isTTY: true, setRawMode });
    const asked = codeOf(desk.prompter().confirm({ message: 'Go on?', default: true }));
    await desk.shows('Go on?');
    desk.input.end();
    expect(await asked).toEqual(['question-unanswered', 8]);
  });

  it('raises the interrupt on Ctrl-C, which a raw terminal does not', async () => {
    const desk = new Desk();
    const asked = codeOf(desk.prompter().text({ message: 'Name?' }));
    await desk.press('Name?', '\u0003');
    expect(await asked).toEqual(['question-interrupted', 130]);
    expect(desk.interrupts).toBe(1);
  });

  it('ends with the run that is interrupted from outside', async () => {
    const desk = new Desk();
    const asked = codeOf(desk.prompter().secret({ message: 'Password?' }));
    await desk.shows('Password?');
    desk.controller.abort('SIGTERM');
    expect(await asked).toEqual(['question-interrupted', 130]);
    expect(desk.interrupts).toBe(0);
    expect(await codeOf(desk.prompter().confirm({ message: 'More?', default: true }))).toEqual([
      'question-interrupted',
      130,
    ]);
  });

  it('does not hang when the input ends, before or during the question', async () => {
    const desk = new Desk();
    const asked = codeOf(desk.prompter().select({ message: 'Which?', choices: [{ name: 'a', value: 1 }] }));
    await desk.shows('Which?');
    desk.input.end();
    expect(await asked).toEqual(['question-unanswered', 8]);
    expect(await codeOf(desk.prompter().text({ message: 'Again?' }))).toEqual(['question-unanswered', 8]);
  });

  it('asks nothing in a run that may not', async () => {
    const desk = new Desk();
    const prompter = desk.prompter({ interactive: false });
    await expect(prompter.confirm({ message: 'Go on?', default: true })).rejects.toThrow('may not ask');
    expect(desk.raw).toBe('');
  });
});

describe('answering', () => {
  it('takes a line, and asks again with the rule until it fits', async () => {
    const desk = new Desk();
    const asked = desk.prompter().text({
      message: 'Host?',
      hint: 'The address people will open.',
      validate: (text) => (text.includes('.') ? true : 'Needs a\u001B[2J dot.'),
    });
    await desk.press('The address people will open.', 'quilt', '\r');
    await desk.press('Needs a dot.', '.acme.com', '\r');
    expect(await asked).toBe('quilt.acme.com');
  });

  it('never shows a secret', async () => {
    const desk = new Desk();
    const asked = desk.prompter().secret({ message: 'Password?' });
    await desk.press('Password?', 'hunter2-hunter2', '\r');
    expect(await asked).toBe('hunter2-hunter2');
    expect(desk.raw).not.toContain('hunter2');
    expect(await desk.screen()).toContain('***');
  });

  it('picks from a list whose values may be anything', async () => {
    const desk = new Desk();
    const first = { id: 'vpc-1' };
    const second = { id: 'vpc-2' };
    const asked = desk.prompter().select({
      message: 'VPC?',
      choices: [
        { name: 'one', value: first },
        { name: 'two \u001B]0;title\u0007', value: second, description: 'the data VPC' },
        { name: 'three', value: first, disabled: 'no room' },
      ],
      default: second,
    });
    await desk.shows('(no room)');
    expect(await desk.screen()).toMatch(/❯ two\s*$/m);
    await desk.press('VPC?', '\r');
    expect(await asked).toBe(second);
    expect(desk.raw).not.toContain('\u001B]0;');
  });

  it('marks several, holding to the rule', async () => {
    const desk = new Desk();
    const asked = desk.prompter().checkbox({
      message: 'Subnets?',
      choices: [
        { name: 'a', value: 'subnet-a', checked: true },
        { name: 'b', value: 'subnet-b' },
      ],
      validate: (chosen) => (chosen.length === 2 ? true : 'Two are needed.'),
    });
    await desk.press('Subnets?', '\r');
    await desk.press('Two are needed.', `${escape}[B`, ' ', '\r');
    expect(await asked).toEqual(['subnet-a', 'subnet-b']);
  });

  it('colours nothing when told so, in one question after another', async () => {
    const desk = new Desk();
    const prompter = desk.prompter({ color: false });
    for (const message of ['Go on?', 'And on?']) {
      const asked = prompter.confirm({ message, default: false });
      await desk.press(message, 'y', '\r');
      expect(await asked).toBe(true);
      expect(await desk.screen()).toContain(`${message} Yes`);
    }
    expect(desk.raw).not.toMatch(/\u001B\[[0-9;]*m/);
  });
});
