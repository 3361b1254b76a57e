import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bareEnv } from '../e2e/bundle.ts';
import { eventLines, type EventLine } from '../helpers/event-lines.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** A copy of the built package, so that a build during a long campaign does not pull it away. */
export const packed = temporaryFolder();
for (const name of ['dist', 'templates', 'package.json'])
  cpSync(path.resolve(name), path.join(packed, name), { recursive: true });

const reference = readFileSync(path.join(packed, 'templates/quilt.yaml'), 'utf8');
const written = (name: string, text: string): string => {
  const file = path.join(packed, name);
  writeFileSync(file, text);
  return file;
};
/** Too large to be sent: it has to be uploaded first. */
const padded = `${reference}\n${'# nothing to see here\n'.repeat(1_200)}`;
const changed = (text: string): string => text.replaceAll('VisibilityTimeout: 900', 'VisibilityTimeout: 901');

export const templates = {
  small: written('small.yaml', reference),
  large: written('large.yaml', padded),
  smallChanged: written('small-changed.yaml', changed(reference)),
  largeChanged: written('large-changed.yaml', changed(padded)),
} as const;

export interface Ended {
  /** Null: killed. */
  readonly code: number | null;
  readonly last: EventLine | undefined;
  readonly events: readonly EventLine[];
  readonly text: string;
  readonly args: readonly string[];
}

export interface StartedTool {
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

/** No run may take longer, milliseconds: one that does has hung. */
const patience = 240_000;

/** The built bundle in a process of its own, without a terminal. */
export const start = (args: readonly string[], env: Readonly<Record<string, string>>): StartedTool => {
  const child = spawn(process.execPath, [path.join(packed, 'dist/cli.js'), ...args, '--output', 'json'], {
    env: bareEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr, hung] = ['', '', false];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const timer = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, patience);
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer);
      const events = eventLines(stdout);
      const text = `${hung ? 'HUNG\n' : ''}${stdout}${stderr}`;
      resolve({ code: hung ? 1 : code, last: events.at(-1), events, text, args });
    }),
  );
  return { pid: child.pid ?? 0, ended };
};
