import { conditionOf, type StackStatus } from '../../../src/core/stack-status.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import type { RunResult } from '../../e2e/in-process.ts';
import { differences, leftovers, type Ledger } from './ledger.ts';
import type { Reference } from './run-case.ts';

/** Where what a disturbed run said at its end is not so, or where it kept silent about what it left. */
export const wrongInTheRun = (
  run: RunResult,
  now: Ledger,
  { before, after }: Reference,
  account: RehearsalAccount,
): readonly string[] => {
  const last = run.events.at(-1);
  return [
    ...(last?.type === 'result' && last['exitCode'] === run.code ? [] : ['no result line of its exit code']),
    ...secretsShown(run, account),
    ...(run.code === 0 ? differences(asReported(now, run), after).map((one) => `said done, but ${one}`) : []),
    ...(run.code === 1 ? ['it met something unexpected'] : []),
    ...untrue(run, now, begun(now, before)),
    // Where AWS does not say whether the operation has begun, all that was made for it may be in use.
    ...(run.code === 0 || run.code === 7 || begun(now, before) ? [] : unreported(run, now, before)),
  ];
};

/** Protection that could not be switched on is told, and no failure. */
const asReported = (now: Ledger, { stdout }: RunResult): Ledger =>
  stdout.includes('Termination protection could not be switched on')
    ? { ...now, stacks: now.stacks.map((one) => ({ ...one, protected: true })) }
    : now;

const begun = (now: Ledger, before: Ledger): boolean => now.begun.length > before.begun.length;

const secretsShown = ({ stdout, stderr }: RunResult, { state }: RehearsalAccount): readonly string[] =>
  [...state.secrets.values()]
    .filter(({ value }) => value !== undefined && `${stdout}${stderr}`.includes(value))
    .map(({ name }) => `the value of ${name} was shown`);

const untrue = ({ code, events }: RunResult, { stacks }: Ledger, hasBegun: boolean): readonly string[] => {
  const [stack] = stacks;
  const condition = conditionOf(stack?.status as StackStatus | undefined);
  switch (code) {
    case 2:
    case 3:
    case 8:
      return hasBegun ? [`said nothing was done (${code}), but an operation has begun`] : [];
    case 5:
      return stack === undefined || /ROLLBACK_COMPLETE$/.test(stack.status)
        ? []
        : [`said rolled back, but the stack is in ${stack.status}`];
    case 6:
      return condition === 'stuck' || condition === 'empty'
        ? []
        : [`said a person is needed, but the stack is in ${stack?.status}`];
    case 7:
      return typeof events.at(-1)?.['resume'] === 'string' ? [] : ['still running without the way on'];
    case 10:
    case 130:
      return hasBegun && condition === 'busy' && typeof events.at(-1)?.['resume'] !== 'string'
        ? ['an operation is under way, and the way on is not told']
        : [];
    default:
      return [];
  }
};

/** By the name a person would look for. */
const unreported = ({ stdout, stderr }: RunResult, now: Ledger, before: Ledger): readonly string[] => {
  const said = `${stdout}${stderr}`;
  return leftovers(now, before)
    .filter((one) => !said.includes(one))
    .map((one) => `left untold: ${one}`);
};

export const wrongAtTheEnd = (now: Ledger, { after }: Reference): readonly string[] =>
  differences(now, after).map((one) => `in the end ${one}`);
