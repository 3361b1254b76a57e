import path from 'node:path';
import { Writable } from 'node:stream';
import { Interrupts } from '../../src/core/interrupts.ts';
import type { Host } from '../../src/main/host.ts';
import { execute } from '../../src/main/main.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { eventLines, type EventLine } from '../helpers/event-lines.ts';
import { hostWith } from '../helpers/host.ts';

/** What a command line came to, run in this process without a terminal. */
export interface RunResult {
  readonly code: number;
  /** NDJSON, last line last; none where `--output text` was asked for. */
  readonly events: readonly EventLine[];
  readonly stdout: string;
  readonly stderr: string;
}

class Kept extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const run = async (
  argv: readonly string[],
  rehearsed: Parameters<typeof execute>[2],
  more: Pick<Host, 'interrupts' | 'env'>,
): Promise<RunResult> => {
  const [stdout, stderr] = [new Kept(), new Kept()];
  const code = await execute(hostWith({ ...more, stdout, stderr }), argv, rehearsed);
  return { code, events: eventLines(stdout.text), stdout: stdout.text, stderr: stderr.text };
};

/** One command line on a rehearsed account, as `rehearse` would run it: its clock, its probe, its sample answers. */
export const runOn = (
  account: RehearsalAccount,
  argv: readonly string[],
  interrupts: Interrupts = new Interrupts(),
  env: Readonly<Record<string, string>> = {},
): Promise<RunResult> =>
  run(
    argv.includes('--output') ? argv : [...argv, '--output', 'json'],
    {
      ...account,
      sampleTemplate: path.resolve('templates/quilt.yaml'),
      ...(account.answersFile === undefined ? {} : { sampleAnswers: account.answersFile }),
    },
    { env, interrupts },
  );

/** `quilt-install rehearse` itself, with the account and the samples it makes. */
export const rehearse = (
  flags: readonly string[],
  inner: readonly string[],
  interrupts: Interrupts = new Interrupts(),
): Promise<RunResult> =>
  run(['rehearse', '--speed', 'max', ...flags, '--', ...inner], undefined, { env: {}, interrupts });
