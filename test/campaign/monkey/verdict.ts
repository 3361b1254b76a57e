import { exitCodes } from '../../../src/core/exit-codes.ts';
import { conditionOf, type StackStatus } from '../../../src/core/stack-status.ts';
import { leftovers, type Ledger } from '../cases/ledger.ts';

/** A run at a terminal, over. */
export interface Played {
  readonly code: number | null;
  /** All that was shown, what was drawn over among it. */
  readonly text: string;
  readonly cursorShown: boolean;
  readonly asking: boolean;
  readonly secrets: readonly string[];
}

const codes: readonly (number | null)[] = Object.values(exitCodes);

const wrongOnScreen = ({ code, text, cursorShown, asking, secrets }: Played): readonly string[] => [
  ...(codes.includes(code) ? [] : [`ended with ${code}`]),
  ...(code === exitCodes.unexpected || text.includes('our bug') ? ['it met something unexpected'] : []),
  ...(/\n +at .*:\d+:\d+|\bundefined\b|\[object /.test(text) ? ['it shows what no person should see'] : []),
  ...(cursorShown ? [] : ['the cursor is left hidden']),
  ...(asking ? ['bracketed paste is left on'] : []),
  ...(secrets.some((secret) => text.includes(secret)) ? ['it shows a secret'] : []),
];

/** Names break at the edge of the screen. */
const mentions = (text: string, name: string): boolean => text.replaceAll(/\s+/g, '').includes(name);

const isBusy = ({ status }: Ledger['stacks'][number]): boolean =>
  conditionOf(status as StackStatus) === 'busy';

/** A stack of which nothing was ever made; its name alone is on every screen. */
const emptyStacks = ({ stacks }: Ledger): readonly string[] =>
  stacks.filter(({ status }) => status === 'REVIEW_IN_PROGRESS').map(({ name }) => name);

/** Before its operation has begun nothing stays of a run but what it told; once it has, the way on is told while it runs. */
const wrongInAccount = ({ code, text }: Played, before: Ledger, after: Ledger): readonly string[] => {
  const leads = /\bquilt-install (?:watch|recover|status)\b|\bdelete-stack --stack-name/.test(text);
  const statusIn = ({ stacks }: Ledger): string | undefined =>
    stacks.find(({ name }) => name === 'quilt')?.status;
  const started = statusIn(after) !== statusIn(before) && !emptyStacks(after).includes('quilt');
  return [
    ...(after.stacks.some(isBusy) && code !== exitCodes.succeeded && !leads
      ? ['an operation runs on, and the way on is not told']
      : []),
    ...(emptyStacks(after).length > 0 && !leads
      ? [`an empty stack is left: ${emptyStacks(after).join(', ')}`]
      : []),
    ...(started
      ? []
      : leftovers(after, before)
          .filter((name) => !mentions(text, name))
          .map((name) => `left untold: ${name}`)),
  ];
};

export const wrongIn = (played: Played, before: Ledger, after: Ledger): readonly string[] => [
  ...wrongOnScreen(played),
  ...wrongInAccount(played, before, after),
];
