import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { UpgradeNote } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';
import { stackScope } from '../../products/index.ts';
import { noTemplate } from './template.ts';
import { fail, notNeeded, pass, skipped, warn } from '../verdicts.ts';

const sentence = ({ reason }: UpgradeNote): string => `${reason[0]?.toUpperCase() ?? ''}${reason.slice(1)}.`;

/** What stops comes first; whoever goes past it by `--ignore` is told the rest as well. */
const noteVerdict = (notes: readonly UpgradeNote[]): Verdict => {
  const stops = notes.filter(({ kind }) => kind === 'stop');
  const ordered = [...stops, ...notes.filter(({ kind }) => kind === 'warning')];
  const message = ordered.map(sentence).join(' ');
  const fix = [...new Set(ordered.map((note) => note.fix))].join(' ');
  return stops.length > 0 ? fail(message, fix) : warn(message, fix);
};

/** Where AWS Marketplace keeps the templates that its sellers handed in. */
const marketplaceBucket = 'awsmp-fulfillment-cf-templates-prod';

/** The seller renews what lies there by a review of AWS's, so less often than what is sent to customers. */
const ofMarketplace = ({ target }: CheckInput): readonly UpgradeNote[] =>
  target.product.marketplace !== undefined && target.templateSource?.includes(marketplaceBucket) === true
    ? [
        {
          kind: 'warning',
          reason:
            'This template comes from AWS Marketplace, where new ones appear late: fixes may be missing',
          fix: `Ask for the current one${target.product.support.length === 0 ? '' : ` at ${target.product.support.join(', ')}`}.`,
        },
      ]
    : [];

const ofUpgrade = async (input: CheckInput, template: Template): Promise<Verdict> => {
  const { product, stackName } = input.target;
  const stack = await input.facts.stack(stackName);
  if (stack === undefined) return skipped(`There is no stack called ${stackName}.`);
  const running = stackScope(stack);
  const notes = [...product.upgrade(running, template), ...ofMarketplace(input)];
  if (notes.length > 0) return noteVerdict(notes);
  const [from, to] = [product.version(running), product.version({ template })];
  return from === undefined && to === undefined
    ? skipped('Neither stack nor template tells its release.')
    : pass(`${from ?? 'unknown version'} → ${to ?? 'unknown version'}`);
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { template, kind, product } = input.target;
  if (template === undefined) return noTemplate(input.target);
  if (kind === 'update') return ofUpgrade(input, template);
  const late = ofMarketplace(input);
  if (late.length > 0) return noteVerdict(late);
  const release = product.version({ template });
  return release === undefined
    ? notNeeded('The template does not tell its release.')
    : pass(`release ${release}`);
};

export const templateVersion: Check<'template.version'> = {
  id: 'template.version',
  category: 'Template',
  title: 'The template leads on from what runs',
  judge,
};
