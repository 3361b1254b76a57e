import type { Event } from '../core/events.ts';
import { KnownSecrets } from '../core/secret-masking.ts';
import type { CommonOptions } from '../core/options.ts';
import type { Output } from '../core/output.ts';
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
export interface ScreenOptions extends Pick<CommonOptions, 'output' | 'color' | 'quiet' | 'nonInteractive'> {
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

const isTerminal = (host: Pick<Host, 'sizes'>, name: 'stdout' | 'stderr'): boolean =>
  host.sizes()[name] !== undefined;

const isInteractive = (host: Pick<Host, 'env' | 'stdin' | 'sizes'>, options: ScreenOptions): boolean =>
  !options.nonInteractive && !host.env['CI'] && host.stdin.isTTY === true && isTerminal(host, 'stderr');

const modeOf = (
  host: Pick<Host, 'env' | 'sizes'>,
  options: ScreenOptions,
): 'terminal' | 'plain' | 'ndjson' => {
  if (options.output === 'json') return 'ndjson';
  // A live block would draw what is fine.
  if (options.quiet) return 'plain';
  return isTerminal(host, 'stderr') && host.env['TERM'] !== 'dumb' && !host.env['CI'] ? 'terminal' : 'plain';
};

/**
 * The flag goes before the environment, where FORCE_COLOR goes before NO_COLOR, as Node and chalk have it.
 * @returns `always`: streams that are no terminals too
 */
const colorOf = (host: Pick<Host, 'env'>, asked: ScreenOptions['color']): ScreenOptions['color'] => {
  if (asked !== 'auto') return asked;
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM } = host.env;
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 'never' : 'always';
  return refused || TERM === 'dumb' ? 'never' : 'auto';
};

/** Whoever reads preflight's checks from a log or a file has them all; at a terminal, what decides. */
const inFull = (host: Pick<Host, 'env' | 'sizes'>, command: string, options: ScreenOptions): boolean =>
  options.verbose === true ||
  (command === 'preflight' && (!isTerminal(host, 'stdout') || modeOf(host, options) !== 'terminal'));

const outputOf = (
  host: Pick<Host, 'stdout' | 'stderr' | 'sizes' | 'onResize'>,
  name: 'stdout' | 'stderr',
): Output => ({
  write: (text) => host[name].write(text),
  on: (event, listener) => host[name].on(event, listener),
  size: () => host.sizes()[name],
  onResize: host.onResize,
});

/** Loads ui/ and chooses its reader: a live terminal, plain lines, or NDJSON. */
export async function makeScreen(
  host: Omit<Host, 'argv' | 'version' | 'runtime' | 'packageFolder'>,
  command: string,
  options: ScreenOptions,
  clock: Clock,
): Promise<Screen> {
  const { makeReader, makePrompter } = await clock.during(import('../ui/index.ts'));
  const color = colorOf(host, options.color);
  const [stdout, stderr] = [outputOf(host, 'stdout'), outputOf(host, 'stderr')];
  const reader = makeReader({
    mode: modeOf(host, options),
    stdout,
    stderr,
    color,
    quiet: options.quiet,
    clock,
    env: host.env,
    stdoutTypes: stdoutTypes(command, options),
    inFull: inFull(host, command, options),
  });
  const prompt = makePrompter({
    input: host.stdin,
    output: stderr,
    signal: () => host.interrupts.signal,
    interactive: isInteractive(host, options),
    clock,
    color: color !== 'never',
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
