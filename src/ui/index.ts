import type { Clock } from '../core/clock.ts';
import type { Event } from '../core/events.ts';
import { makeNdjson } from './ndjson.ts';
import { PlainReader } from './plain.ts';
import { Spinner } from './live/spinner.ts';
import type { Output } from '../core/output.ts';
import type { Reader } from './reader.ts';
import { Sink } from './sink.ts';
import type { Stream } from './printer/line-printer.ts';
import { colorsOf, isDumb, needsAscii, type Environment } from './text/environment.ts';
import { makeStyle, type Style } from './text/style.ts';
import { TerminalReader } from './terminal.ts';

export type { Reader } from './reader.ts';
export { makePrompter } from './prompts/prompter.ts';
export type { PrompterOptions } from './prompts/question.ts';

export interface ReaderOptions {
  readonly mode: 'terminal' | 'plain' | 'ndjson';
  readonly stdout: Output;
  readonly stderr: Output;
  /** `auto`: terminals are coloured, other streams are not. */
  readonly color: 'auto' | 'always' | 'never';
  /** Only results, the plan, and what is not fine. */
  readonly quiet?: boolean;
  readonly clock: Pick<Clock, 'now' | 'during'>;
  /** What this command's result is, besides DNS records, outputs and the URL. */
  readonly stdoutTypes?: ReadonlySet<Event['type']>;
  /** Every check and every change is listed; else what decides. */
  readonly inFull?: boolean;
  /** For the locale, and what the terminal can do; without it, UTF-8 and all. */
  readonly env?: Environment;
  /** Only the marks of ASCII; by the locale by default. */
  readonly ascii?: boolean;
  /** Real milliseconds between two drawings of the live block. */
  readonly paceMs?: number;
}

const isColored = (output: Output, { color }: ReaderOptions): boolean =>
  color === 'always' || (color === 'auto' && output.size() !== undefined);

// An output without a width is a file or a pipe: whoever reads it breaks lines where they like.
const styleOf = (output: Output, options: ReaderOptions, ascii: boolean) => (): Style =>
  makeStyle({
    width: output.size()?.columns ?? Number.POSITIVE_INFINITY,
    colors: isColored(output, options) ? colorsOf(options.env ?? {}) : 0,
    ascii,
  });

const streamOf = (output: Output, options: ReaderOptions): Stream => ({
  sink: new Sink(output),
  style: styleOf(output, options, options.ascii ?? needsAscii(options.env ?? {})),
  terminal: output.size() !== undefined,
});

const drawing = (options: ReaderOptions): Reader => {
  const streams = { stdout: streamOf(options.stdout, options), stderr: streamOf(options.stderr, options) };
  const shared = {
    streams,
    clock: options.clock,
    stdoutTypes: options.stdoutTypes ?? new Set<Event['type']>(),
    quiet: options.quiet ?? false,
    inFull: options.inFull ?? false,
  };
  if (options.mode !== 'terminal' || isDumb(options.env ?? {})) return new PlainReader(shared);
  const spinner = new Spinner(options.stderr, streams.stderr.style, (work) => options.clock.during(work));
  return new TerminalReader({
    ...shared,
    screen: options.stderr,
    spinner,
    paceMs: options.paceMs ?? 100,
  });
};

const ignoringErrors =
  <T extends readonly unknown[]>(act: (...values: T) => void) =>
  (...values: T): void => {
    try {
      act(...values);
    } catch {
      // Showing must never stop what is shown; what counts is in AWS and in the exit code.
    }
  };

/** The screen of a run: what the engine says, for a terminal, for a log, or for a program. */
export function makeReader(options: ReaderOptions): Reader {
  const reader = options.mode === 'ndjson' ? makeNdjson(options, options.clock) : drawing(options);
  return {
    read: ignoringErrors((event: Event) => reader.read(event)),
    close: ignoringErrors(() => reader.close()),
    pause: ignoringErrors(() => reader.pause()),
    resume: ignoringErrors(() => reader.resume()),
  };
}
