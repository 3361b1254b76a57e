import type { Choice, QuestionFrame } from '../../core/prompter.ts';
import type { Offer } from '../types.ts';
import { leaving } from './leave.ts';

export type PageChoice = 'go' | 'change' | 'show' | 'explain' | 'again' | 'leave' | `fix ${string}`;

interface PageMenu {
  /** Nothing that was found out speaks against going on. */
  readonly agrees: boolean;
  readonly canStepBack: boolean;
  /** What stands in the way and can be made. */
  readonly fixes: readonly Offer[];
  /** What is only better made. */
  readonly advised: readonly Offer[];
  /** What Enter does. */
  readonly usual: PageChoice;
}

const lookingAgain: Choice<PageChoice> = {
  name: 'Look again',
  value: 'again',
  description: 'At the account, where somebody has changed something meanwhile.',
};

const making = ({ id, title }: Offer, name: string = title): Choice<PageChoice> => ({
  name,
  value: `fix ${id}`,
});

/** The question below the page. */
export const pageMenu = ({
  agrees,
  canStepBack,
  fixes,
  advised,
  usual,
}: PageMenu): QuestionFrame & { choices: readonly Choice<PageChoice>[]; default: PageChoice } => ({
  message: agrees ? 'Go on with these values?' : 'Some values do not agree',
  explain:
    'The stack gets the values above. Going on leads to the plan, which has a question of its own; until then nothing of the stack is made or changed.',
  canStepBack,
  choices: [
    { name: 'Go on', value: 'go', description: 'To the plan, which is shown before anything is made.' },
    ...fixes.map((offer) => making(offer, `Fix it: ${offer.title}`)),
    { name: 'Change a value', value: 'change' },
    ...advised.map((offer) => making(offer)),
    ...(agrees ? [] : [lookingAgain]),
    { name: 'Show every value', value: 'show', description: 'With its label, defaults included.' },
    { name: 'Explain a value', value: 'explain' },
    leaving,
  ],
  default: usual,
});
