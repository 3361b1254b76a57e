import { runCommand } from '../commands/index.ts';
import type { CommandResult } from '../core/command.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Event } from '../core/events.ts';
import { realClock } from '../aws/clock.ts';
import { Interrupts, interruptedBy } from '../core/interrupts.ts';
import { commands } from './command-line/commands.ts';
import { colorAsked, outputAsked, screenOptionsAsked } from './command-line/screen-options.ts';
import { foldedPage } from './command-line/fold.ts';
import { commandWord } from './command-line/command-word.ts';
import { parse, type Parsed, type ParsedCommand } from './command-line/parse.ts';
import type { RehearsalConnection } from './connect.ts';
import { failure } from './failure.ts';
import { sizeOf, type Host } from './host.ts';
import { makeScreen } from './screen.ts';
import { makeSession, type Surroundings } from './session.ts';
import { askForAccess, enabledRegions, type StoppedRun } from './access-menu.ts';
import { telling } from './event-filters.ts';

// `cli` takes these from here: each file that is loaded for itself costs start-up a millisecond.
export { Interrupts, sizeOf };

/** argv in, exit code out; `execute` is the only place that catches what a command throws. */
export async function main(host: Host): Promise<number> {
  const page = helpPage(host);
  if (page === undefined) return execute(host, host.argv);
  host.stdout.write(page);
  return exitCodes.succeeded;
}

const pageFlags: ReadonlySet<string> = new Set(['--help', '-h', '--version', '-V']);

const pageOf = (
  parsed: Exclude<Parsed, { kind: 'run' }>,
  { version, sizes }: Pick<Host, 'version' | 'sizes'>,
): string =>
  parsed.kind === 'help' ? foldedPage(parsed.text, sizes().stdout?.columns ?? 80) : `${version}\n`;

/** A page of text needs no screen: `--help` loads nothing but what words it. */
const helpPage = (host: Pick<Host, 'argv' | 'version' | 'sizes'>): string | undefined => {
  const { argv } = host;
  if (outputAsked(argv) === 'json' || !argv.some((word) => pageFlags.has(word))) return undefined;
  try {
    const parsed = parse(argv);
    return parsed.kind === 'run' ? undefined : pageOf(parsed, host);
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
  const clock = rehearsed?.clock ?? realClock();
  let screen = await makeScreen(host, '', screenOptionsAsked(argv), clock);
  let command = commandWord(argv) ?? 'install';
  try {
    const parsed = parse(argv);
    if (parsed.kind !== 'run') {
      screen.emit({ type: 'text', text: pageOf(parsed, host) });
      return exitCodes.succeeded;
    }
    command = parsed.command;
    screen.close();
    // What is rehearsed may have been asked for without colours; the rehearsal's own words keep to that.
    const saying = new Set(introduced);
    const made = await makeScreen(host, command, { ...parsed.options, color: colorAsked(argv) }, clock);
    screen = { ...made, emit: telling(made.emit, { argv: rehearsed && host.argv, introduced, saying }) };
    host.interrupts.parting = (resume, left) => {
      if (left.length > 0) screen.emit(leftBehind(left));
      screen.emit(interruptedResult(command, resume));
    };
    // A rehearsal that was chosen at a menu stands on no command line: what it names begins as it would there.
    const around = { host: rehearsed === undefined ? { ...host, argv } : host, screen, clock, rehearsed };
    return await carryOut(around, parsed, { argv, saying });
  } catch (error) {
    const { events, result } = failure(command, error, interruptedBy(host.interrupts.signal));
    for (const event of events) screen.emit(event);
    screen.emit(result);
    return result.exitCode;
  } finally {
    screen.close();
  }
}

/** The command, and after it those it leads to. */
const carryOut = async (
  around: Surroundings,
  parsed: Extract<Parsed, { kind: 'run' }>,
  { argv, saying }: { readonly argv: readonly string[]; readonly saying: ReadonlySet<string> },
): Promise<number> => {
  const { host, screen, rehearsed } = around;
  const { command, options } = parsed;
  const result = await dispatch(around, parsed).catch((error: unknown) =>
    orAskForAccess(around, { error, command, argv, profile: options.profile }),
  );
  if (typeof result === 'number') return result;
  if ('next' in result) {
    screen.emit({ type: 'text', to: 'stderr', text: '\n' });
    screen.close();
    return execute(host, result.next, rehearsed, saying);
  }
  screen.emit({ type: 'result', command, ...result });
  return result.exitCode;
};

const leftBehind = (left: readonly string[]): Event => ({
  type: 'note',
  level: 'warn',
  message: 'The cleaning up was cut short. The same command can be run again; this may be left:',
  detail: [...left],
});

const interruptedResult = (command: string, resume: string | undefined): Event => ({
  type: 'result',
  command,
  outcome: 'interrupted',
  exitCode: exitCodes.interrupted,
  resume,
});

/** A rehearsal has its own access, and every rehearsed failure of it is meant to be seen. */
const orAskForAccess = async (
  { rehearsed, ...around }: Surroundings,
  stopped: StoppedRun,
): Promise<CommandResult> => {
  // Nothing turns beside a question, or a sign-in that has the terminal.
  around.screen.emit({ type: 'busy', brief: true });
  const next = rehearsed === undefined ? await askForAccess(stopped, around) : undefined;
  if (next === undefined) throw stopped.error;
  return { next };
};

const dispatch = async (
  around: Surroundings,
  parsed: Extract<Parsed, { kind: 'run' }>,
): Promise<CommandResult | number> => {
  if (parsed.command === 'rehearse') return rehearsal(around, parsed);
  if (parsed.command === 'completion') return completionScript(around, parsed);
  // A sign that it was heard, before the command and the way to AWS are loaded; the connection ends it.
  if (parsed.command !== 'help') around.screen.emit({ type: 'busy', brief: true, message: 'Getting ready' });
  return runCommand(parsed.command, await makeSession(around, parsed), parsed.operands);
};

/** Lends `completion` what it may not import: what the command line is read by, and the scenarios. */
const completionScript = async (
  around: Surroundings,
  parsed: ParsedCommand<'completion'>,
): Promise<CommandResult> => {
  const { clock } = around;
  const [{ completion }, { scenarioNames }] = await Promise.all([
    clock.during(import('../commands/completion/completion.ts')),
    clock.during(import('../rehearsal/account/scenario/names.ts')),
  ]);
  const session = await makeSession(around, parsed);
  const scenarios = await clock.during(scenarioNames(`${session.packageFolder}/templates`));
  return completion(session, parsed.operands, { commands, scenarios, regions: enabledRegions });
};

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
