import { describe, expect, it } from 'vitest';
import { Desk, outcomeOf } from './desk.ts';

const escape = '\u001B';

describe('leaving a question', () => {
  it('is interrupted where the terminal hangs up, before or during the question, whether or not its signal came yet', async () => {
    const desk = new Desk();
    // As Node does it: the error is an event of the stream.
    const setRawMode = (raw: boolean): void => {
      if (!raw) desk.input.emit('error', new Error('setRawMode EIO'));
    };
    Object.assign(desk.input, { isTTY: true, setRawMode });
    const asked = outcomeOf(desk.prompter().confirm({ message: 'Go on?', default: true }));
    await desk.shows('Go on?');
    desk.input.end();
    expect(await asked).toEqual(['question-interrupted', 130]);
    expect(desk.interrupts).toEqual(['SIGHUP']);
    const again = outcomeOf(desk.prompter().text({ message: 'Again?' }));
    expect(await again).toEqual(['question-interrupted', 130]);
    expect(desk.interrupts).toEqual(['SIGHUP', 'SIGHUP']);
  });

  it('raises the interrupt on Ctrl-C, which a raw terminal does not', async () => {
    const desk = new Desk();
    const asked = outcomeOf(desk.prompter().text({ message: 'Name?' }));
    await desk.press('Name?', '\u0003');
    expect(await asked).toEqual(['question-interrupted', 130]);
    expect(desk.interrupts).toEqual(['SIGINT']);
  });

  it('knows at the next question of a Ctrl-C pressed behind the last answer', async () => {
    const desk = new Desk();
    const prompter = desk.prompter();
    const asked = prompter.confirm({ message: 'Go on?', default: true });
    await desk.press('Go on?', '\r');
    expect(await asked).toBe(true);
    desk.input.write('n\u0003');
    expect(await outcomeOf(prompter.text({ message: 'Name?' }))).toEqual(['question-interrupted', 130]);
    expect(desk.interrupts).toEqual(['SIGINT']);
  });

  it('ends with the run that is interrupted from outside', async () => {
    const desk = new Desk();
    const asked = outcomeOf(desk.prompter().secret({ message: 'Password?' }));
    await desk.shows('Password?');
    desk.controller.abort('SIGTERM');
    expect(await asked).toEqual(['question-interrupted', 130]);
    expect(desk.interrupts).toEqual([]);
    expect(await outcomeOf(desk.prompter().confirm({ message: 'More?', default: true }))).toEqual([
      'question-interrupted',
      130,
    ]);
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

  it('leaves the words of a long answer whole', async () => {
    const desk = new Desk();
    const file = '/srv/catalog/deployments/production/eu-central-1/quilt-answers.json';
    const asked = desk.prompter().text({ message: 'Where shall the answers be kept?' });
    await desk.press('kept?', file, '\r');
    expect(await asked).toBe(file);
    expect(await desk.screen()).toMatch(new RegExp(`kept\\?\\s*\n {2}${file}\\s*$`));
  });

  it('breaks the message and the answer between words', async () => {
    const desk = new Desk({ columns: 40, rows: 24 });
    const message = 'Which one of the subnets that were found in this account is it?';
    const name = 'subnet-0a1b2c3d4e5f60718 in us-east-1b, private, of the data lab';
    const asked = desk.prompter().select({ message, choices: [{ name, value: 1 }] });
    await desk.press('is it?', '\r');
    expect(await asked).toBe(1);
    const rows = (await desk.screen()).trimEnd().split('\n');
    expect(rows.map((row) => row.trim()).join(' ')).toContain(`${message} ${name}`);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(40);
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
