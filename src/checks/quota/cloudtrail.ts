import { ownedIds } from '../../account/owned.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Trail } from '../../core/facts.ts';
import { countType, resourcesOf } from '../template/resource-types.ts';
import { counted, fail, pass, skipped, warn } from '../verdicts.ts';

/** Per region, replicas of multi-region and organization trails included; AWS does not raise it. */
export const trailLimit = 5;

const trailType = 'AWS::CloudTrail::Trail';

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
  if (target.template !== undefined && countType(await resourcesOf(input), trailType) === 0)
    return skipped('This template makes no trail.');
  const trails = await facts.trails();
  const own = await ownTrail(input, trails);
  if (own !== undefined) return pass(`${own.name} is this stack's own trail.`);
  const used = `${trails.length} of ${trailLimit} used in ${target.region}`;
  const names = trails.map((trail) => describe(trail, target.region)).join(', ');
  const alternative = target.template?.parameters.has('CloudTrailBucket')
    ? ', or name the bucket of an existing trail as CloudTrailBucket'
    : '';
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
  id: 'cloudtrail.capacity',
  category: 'CloudTrail',
  title: 'CloudTrail has room for one more trail',
  uses: (_product, template) => (template?.parameters.has('CloudTrailBucket') ? ['CloudTrailBucket'] : []),
  judge,
};
