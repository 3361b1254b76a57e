import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import {
  callOperation,
  changeSetsOf,
  describeStack,
  isLive,
  listStacks,
  type ListedStack,
} from '../account-calls.ts';

interface StackEntry {
  readonly name: string;
  readonly status: string;
  readonly protected: boolean;
  readonly changeSets: readonly string[];
}

/** What an account holds that a run may have made, changed or removed; without ids, so that two accounts compare. */
export interface Ledger {
  readonly stacks: readonly StackEntry[];
  /** Creations and updates that were ever set going. */
  readonly begun: readonly string[];
  /** Name, type and whether it leads to a balancer that is there. */
  readonly records: readonly string[];
  readonly balancers: number;
  readonly secrets: readonly string[];
  /** Objects, and whether a bucket is only there or has its policy and versioning. */
  readonly buckets: readonly string[];
  /** Zones, roles and the rest that is made beside a stack; of snapshots one each, as every run makes its own. */
  readonly others: readonly string[];
}

/** CloudFormation ends a name that it makes up so. */
const withoutId = (name: string): string => name.replace(/-[A-Za-z0-9]{12}$/, '');

const entryOf = async (
  account: RehearsalAccount,
  { StackId, StackName, StackStatus }: ListedStack,
): Promise<StackEntry> => {
  const on = (await describeStack(account, StackId))?.EnableTerminationProtection ?? false;
  const changeSets = await changeSetsOf(account, StackId);
  return { name: StackName, status: StackStatus, protected: on, changeSets };
};

const begunOf = async (account: RehearsalAccount, { StackId, StackName }: ListedStack): Promise<string[]> => {
  const { StackEvents } = await callOperation<{
    StackEvents: readonly {
      readonly PhysicalResourceId: string;
      readonly ResourceStatus: string;
      readonly ResourceStatusReason?: string;
    }[];
  }>(account, 'DescribeStackEvents', { StackName: StackId });
  return StackEvents.filter(
    (event) =>
      event.PhysicalResourceId === StackId &&
      event.ResourceStatusReason === 'User Initiated' &&
      /^(CREATE|UPDATE)_IN_PROGRESS$/.test(event.ResourceStatus),
  ).map((event) => `${event.ResourceStatus.split('_', 1)[0]} ${StackName}`);
};

const recordsOf = ({ state }: RehearsalAccount): string[] => {
  const balancers = [...state.loadBalancers.values()].map(({ dnsName }) => dnsName.toLowerCase());
  const leads = (target: string | undefined): boolean =>
    target === undefined || balancers.some((one) => target.toLowerCase().replace(/\.$/, '').endsWith(one));
  return [...state.zones.values()].flatMap((zone) =>
    zone.records.map(
      ({ name, type, alias }) => `${name} ${type}${leads(alias?.dnsName) ? '' : ' to nowhere'}`,
    ),
  );
};

const bucketsOf = ({ state }: RehearsalAccount): string[] =>
  [...state.buckets.values()].flatMap(({ name, objects, policy, versioning }) => [
    `s3://${name}${policy === undefined ? '' : ' with policy'}${versioning === undefined ? '' : ' versioned'}`,
    ...[...objects.keys()].map((key) => `s3://${name}/${key}`),
  ]);

const othersOf = ({ state }: RehearsalAccount): string[] => [
  ...[...state.zones.values()].map(({ name }) => `zone ${name}`),
  ...[...state.roles.values()].map(({ name, trust }) => `role ${withoutId(name)} ${trust}`),
  ...[...state.keys.values()].map(({ aliases, policy }) => `key ${aliases.join()} ${policy}`),
  ...new Set(
    [...state.databaseSnapshots.values()].map(
      ({ id }) => `snapshot ${withoutId(id.replace(/-\d{14}$/, ''))}`,
    ),
  ),
];

const sorted = (list: readonly string[]): readonly string[] => [...list].sort();

export async function ledgerOf(account: RehearsalAccount): Promise<Ledger> {
  const listed = await listStacks(account);
  const stacks = await Promise.all(listed.filter(isLive).map((one) => entryOf(account, one)));
  const begun = await Promise.all(listed.map((one) => begunOf(account, one)));
  return {
    stacks: [...stacks].sort((a, b) => (a.name < b.name ? -1 : 1)),
    begun: sorted(begun.flat()),
    records: sorted(recordsOf(account)),
    balancers: account.state.loadBalancers.size,
    secrets: sorted([...account.state.secrets.values()].map(({ name }) => withoutId(name))),
    buckets: sorted(bucketsOf(account)),
    others: sorted(othersOf(account)),
  };
}

/** Where two ledgers differ, a line a section. */
export const differences = (found: Ledger, wanted: Ledger): readonly string[] =>
  (Object.keys(wanted) as (keyof Ledger)[])
    .map((key) => [key, JSON.stringify(found[key]), JSON.stringify(wanted[key])] as const)
    .filter(([, is, should]) => is !== should)
    .map(([key, is, should]) => `${key}: ${is} instead of ${should}`);

/** What is there after a run and was not before it: what a run that came to nothing must have removed, or named. */
export const leftovers = (after: Ledger, before: Ledger): readonly string[] => {
  const added = (found: readonly string[], known: readonly string[]): string[] =>
    found.filter((one) => !known.includes(one));
  const changeSets = ({ stacks }: Ledger): string[] => stacks.flatMap((stack) => stack.changeSets);
  const names = ({ stacks }: Ledger): string[] => stacks.map(({ name }) => name);
  return [
    ...added(changeSets(after), changeSets(before)),
    ...added(names(after), names(before)),
    ...added(after.secrets, before.secrets),
    ...added(after.buckets, before.buckets).map((one) => one.split(' ', 1)[0] ?? one),
  ];
};
