import { constraintViolation } from '../../rules/constraint.ts';
import { generate } from '../../references/generate.ts';
import { frameOf } from './question.ts';
import type { AskPorts, Question } from './types.ts';

/** Whether a secret may be made up here: a product says so, or it is a password by its name. */
const mayBeMadeUp = ({ parameter, enrichment }: Pick<Question, 'parameter' | 'enrichment'>): boolean =>
  enrichment.generate !== undefined || /password$/i.test(parameter.key);

/** True: it is made up instead of typed. A password of an unknown product may be one that is in use already. */
export async function wantsMadeUp(question: Question, name: string, { prompt }: AskPorts): Promise<boolean> {
  const { parameter, enrichment } = question;
  const trial = mayBeMadeUp(question) ? generate(parameter, enrichment) : undefined;
  if (trial === undefined || constraintViolation(parameter, trial) !== undefined) return false;
  return prompt.select({
    ...frameOf(question),
    choices: [
      { name: 'Make one for me', value: true, description: `Kept in Secrets Manager as ${name}.` },
      { name: 'Type it', value: false },
    ],
    default: enrichment.generate !== undefined,
  });
}
