import { InstallError } from '../../core/errors.ts';
import type { Facts } from '../../core/ports.ts';
import { partitionOf } from '../../core/partition.ts';
import type { Template } from '../../core/template.ts';
import { ruleReadings, type RuleFacts, type RuleThing } from '../../template/index.ts';
import { whyUnknown } from './lookup.ts';

interface Gathering {
  readonly facts: Facts;
  readonly things: Map<string, readonly RuleThing[]>;
  readonly unreadable: Map<string, string>;
}

/** Undefined where it could not be read; `unreadable` then says why. */
const orWhy = async <T>(
  reading: Promise<T>,
  what: string,
  { unreadable }: Gathering,
): Promise<T | undefined> =>
  reading.catch((error: unknown) => {
    unreadable.set(what, whyUnknown(error));
    return undefined;
  });

const attributes = (
  own: Readonly<Record<string, string | undefined>>,
  tags: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    ...[...tags].map(([key, value]) => [`Tags.${key}`, value] as const),
  ]);

/** Each type's things with all that rules may ask of them; what costs another call is asked only when wanted. */
const readers: Readonly<
  Record<
    string,
    (gathering: Gathering, wanted: ReadonlySet<string>, type: string) => Promise<readonly RuleThing[]>
  >
> = {
  'AWS::EC2::VPC::Id': async (gathering, wanted, type) => {
    const { facts } = gathering;
    const [vpcs, acls, groups] = await Promise.all([
      facts.vpcs(),
      wanted.has('DefaultNetworkAcl')
        ? orWhy(facts.defaultNetworkAcls(), `${type}.DefaultNetworkAcl`, gathering)
        : undefined,
      wanted.has('DefaultSecurityGroup')
        ? orWhy(facts.securityGroups(), `${type}.DefaultSecurityGroup`, gathering)
        : undefined,
    ]);
    return vpcs.map(({ id, tags }) => ({
      id,
      attributes: attributes(
        {
          DefaultNetworkAcl: acls?.get(id),
          // No other group of a VPC can have that name.
          DefaultSecurityGroup: groups?.find(({ name, vpcId }) => name === 'default' && vpcId === id)?.id,
        },
        tags,
      ),
    }));
  },
  'AWS::EC2::Subnet::Id': async ({ facts }) =>
    (await facts.subnets()).map(({ id, zone, vpcId, tags }) => ({
      id,
      attributes: attributes({ AvailabilityZone: zone, VpcId: vpcId }, tags),
    })),
  'AWS::EC2::SecurityGroup::Id': async ({ facts }) =>
    (await facts.securityGroups()).map(({ id, tags }) => ({ id, attributes: attributes({}, tags) })),
};

const pseudoValues = async (
  wanted: ReadonlySet<string>,
  stackName: string,
  { facts }: Gathering,
): Promise<ReadonlyMap<string, string>> => {
  const values = new Map([
    ['AWS::Region', facts.region],
    ['AWS::StackName', stackName],
  ]);
  if (!['AWS::AccountId', 'AWS::Partition', 'AWS::URLSuffix'].some((name) => wanted.has(name))) return values;
  const identity = await facts.identity().catch((error: unknown) => {
    if (error instanceof InstallError) return undefined;
    throw error;
  });
  if (identity === undefined) return values;
  const { account, partition } = identity;
  return new Map([
    ...values,
    ['AWS::AccountId', account],
    ['AWS::Partition', partition],
    ['AWS::URLSuffix', partitionOf(partition).dnsSuffix],
  ]);
};

/** What the template's rules ask of the account, and nothing else. */
export async function gatherRuleFacts(
  template: Template,
  stackName: string,
  facts: Facts,
): Promise<RuleFacts> {
  const gathering: Gathering = { facts, things: new Map(), unreadable: new Map() };
  const wanted = ruleReadings(template);
  const read = async ([type, names]: readonly [string, ReadonlySet<string>]): Promise<void> => {
    const found = await orWhy(
      readers[type]?.(gathering, names, type) ?? Promise.resolve(undefined),
      type,
      gathering,
    );
    if (found !== undefined) gathering.things.set(type, found);
  };
  const [pseudo] = await Promise.all([
    pseudoValues(wanted.pseudo, stackName, gathering),
    ...[...wanted.attributes].map(read),
  ]);
  return { pseudo, things: gathering.things, unreadable: gathering.unreadable };
}
