import { runCommand } from '../commands/index.ts';
import type { CommandResult } from '../core/command.ts';
import { exitCodes } from '../core/errors.ts';
import type { Event } from '../core/events.ts';
import { interruptedBy } from '../core/interrupts.ts';
import { parse, type Parsed, type ParsedCommand } from './command-line/parse.ts';
import type { RehearsalConnection } from './connect.ts';
import { failure } from './failure.ts';
import type { Host } from './host.ts';
import { makeScreen, type Screen, type ScreenOptions } from './screen.ts';
import { makeSession, type Surroundings } from './session.ts';
import { askForWayIn, type StoppedRun } from './way-in.ts';
import { introduction, rehearsedCommands, withoutRepeats } from './telling.ts';

/** argv in, exit code out; `execute` is the only place that catches what a command throws. */
export async function main(host: Host): Promise<number> {
  const page = helpPage(host.argv);
  if (page === undefined) return execute(host, host.argv);
  host.stdout.write(page);
  return exitCodes.succeeded;
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

/**
 * One command line, once: screen, command, last line. @returns the exit code
 * @param rehearsed the account it runs on, where that is not AWS
 * @param introduced what a command that led here has said of account and run already
 */
export async function execute(
  host: Host,
  argv: readonly string[],
  rehearsed?: RehearsalConnection,
  introduced: ReadonlySet<string> = new Set(),
): Promise<number> {
  const clock = rehearsed?.clock ?? (await import('../aws/clock.ts')).realClock();
  let screen = await makeScreen(host, '', optionsBefore(argv), clock);
  let command = argv.find((word) => !word.startsWith('-')) ?? 'install';
  try {
    const parsed = parse(argv);
    if (parsed.kind === 'help') {
      screen.emit({ type: 'text', text: parsed.text });
      return exitCodes.succeeded;
    }
    command = parsed.command;
    // What is rehearsed may have been asked for without colours; the rehearsal's own words keep to that.
    const color = parsed.options.color && !argv.includes('--no-color');
    const told = new Set(introduced);
    const made = await makeScreen(host, command, { ...parsed.options, color }, clock);
    screen = { ...made, emit: telling(host, made.emit, { rehearsed, introduced, told }) };
    host.interrupts.parting = (resume) => screen.emit(interruptedResult(command, resume));
    const around = { host, screen, clock, rehearsed };
    const result = await dispatch(around, parsed).catch((error: unknown) =>
      orWayIn(around, { error, command: parsed.command, argv, profile: parsed.options.profile }),
    );
    if (typeof result === 'number') return result;
    if ('next' in result) {
      screen.emit({ type: 'text', to: 'stderr', text: '\n' });
      screen.close();
      return await execute(host, result.next, rehearsed, told);
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

interface Telling {
  readonly rehearsed: RehearsalConnection | undefined;
  readonly introduced: ReadonlySet<string>;
  /** Grows by what introduces this run. */
  readonly told: Set<string>;
}

const telling = (
  host: Host,
  emit: Screen['emit'],
  { rehearsed, introduced, told }: Telling,
): Screen['emit'] => {
  const outer = withoutRepeats(
    rehearsed === undefined ? emit : rehearsedCommands(emit, host.argv),
    introduced,
  );
  return (event) => {
    const key = introduction(event);
    if (key !== undefined) told.add(key);
    outer(event);
  };
};

/** Before the flags are known: NDJSON was asked for, so even a usage error must be a line of it. */
const outputAsked = (argv: readonly string[]): ScreenOptions['output'] =>
  argv.some((word, at) => word === '--output=json' || (word === '--output' && argv[at + 1] === 'json'))
    ? 'json'
    : 'text';

const optionsBefore = (argv: readonly string[]): ScreenOptions => ({
  output: outputAsked(argv),
  color: !argv.includes('--no-color'),
  nonInteractive: true,
});

const interruptedResult = (command: string, resume: string | undefined): Event => ({
  type: 'result',
  command,
  outcome: 'interrupted',
  exitCode: exitCodes.interrupted,
  resume,
});

/** A rehearsal has its own access, and every rehearsed failure of it is meant to be seen. */
const orWayIn = async (
  { rehearsed, ...around }: Surroundings,
  stopped: StoppedRun,
): Promise<CommandResult> => {
  const next = rehearsed === undefined ? await askForWayIn(stopped, around) : undefined;
  if (next === undefined) throw stopped.error;
  return { next };
};

const dispatch = async (
  around: Surroundings,
  parsed: Exclude<Parsed, { kind: 'help' }>,
): Promise<CommandResult | number> =>
  parsed.command === 'rehearse'
    ? rehearsal(around, parsed)
    : runCommand(parsed.command, await makeSession(around, parsed), parsed.operands);

/** Lends `rehearse` what it may not import: the account, and a way to run a command line on it. */
const rehearsal = async (
  around: Surroundings,
  parsed: ParsedCommand<'rehearse'>,
): Promise<CommandResult | number> => {
  const { host, screen, clock } = around;
  const [{ rehearse }, { startAccount }] = await Promise.all([
    clock.during(import('../commands/rehearse/rehearse.ts')),
    clock.during(import('../rehearsal/index.ts')),
  ]);
  return rehearse(await makeSession(around, parsed), parsed.operands, {
    startAccount,
    run: (argv, account) => {
      // From here on the inner command's own screen has the terminal.
      screen.close();
      return execute(host, argv, account);
    },
  });
};
