import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DnsRecord } from '../../src/core/dns.ts';
import type { RecordSet } from '../../src/core/facts.ts';
import { applyDns, desiredRecords, overwriteUndo, planDns } from '../../src/dns/index.ts';
import { quilt } from '../helpers/products.ts';
import { alias, balancer, balancerZone, hosts, outputs, set, zone, Zones } from './zones.ts';

const weighted = (one: RecordSet, setIdentifier: string): RecordSet => ({ ...one, setIdentifier });

/** What may stand at one name by Route 53's rules: a CNAME alone, or one set of each other type, or weighted ones. */
const atName = (name: string): fc.Arbitrary<readonly RecordSet[]> => {
  const targets = fc.constantFrom(balancer, `dualstack.${balancer}`, 'old.example.net');
  const addresses = fc.constantFrom('203.0.113.7', '203.0.113.8');
  return fc.oneof(
    fc.constant([]),
    targets.map((target) => [set(name, 'CNAME', [target])]),
    addresses.map((address) => [
      weighted(set(name, 'A', [address]), 'blue'),
      weighted(alias(name, balancer), 'green'),
    ]),
    fc
      .record({
        A: fc.option(
          fc.oneof(
            targets.map((target) => alias(name, target)),
            addresses.map((address) => set(name, 'A', [address])),
          ),
        ),
        AAAA: fc.option(
          fc.oneof(
            targets.map((target) => ({ ...alias(name, target), type: 'AAAA' })),
            fc.constant(set(name, 'AAAA', ['2001:db8::7'])),
          ),
        ),
        TXT: fc.option(fc.constant(set(name, 'TXT', ['"kept"']))),
      })
      .map((sets) => Object.values(sets).filter((one) => one !== null)),
  );
};

const names = [...hosts, 'other.data.example.com', 'mail.example.com'];
const anyZone = fc
  .tuple(...names.map(atName))
  .map((sets) => [set('example.com', 'NS', ['ns-1.awsdns.com.']), ...sets.flat()]);

const addressing = ['A', 'AAAA', 'CNAME'];
const key = (one: Pick<RecordSet, 'name' | 'type' | 'setIdentifier'>): string =>
  `${one.name} ${one.type} ${one.setIdentifier ?? ''}`;
const plain = (target: string): string => target.replace(/^dualstack\./, '');
const leads = ({ values, alias: to }: RecordSet): readonly string[] =>
  (to === undefined ? values : [to.target]).map(plain);

const product = quilt;

it('applying records to any zone gives exactly the wanted ones, touches nothing else, and can be taken back', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyZone,
      fc.constantFrom('alias' as const, 'cname' as const),
      fc.boolean(),
      fc.boolean(),
      async (before, recordType, dualStack, overwrite) => {
        const zones = new Zones(zone('Z1', 'example.com')).put('Z1', ...before);
        zones.balancers.push({
          arn: 'arn',
          name: 'lb',
          dnsName: balancer,
          zoneId: balancerZone,
          scheme: 'internet-facing',
          ipAddressType: dualStack ? 'dualstack' : 'ipv4',
        });
        const desired = await desiredRecords(
          { product, scope: { outputs: outputs() }, recordType },
          zones.ports,
        );
        const plan = await planDns(desired, zones.ports);
        const undo = overwrite ? overwriteUndo(plan) : [];
        const done = await applyDns(plan, { overwrite }, zones.ports);
        const after = zones.sets.get('Z1') ?? [];
        const written = new Set(done.created.map(({ name }) => name));

        const untouched = before.filter(({ name, type }) => !written.has(name) || !addressing.includes(type));
        expect(after).toEqual(expect.arrayContaining(untouched));
        for (const host of hosts) {
          const there = after.filter(({ name, type }) => name === host && addressing.includes(type));
          if (!written.has(host)) {
            expect(there).toEqual(
              before.filter(({ name, type }) => name === host && addressing.includes(type)),
            );
            continue;
          }
          const wanted = desired.records.filter(({ name }) => name === host).map(({ type }) => type);
          expect(there.map(({ type }) => type)).toEqual(expect.arrayContaining(wanted));
          expect([...new Set(there.flatMap(leads))]).toEqual([balancer]);
        }
        expect(done.complete).toBe(
          hosts.every((host) => {
            const there = after.filter(({ name, type }) => name === host && addressing.includes(type));
            return there.length > 0 && there.every((one) => leads(one).every((to) => to === balancer));
          }) && desired.records.every((record) => covered(record, after)),
        );
        // What stood there and is gone is in the undo, word for word.
        const kept = undo.flatMap(({ request }) => request.ChangeBatch.Changes);
        const gone = before.filter((one) => !after.some((other) => key(other) === key(one) && other === one));
        expect(kept.filter(({ Action }) => Action === 'CREATE').map((one) => one.ResourceRecordSet)).toEqual(
          expect.arrayContaining(gone.map(({ raw }) => raw)),
        );
        expect(kept.filter(({ Action }) => Action === 'CREATE')).toHaveLength(gone.length);
      },
    ),
    { numRuns: 300 },
  );
});

const covered = (record: DnsRecord, sets: readonly RecordSet[]): boolean =>
  sets.some(
    ({ name, type }) =>
      name === record.name &&
      (type === record.type || type === 'CNAME' || (record.type === 'CNAME' && type === 'A')),
  );
