import { ownedIds } from '../../account/owned.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Trail } from '../../core/facts.ts';
import type { Product } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';
import { unneeded } from '../template/resource-types.ts';
import { counted, fail, notNeeded, pass, warn } from '../verdicts.ts';

/** Per region, replicas of multi-region and organization trails included; AWS does not raise it. */
const trailLimit = 5;

const cloudtrailId = 'cloudtrail.capacity';
const trailType = 'AWS::CloudTrail::Trail';

/** The parameter with which a trail of its own can be spared, where product and template have one. */
const bucketKeys = (
  { trailBucketParameter: key }: Product,
  template: Template | undefined,
): readonly string[] => (key !== undefined && template?.parameters.has(key) === true ? [key] : []);

const describe = (trail: Trail, region: string): string => {
  const kinds = [
    ...(trail.organization ? ['organization'] : []),
    ...(trail.homeRegion === region ? [] : [`from ${trail.homeRegion}`]),
  ];
  return kinds.length === 0 ? trail.name : `${trail.name} (${kinds.join(', ')})`;
};

const ownTrail = async (
  { facts, target }: CheckInput,
  trails: readonly Trail[],
): Promise<Trail | undefined> => {
  if (target.kind === 'create') return undefined;
  const own = ownedIds(await facts.stackResources(target.stackName), trailType);
  return trails.find((trail) => own.includes(trail.name) || own.includes(trail.arn));
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { facts, target } = input;
  if (await unneeded(input, cloudtrailId, [trailType])) return notNeeded('This template makes no trail.');
  const trails = await facts.trails();
  const own = await ownTrail(input, trails);
  if (own !== undefined) return pass(`${own.name} is this stack's own trail.`);
  const used = `${trails.length} of ${trailLimit} used in ${target.region}`;
  const names = trails.map((trail) => describe(trail, target.region)).join(', ');
  const [key] = bucketKeys(target.product, target.template);
  const alternative = key === undefined ? '' : `, or name the bucket of an existing trail as ${key}`;
  if (trails.length >= trailLimit)
    return fail(
      `${used}: ${names}. The stack needs one, and AWS does not raise this limit.`,
      `Delete a trail that is no longer needed, in its home region (aws cloudtrail delete-trail --name NAME)${alternative}.`,
    );
  if (trails.length === trailLimit - 1)
    return warn(
      `${used}: ${names}. This stack takes the last one.`,
      'Nothing has to be done now; free one if others need a trail in this region later.',
    );
  return pass(`${used}, room for ${counted(trailLimit - trails.length, 'more', 'more')}.`);
};

export const cloudtrailCapacity: Check<'cloudtrail.capacity'> = {
  id: cloudtrailId,
  category: 'CloudTrail',
  title: 'CloudTrail has room for one more trail',
  uses: bucketKeys,
  judge,
};
