import { generate } from '../references/generate.ts';
import { constraintViolation } from '../rules/constraint.ts';
import type { ResolvePorts } from '../types.ts';
import { questionOf } from '../wording.ts';
import type { Question } from './question.ts';

/** A secret made up instead of typed: the one kept under that name, where it fits. @returns undefined: it is typed */
export async function offerToGenerate(
  { parameter, enrichment }: Question,
  name: string,
  { prompt, secrets }: Pick<ResolvePorts, 'prompt' | 'secrets'>,
): Promise<string | undefined> {
  if (enrichment.generate === undefined) return undefined;
  const wanted = await prompt.select({
    message: questionOf(parameter),
    choices: [
      { name: 'Make one for me', value: true, description: `Kept in Secrets Manager as ${name}.` },
      { name: 'Type it', value: false },
    ],
    default: true,
  });
  if (!wanted) return undefined;
  const kept = await secrets.secret(name).catch(() => undefined);
  return kept !== undefined && constraintViolation(parameter, kept) === undefined
    ? kept
    : generate(parameter, enrichment);
}
