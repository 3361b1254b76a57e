import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { UpgradeNote } from '../../core/product.ts';
import { stackScope } from '../../products/index.ts';
import { noTemplate } from './template.ts';
import { fail, notNeeded, pass, skipped, warn, worst } from '../verdicts.ts';

const verdictOn = ({ kind, reason, fix }: UpgradeNote): Verdict => {
  const sentence = `${reason[0]?.toUpperCase() ?? ''}${reason.slice(1)}.`;
  return kind === 'stop' ? fail(sentence, fix) : warn(sentence, fix);
};

const ofUpgrade = async (input: CheckInput, to: string | undefined): Promise<Verdict> => {
  const { template, product, stackName } = input.target;
  if (template === undefined) return noTemplate;
  const stack = await input.facts.stack(stackName);
  if (stack === undefined) return skipped(`There is no stack called ${stackName}.`);
  const running = stackScope(stack);
  const notes = product.upgrade(running, template);
  if (notes.length > 0) return worst(notes.map(verdictOn));
  const from = product.version(running);
  return from === undefined && to === undefined
    ? skipped('Neither stack nor template tells its release.')
    : pass(`${from ?? 'unknown version'} → ${to ?? 'unknown version'}`);
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { template, kind, product } = input.target;
  if (template === undefined) return noTemplate;
  const to = product.version({ template });
  if (kind === 'update') return ofUpgrade(input, to);
  return to === undefined ? notNeeded('The template does not tell its release.') : pass(`release ${to}`);
};

export const templateVersion: Check<'template.version'> = {
  id: 'template.version',
  category: 'Template',
  title: 'The template leads on from what runs',
  judge,
};
