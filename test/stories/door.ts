import { PassThrough, Writable } from 'node:stream';
import type { Host } from '../../src/main/host.ts';
import { execute, main } from '../../src/main/main.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { rehearsalAccount } from '../helpers/account.ts';
import { hostWith } from '../helpers/host.ts';

/*
 * The stories' only way into the product: a command line on a rehearsed account. Whatever moves inside, this file
 * alone follows.
 */

export type { RehearsalAccount };

/** Who reads: a program, a log, or a person at a terminal of 80 columns. */
export type Reading = 'ndjson' | 'plain' | 'terminal';

/** Keys a person presses once a text is on the screen. */
export interface Answer {
  readonly at: string;
  readonly press: string;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A stream that keeps what is written. */
class Kept extends Writable {
  text = '';
  onText: () => void = () => undefined;

  constructor() {
    super({ decodeStrings: false });
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    this.onText();
    done();
  }
}

/** Presses each key once its text has come up, looking only at what came after the key before. */
const answering = (screen: Kept, keyboard: PassThrough, answers: readonly Answer[]): void => {
  let next = 0;
  let from = 0;
  screen.onText = () => {
    const answer = answers[next];
    if (answer === undefined || !screen.text.includes(answer.at, from)) return;
    next += 1;
    from = screen.text.length;
    // The question is drawn a turn before its keys are listened to.
    setTimeout(() => keyboard.write(answer.press), 10);
  };
};

const hostFor = (
  argv: readonly string[],
  reading: Reading,
  answers: readonly Answer[],
): Host & { readonly stdout: Kept; readonly stderr: Kept } => {
  const terminal = reading === 'terminal';
  const stdin = Object.assign(new PassThrough(), terminal ? { isTTY: true } : {});
  // At a terminal both streams end on the same screen.
  const stdout = new Kept();
  const stderr = terminal ? stdout : new Kept();
  answering(stderr, stdin, answers);
  const size = { columns: 80, rows: 40 };
  const sizes = () => (terminal ? { stdout: size, stderr: size } : {});
  return hostWith({ argv, stdin, stdout, stderr, sizes });
};

const shownAs = (
  argv: readonly string[],
  reading: Reading,
  answers: readonly Answer[],
): readonly string[] => [
  ...argv,
  ...(reading === 'ndjson' && !argv.includes('--output') ? ['--output', 'json'] : []),
  ...(reading === 'terminal' && answers.length === 0 ? ['--non-interactive'] : []),
];

/** A command line as the shell gives it. */
export const runAlone = async (argv: readonly string[], reading: Reading): Promise<Ran> => {
  const host = hostFor(shownAs(argv, reading, []), reading, []);
  const code = await main(host);
  return { code, stdout: host.stdout.text, stderr: reading === 'terminal' ? '' : host.stderr.text };
};

/** A command line on an account that is up, as `rehearse` runs it: its clock, its probe, its samples. */
export const runOn = async (
  account: RehearsalAccount,
  argv: readonly string[],
  reading: Reading,
  answers: readonly Answer[] = [],
): Promise<Ran> => {
  const host = hostFor([], reading, answers);
  const code = await execute(host, shownAs(argv, reading, answers), {
    ...account,
    // As short on every machine: a terminal breaks its lines by what is in them.
    sampleTemplate: 'templates/quilt.yaml',
    ...(account.answersFile === undefined ? {} : { sampleAnswers: account.answersFile }),
  });
  return { code, stdout: host.stdout.text, stderr: reading === 'terminal' ? '' : host.stderr.text };
};

export const accountFor = (scenario: string, fail: readonly string[]): Promise<RehearsalAccount> =>
  rehearsalAccount({
    scenario,
    fail,
  });
