import { ancestorsOf, normaliseHost } from '../../account/host.ts';
import { zonesFor } from '../../account/zone.ts';
import type { CheckInput, Verdict } from '../../core/check.ts';
import type { HostedZone, RecordSet } from '../../core/facts.ts';
import { stackScope } from '../../products/index.ts';
import { fail, listed, pass, unknown } from '../verdicts.ts';

/** Route 53 may answer an alias target with `dualstack.` in front. */
const balancerName = (target: string): string => normaliseHost(target).replace(/^dualstack\./, '');

const addresses = ['A', 'AAAA', 'CNAME'];

const targetsOf = (record: RecordSet): readonly string[] =>
  (record.alias === undefined ? record.values : [record.alias.target]).map(balancerName);

interface HostRecord {
  readonly zone: HostedZone;
  readonly record: RecordSet;
}

const recordsIn = async (
  { facts }: CheckInput,
  zones: readonly HostedZone[],
  name: string,
): Promise<readonly HostRecord[]> => {
  const lists = await Promise.all(zones.map((zone) => facts.records(zone.id, name)));
  return zones.flatMap((zone, index) =>
    (lists[index] ?? [])
      .filter((record) => addresses.includes(record.type) && normaliseHost(record.name) === name)
      .map((record) => ({ zone, record })),
  );
};

/** Load balancers of this stack: what its outputs say its hosts should point at. */
const ownTargets = async ({ facts, target }: CheckInput): Promise<readonly string[]> => {
  if (target.kind === 'create') return [];
  const stack = await facts.stack(target.stackName);
  return stack === undefined
    ? []
    : target.product.dns(stackScope(stack)).map((record) => balancerName(record.target));
};

const shown = ({ zone, record }: HostRecord): string =>
  `${record.alias === undefined ? record.type : `alias ${record.type}`} → ${listed(targetsOf(record), 2)} in ${zone.name} (${zone.id})`;

const taken = (host: string, evidence: string): Verdict =>
  fail(
    `${host} is taken: ${evidence}.`,
    'Choose another host name, or remove the record. If it is left over from an earlier installation, install with --dns print --ignore dns.hostnames-free, then replace it with quilt-install dns --apply --overwrite.',
  );

/** What public resolvers say; undefined where they could not be asked. */
const publicAnswers = async ({ probe }: CheckInput, host: string): Promise<readonly string[] | undefined> => {
  try {
    const kinds = await Promise.all(
      (['A', 'AAAA', 'CNAME'] as const).map((type) => probe.resolve(host, type)),
    );
    return [...new Set(kinds.flat().map(balancerName))];
  } catch {
    return undefined;
  }
};

/** An alias kept elsewhere shows as bare addresses: those of the balancer tell whose they are. */
const ownAddresses = async (
  { probe }: CheckInput,
  targets: readonly string[],
): Promise<readonly string[]> => {
  const lists = await Promise.all(
    [...new Set(targets)].flatMap((target) => [probe.resolve(target, 'A'), probe.resolve(target, 'AAAA')]),
  );
  return lists.flat().map(balancerName);
};

/** A wildcard answers for every name that has no record of its own, and steps back for one that has. */
const throughWildcard = async (
  input: CheckInput,
  zones: readonly HostedZone[],
  host: string,
): Promise<HostRecord | undefined> => {
  const names = ancestorsOf(host).map((parent) => `*.${parent}`);
  const found = await Promise.all(
    names.map((name) =>
      recordsIn(
        input,
        zones.filter((zone) => name.endsWith(`.${normaliseHost(zone.name)}`)),
        name,
      ),
    ),
  );
  return found.flat()[0];
};

const resolvesElsewhere = async (
  input: CheckInput,
  zones: readonly HostedZone[],
  host: string,
  answers: readonly string[],
): Promise<Verdict> => {
  const wildcard = await throughWildcard(input, zones, host);
  return wildcard === undefined
    ? taken(host, `public DNS answers ${listed(answers, 3)}`)
    : pass(`${host} answers only through ${wildcard.record.name}.`);
};

/** Free: no record in this account's zones and no public answer, or only what this very stack put there. */
export async function judgeHost(input: CheckInput, host: string): Promise<Verdict> {
  const [zones, own, answers] = await Promise.all([
    input.facts.hostedZones(),
    ownTargets(input),
    publicAnswers(input, host),
  ]);
  const covering = zonesFor(zones, host);
  const records = await recordsIn(input, covering, host);
  const foreign = records.filter(({ record }) => !targetsOf(record).every((target) => own.includes(target)));
  const [first] = foreign;
  if (first !== undefined) return taken(host, shown(first));
  if (records.length > 0) return pass(`${host} points at this stack.`);
  if (answers === undefined)
    return unknown(
      `Public DNS could not be asked about ${host}; the zones of this account have no record of it.`,
      'Run the checks again from a network with working DNS.',
    );
  // Nothing to tell: the names alone are the evidence.
  if (answers.length === 0) return { status: 'pass' };
  const ours = [...own, ...(await ownAddresses(input, own))];
  if (answers.some((answer) => ours.includes(answer))) return pass(`${host} points at this stack.`);
  return resolvesElsewhere(input, covering, host, answers);
}
