import {
  ChangeResourceRecordSetsCommand,
  Route53Client,
  type ChangeBatch,
  type ChangeResourceRecordSetsCommandInput as UndoInput,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAws, type AwsPorts } from '../../src/aws/index.ts';
import type { Event } from '../../src/core/events.ts';
import {
  applyDns,
  overwriteUndo,
  desiredRecords,
  planDns,
  recordsToRemove,
  removeRecords,
  verifyDns,
} from '../../src/dns/index.ts';
import { quilt } from '../helpers/products.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { rehearsalAccount } from '../helpers/account.ts';

const zoneId = 'Z00000000000000000001';
const product = quilt;
let account: RehearsalAccount;
let aws: AwsPorts;
const events: Event[] = [];

const ports = () => ({
  ...aws,
  probe: account.probe,
  clock: account.clock,
  emit: (event: Event) => void events.push(event),
  command: (...words: readonly string[]) => ['quilt-install', ...words].join(' '),
});
const records = async () => {
  const stack = await aws.facts.stack('quilt');
  return desiredRecords({ product, scope: { outputs: stack?.outputs ?? new Map() } }, ports());
};
const namesInZone = () =>
  (account.state.zones.get(zoneId)?.records ?? []).map(({ name, type }) => `${name} ${type}`).sort();

beforeAll(async () => {
  account = await rehearsalAccount({
    scenario: 'installed',
  });
  aws = makeAws({
    region: account.region,
    env: {},
    clock: account.clock,
    signal: new AbortController().signal,
    endpoint: { url: account.endpoint, credentials: account.credentials },
  });
});
afterAll(() => account.close());

/** The clients over the wire against an account that follows Route 53's rules. */
describe('the records of a stack that is up', () => {
  it('go in, answer, and can be taken back to what was there before', async () => {
    const client = new Route53Client({
      region: account.region,
      endpoint: account.endpoint,
      credentials: account.credentials,
    });
    const send = (batch: ChangeBatch) =>
      client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: batch }));
    await send({
      Changes: [
        {
          Action: 'CREATE',
          ResourceRecordSet: {
            Name: 'quilt.data.example.com',
            Type: 'CNAME',
            TTL: 300,
            ResourceRecords: [{ Value: 'old.example.net' }],
          },
        },
      ],
    });
    const before = namesInZone();
    const wanted = await records();
    expect(wanted.records).toHaveLength(3);
    const careful = await applyDns(await planDns(wanted, ports()), { overwrite: false }, ports());
    expect(careful.complete).toBe(false);
    expect(careful.created).toHaveLength(2);
    expect(await verifyDns(wanted.records, { waitMs: 0 }, ports())).toBe('wrong');

    const undone = await planDns(wanted, ports());
    const bold = await applyDns(undone, { overwrite: true }, ports());
    expect(bold).toMatchObject({ complete: true, created: [{ name: 'quilt.data.example.com' }] });
    expect(await verifyDns(wanted.records, { waitMs: 60_000 }, ports())).toBe('verified');

    for (const undo of overwriteUndo(undone))
      await client.send(new ChangeResourceRecordSetsCommand(undo.request as UndoInput));
    expect(namesInZone()).toEqual([...before, ...careful.created.map(({ name }) => `${name}. A`)].sort());
    aws.facts.refresh('records');
    await removeRecords(await recordsToRemove(wanted.records, ports()), ports());
    expect(namesInZone()).toEqual(before);
    client.destroy();
  });

  it('go out again, and nothing else with them', async () => {
    aws.facts.refresh();
    const before = namesInZone();
    const all = await records();
    const wanted = { ...all, records: all.records.slice(1) };
    await applyDns(await planDns(wanted, ports()), { overwrite: false }, ports());
    expect(namesInZone()).toHaveLength(before.length + 2);
    const found = await recordsToRemove(all.records, ports());
    expect(found.map(({ recordSet }) => recordSet.name)).toEqual(wanted.records.map(({ name }) => name));
    await removeRecords(found, ports());
    expect(namesInZone()).toEqual(before);
  });
});
