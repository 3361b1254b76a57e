import type { Event } from '../core/events.ts';
import { KnownSecrets } from '../core/known-secrets.ts';
import type { CommonOptions } from '../core/options.ts';
import type { Clock } from '../core/clock.ts';
import type { Prompter } from '../core/ports.ts';
import type { Host } from './host.ts';

export interface Screen {
  readonly emit: (event: Event) => void;
  readonly hide: (secret: string) => void;
  readonly prompt: Prompter;
  close(): void;
}

/** What of a command's options a screen is made by. */
export interface ScreenOptions extends Pick<CommonOptions, 'output' | 'color' | 'nonInteractive'> {
  readonly verbose?: boolean;
  readonly planOnly?: boolean;
}

/** What each command's results are: these go to stdout, all else to stderr (contract §4). */
const stdoutTypes = (command: string, options: ScreenOptions): ReadonlySet<Event['type']> => {
  const always: Event['type'][] = ['text', 'dns'];
  if (command === 'preflight') return new Set([...always, 'check', 'policy']);
  if (options.planOnly) return new Set([...always, 'plan']);
  if (command === 'status') return new Set([...always, 'status']);
  return new Set(always);
};

const isInteractive = (host: Host, options: ScreenOptions): boolean =>
  !options.nonInteractive && !host.env['CI'] && host.stdin.isTTY === true && host.stderr.isTTY === true;

const modeOf = (host: Host, options: ScreenOptions): 'terminal' | 'plain' | 'ndjson' => {
  if (options.output === 'json') return 'ndjson';
  return host.stderr.isTTY === true && host.env['TERM'] !== 'dumb' && !host.env['CI'] ? 'terminal' : 'plain';
};

/** Whoever reads preflight's checks from a log or a file has them all; at a terminal, what decides. */
const inFull = (host: Host, command: string, options: ScreenOptions): boolean =>
  options.verbose === true ||
  (command === 'preflight' && (host.stdout.isTTY !== true || modeOf(host, options) !== 'terminal'));

/** Loads ui/ and chooses its reader: a live terminal, plain lines, or NDJSON. */
export async function makeScreen(
  host: Host,
  command: string,
  options: ScreenOptions,
  clock: Clock,
): Promise<Screen> {
  const { makeReader, makePrompter } = await clock.during(import('../ui/index.ts'));
  const color = options.color && !host.env['NO_COLOR'] && host.env['TERM'] !== 'dumb';
  const reader = makeReader({
    mode: modeOf(host, options),
    stdout: host.stdout,
    stderr: host.stderr,
    color,
    clock,
    env: host.env,
    stdoutTypes: stdoutTypes(command, options),
    inFull: inFull(host, command, options),
  });
  const prompt = makePrompter({
    input: host.stdin,
    output: host.stderr,
    signal: () => host.interrupts.signal,
    interactive: isInteractive(host, options),
    clock,
    color,
    env: host.env,
    reader,
  });
  const secrets = new KnownSecrets();
  return {
    emit: (event) => reader.read(secrets.masked(event)),
    hide: (secret) => secrets.add(secret),
    prompt,
    close: () => reader.close(),
  };
}
