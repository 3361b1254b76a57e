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

/** Where AWS Marketplace keeps the templates that its sellers handed in. */
const marketplaceBucket = 'awsmp-fulfillment-cf-templates-prod';

/** The seller renews what lies there by a review of AWS's, so less often than what is sent to customers. */
const ofMarketplace = ({ target }: CheckInput): Verdict | undefined =>
  target.product.marketplace !== undefined && target.templateSource?.includes(marketplaceBucket) === true
    ? warn(
        'This template comes from AWS Marketplace, where new ones appear late: fixes may be missing.',
        `Ask for the current one${target.product.support.length === 0 ? '' : ` at ${target.product.support.join(', ')}`}.`,
      )
    : undefined;

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { template, kind, product } = input.target;
  if (template === undefined) return noTemplate;
  const to = product.version({ template });
  const late = ofMarketplace(input);
  if (kind === 'update') return worst([await ofUpgrade(input, to), ...(late === undefined ? [] : [late])]);
  if (late !== undefined) return late;
  return to === undefined ? notNeeded('The template does not tell its release.') : pass(`release ${to}`);
};

export const templateVersion: Check<'template.version'> = {
  id: 'template.version',
  category: 'Template',
  title: 'The template leads on from what runs',
  judge,
};
