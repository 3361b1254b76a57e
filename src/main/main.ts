import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parse, type Parsed } from './command-line/parse.ts';
import { commandNamed } from '../commands/index.ts';
import { connector, type RehearsalConnection } from './connect.ts';
import { failure } from './failure.ts';
import { makeScreen, type Screen } from './screen.ts';
import { during, type Clock } from '../core/clock.ts';
import type { CommandResult } from '../core/command.ts';
import { exitCodes } from '../core/errors.ts';
import type { Event } from '../core/events.ts';
import { interruptedBy, type Interrupts } from '../core/interrupts.ts';
import type { Options } from '../core/options.ts';
import type { Session } from '../core/session.ts';

/** The process, handed in: nothing below reads globals. */
export interface Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  readonly interrupts: Interrupts;
  readonly version: string;
  /** Of Node and the system it runs on, for a support bundle. */
  readonly runtime?: string;
  readonly packageFolder: URL;
}

const interruptedResult = (command: string, resume: string | undefined): Event => ({
  type: 'result',
  command,
  outcome: 'interrupted',
  exitCode: exitCodes.interrupted,
  resume,
});

type ParsedRun = Extract<Parsed, { kind: 'run' }>;

/** Before the flags are known: NDJSON was asked for, so even a usage error must be a line of it. */
const outputAsked = (argv: readonly string[]): Options['output'] =>
  argv.some((word, at) => word === '--output=json' || (word === '--output' && argv[at + 1] === 'json'))
    ? 'json'
    : 'text';

const bareOptions = (argv: readonly string[]): Options =>
  ({
    output: outputAsked(argv),
    color: !argv.includes('--no-color'),
    nonInteractive: true,
    planOnly: false,
  }) as Options;

const localPorts = async (host: Host, screen: Screen, clock: Clock): Promise<Session['local']> => {
  const { realFiles } = await clock.during(import('../aws/files.ts'));
  return {
    files: during(clock, realFiles()),
    env: host.env,
    prompt: screen.prompt,
    clock,
    emit: screen.emit,
  };
};

const sessionOf = async (
  host: Host,
  run: ParsedRun,
  screen: Screen,
  clock: Clock,
  rehearsed: RehearsalConnection | undefined,
): Promise<Session> => {
  const local = await localPorts(host, screen, clock);
  const { sampleAnswers, sampleTemplate } = rehearsed ?? {};
  return {
    options:
      rehearsed !== undefined && !screen.prompt.interactive ? { ...run.options, yes: true } : run.options,
    local,
    interrupts: host.interrupts,
    packageFolder: fileURLToPath(host.packageFolder),
    version: host.version,
    runtime: host.runtime,
    connect: connector(host, run.options, local, rehearsed),
    sampleAnswers,
    sampleTemplate,
  };
};

const dispatch = async (
  host: Host,
  run: ParsedRun,
  screen: Screen,
  clock: Clock,
  rehearsed: RehearsalConnection | undefined,
): Promise<CommandResult | number> => {
  const session = await sessionOf(host, run, screen, clock, rehearsed);
  if (run.command !== 'rehearse') return commandNamed(run.command)(session, run.operands);
  const [{ rehearse }, { startAccount }] = await Promise.all([
    clock.during(import('../commands/rehearse/rehearse.ts')),
    clock.during(import('../rehearsal/index.ts')),
  ]);
  return rehearse(session, run.operands, {
    startAccount,
    run: (argv, account) => {
      // From here on the inner command's own screen has the terminal.
      screen.close();
      return execute(host, argv, account);
    },
  });
};

/**
 * One command line, once: screen, command, last line. @returns the exit code
 * @param rehearsed the account it runs on, where that is not AWS
 */
export async function execute(
  host: Host,
  argv: readonly string[],
  rehearsed?: RehearsalConnection,
): Promise<number> {
  const clock = rehearsed?.clock ?? (await import('../aws/clock.ts')).realClock();
  let screen = await makeScreen(host, '', bareOptions(argv), clock);
  let command = argv.find((word) => !word.startsWith('-')) ?? 'install';
  try {
    const parsed = parse(argv);
    if (parsed.kind === 'help') {
      screen.emit({ type: 'text', text: parsed.text });
      return 0;
    }
    command = parsed.command;
    // What is rehearsed may have been asked for without colours; the rehearsal's own words keep to that.
    const color = parsed.options.color && !argv.includes('--no-color');
    screen = await makeScreen(host, command, { ...parsed.options, color }, clock);
    host.interrupts.parting = (resume) => screen.emit(interruptedResult(command, resume));
    const result = await dispatch(host, parsed, screen, clock, rehearsed);
    if (typeof result === 'number') return result;
    if ('next' in result) {
      screen.emit({ type: 'text', to: 'stderr', text: '\n' });
      screen.close();
      return await execute(host, result.next, rehearsed);
    }
    screen.emit({ type: 'result', command, ...result });
    return result.exitCode;
  } catch (error) {
    const { events, result } = failure(command, error, interruptedBy(host.interrupts.signal));
    for (const event of events) screen.emit(event);
    screen.emit(result);
    return result.exitCode;
  } finally {
    screen.close();
  }
}

/** A page of text needs no screen: `--help` loads nothing but what words it. */
const helpPage = (argv: readonly string[]): string | undefined => {
  if (outputAsked(argv) === 'json' || !argv.some((word) => word === '--help' || word === '-h'))
    return undefined;
  try {
    const parsed = parse(argv);
    return parsed.kind === 'help' ? parsed.text : undefined;
  } catch {
    // What is wrong with the words is told below, on a screen.
    return undefined;
  }
};

/** argv in, exit code out; `execute` is the only place that catches what a command throws. */
export async function main(host: Host): Promise<number> {
  const page = helpPage(host.argv);
  if (page === undefined) return execute(host, host.argv);
  host.stdout.write(page);
  return 0;
}
