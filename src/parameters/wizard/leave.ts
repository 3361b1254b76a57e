import type { Prompter } from '../../core/prompter.ts';
import type { TemplateParameter } from '../../core/template.ts';
import { questionOf } from '../wording.ts';

export const leaving = { name: 'Save and leave', value: 'leave' } as const;

/** After several empty answers where one is needed. */
export async function wantsToLeave(
  parameter: TemplateParameter,
  prompt: Pick<Prompter, 'select'>,
): Promise<boolean> {
  const choice = await prompt.select({
    message: `"${questionOf(parameter)}" is needed to go on`,
    choices: [
      { ...leaving, description: 'Keeps the answers in a file; nothing is left in the account.' },
      { name: 'Give it now', value: 'give' },
    ],
    default: 'leave',
  });
  return choice === 'leave';
}
