import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventLines, type EventLine } from '../helpers/event-lines.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

export const cli = path.resolve('dist/cli.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** NDJSON lines of stdout, where it was asked for. */
  readonly events: readonly EventLine[];
}

export type { EventLine };

/** Nothing of the machine's own AWS configuration may leak into a test. */
export const bareEnv = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: temporaryFolder(),
  LANG: 'C.UTF-8',
  TMPDIR: tmpdir(),
  AWS_EC2_METADATA_DISABLED: 'true',
  ...more,
});

const collected = (child: ChildProcess): Promise<Ran> =>
  new Promise((resolve) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (code) => resolve({ code, stdout, stderr, events: eventLines(stdout) }));
  });

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The built bundle without a terminal: no standard input, pipes for output. */
export const run = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  collected(
    spawn(process.execPath, [cli, ...args], {
      env: bareEnv(options.env),
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );

/** As `run`, on the rehearsal account at full speed. */
export const rehearse = (
  flags: readonly string[],
  command: readonly string[],
  options: RunOptions = {},
): Promise<Ran> => run(['rehearse', '--speed', 'max', ...flags, '--', ...command], options);

export const of = (ran: Pick<Ran, 'events'>, type: string): readonly EventLine[] =>
  ran.events.filter((line) => line.type === type);

export const checkOf = (ran: Ran, id: string): EventLine => {
  const found = of(ran, 'check').find((line) => line.id === id);
  if (found === undefined) throw new Error(`no check ${id} in:\n${ran.stdout}\n${ran.stderr}`);
  return found;
};

/** `rehearse --serve`, and the environment that leads other processes to it. */
export async function serve(
  flags: readonly string[] = [],
): Promise<{ env: Record<string, string>; stop(signal?: NodeJS.Signals): Promise<void> }> {
  const child = spawn(process.execPath, [cli, 'rehearse', '--serve', '--speed', 'max', ...flags], {
    env: bareEnv(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const env = await new Promise<Record<string, string>>((resolve, reject) => {
    let text = '';
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!/^unset .*$/m.test(text)) return;
      resolve(
        Object.fromEntries([...text.matchAll(/^export (\w+)=(.*)$/gm)].map((m) => [m[1] ?? '', m[2] ?? ''])),
      );
    });
    child.on('close', () => reject(new Error(`rehearse --serve ended: ${text}${errors}`)));
  });
  return {
    env,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
}
