import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { chosen, keysOf } from '../template/chosen-values.ts';
import { unneeded } from '../template/resource-types.ts';
import { fail, listed, notNeeded, pass, unknown } from '../verdicts.ts';

/** Regions in which only some zones run Fargate; by zone id, because zone names differ between accounts. */
const zonesWithFargate: Readonly<Record<string, readonly string[]>> = {
  'us-west-1': ['usw1-az1', 'usw1-az3'],
  'ap-northeast-1': ['apne1-az1', 'apne1-az2', 'apne1-az4'],
  'cn-north-1': ['cnn1-az1', 'cnn1-az2'],
};

/** Resources whose work runs on Fargate. */
const containerTypes = ['AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::ECS::Cluster'];

const regionVerdict = async ({ facts, target }: Pick<CheckInput, 'facts' | 'target'>): Promise<Verdict> => {
  const { partition } = await facts.identity();
  // The public list can be asked in the commercial partition only; the others have Fargate throughout.
  if (partition !== 'aws') return pass(`${target.region} (every region of ${partition} has Fargate)`);
  if (await facts.runsFargate(target.region)) return pass(`Fargate runs in ${target.region}`);
  // Whether the list is there at all, and what to choose instead.
  const regions = await facts.fargateRegions();
  if (regions.length === 0)
    return unknown(
      "AWS's public list of Fargate regions came back empty.",
      'Look the region up in the Amazon ECS documentation on Fargate.',
    );
  return fail(
    `Fargate is not offered in ${target.region}, and the stack's services run on it.`,
    `Choose a region that has it, for example: ${listed(regions, 6)}.`,
  );
};

/** Tasks run in the private subnets. */
const zoneVerdict = async (input: CheckInput): Promise<Verdict | undefined> => {
  const zones = zonesWithFargate[input.target.region];
  if (zones === undefined) return undefined;
  const ids = chosen(input, 'subnets', 'private').ids;
  const subnets = (await input.facts.subnets()).filter((subnet) => ids.includes(subnet.id));
  const off = subnets.filter((subnet) => !zones.includes(subnet.zoneId));
  if (off.length === 0) return undefined;
  return fail(
    `Fargate does not run in the zone of ${listed(off.map((one) => `${one.id} (${one.zone}, ${one.zoneId})`))}.`,
    `Choose private subnets in ${zones.join(' or ')} (see the zone ids with: aws ec2 describe-subnets).`,
  );
};

export const fargate: Check<'region.fargate'> = {
  id: 'region.fargate',
  category: 'Region',
  title: 'The region runs Fargate',
  uses: (product, template) => keysOf(product, template, 'subnets', 'private'),
  // Where the region is without it, four pages more, one after the other.
  early: async (input) =>
    (await unneeded({ ...input, values: new Map() }, 'region.fargate', containerTypes))
      ? undefined
      : regionVerdict(input),
  judge: async (input) => {
    if (await unneeded(input, 'region.fargate', containerTypes))
      return notNeeded('This template runs no containers.');
    const inRegion = await regionVerdict(input);
    return inRegion.status === 'pass' ? ((await zoneVerdict(input)) ?? inRegion) : inRegion;
  },
};
