import { SteppedBack } from '../../core/prompter.ts';
import { enrichmentOf } from '../enrichment.ts';
import type { ResolvePorts } from '../types.ts';
import { questionOf } from '../wording.ts';
import { askFor } from './question/ask-for.ts';
import { explanationOf } from './question/explanation.ts';
import type { Creations } from './creations.ts';
import type { Page } from './page.ts';
import { LeftEmpty } from './question/types.ts';
import type { ReviewState } from './state.ts';
import type { TeamBucket } from './team-bucket.ts';

/** A step back, or nothing given: nothing was changed. */
const keptAsItWas = (error: unknown): false => {
  if (error instanceof SteppedBack || error instanceof LeftEmpty) return false;
  throw error;
};

const pickRow = async (
  page: Page,
  message: string,
  { prompt }: ResolvePorts,
): Promise<string | undefined> => {
  try {
    return await prompt.select({ message, canStepBack: true, choices: await page.choices() });
  } catch (error) {
    if (error instanceof SteppedBack) return undefined;
    throw error;
  }
};

/** One value, chosen from all of them, is asked for anew. @returns whether it changed */
export async function changeValue(
  page: Page,
  state: ReviewState,
  bucket: TeamBucket | undefined,
  { stackName, creations }: { readonly stackName: string; readonly creations: Creations },
  ports: ResolvePorts,
): Promise<boolean> {
  for (;;) {
    const key = await pickRow(page, 'Which value?', ports);
    if (key === undefined) return false;
    const parameter = state.context.template.parameters.get(key);
    try {
      if (parameter !== undefined)
        return await askFor(state, parameter, { stackName, creations, canStepBack: true }, ports);
      await bucket?.ask(ports.prompt, true);
      return true;
    } catch (error) {
      keptAsItWas(error);
    }
  }
}

const explained = (
  key: string,
  { context: { template, product } }: ReviewState,
  bucket: TeamBucket | undefined,
): { readonly message: string; readonly detail: readonly string[] } | undefined => {
  const parameter = template.parameters.get(key);
  // The one row of the page that is no parameter.
  if (parameter === undefined) return bucket && { message: bucket.label, detail: [bucket.explanation] };
  return {
    message: questionOf(parameter),
    detail: [explanationOf(template, parameter, enrichmentOf(product, key))],
  };
};

export async function explainValue(
  page: Page,
  state: ReviewState,
  bucket: TeamBucket | undefined,
  ports: ResolvePorts,
): Promise<void> {
  const key = await pickRow(page, 'Explain which value?', ports);
  const about = key === undefined ? undefined : explained(key, state, bucket);
  if (about !== undefined) ports.emit({ type: 'note', level: 'info', ...about });
}
