import { describe, expect, it, onTestFinished } from 'vitest';
import { install } from '../../../src/commands/install/install.ts';
import type { DnsEvent } from '../../../src/core/events.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { attended } from '../attended.ts';
import { Pressing } from '../pressing.ts';

const inside = 'Z00000000000000000003';
const outside = 'Z00000000000000000001';
const answers = [
  '--template-file',
  'templates/quilt.yaml',
  '--answers',
  'templates/rehearsal/answers/dns-internal.yaml',
] as const;

/** A new stack whose balancer turns out to be internal, with a private zone of its VPC beside the public one. */
const installed = async (account: RehearsalAccount, ...words: readonly string[]) => {
  const run = attended(account, ['install', ...answers, '--yes', ...words]);
  const result = await install(run.session);
  const records = run.events.filter((event): event is DnsEvent => event.type === 'dns');
  return { exitCode: 'exitCode' in result ? result.exitCode : undefined, records };
};

const started = (): Promise<RehearsalAccount> =>
  accountOfTest({ onTestFinished }, { scenario: 'dns-internal' });

const written = (account: RehearsalAccount, zone: string): number =>
  (account.state.zones.get(zone)?.records ?? []).filter(({ type }) => type === 'A').length;

describe('the records of a new stack with an internal balancer', () => {
  it('are printed where two zones can hold them, with the command for each and where to verify', async () => {
    const account = await started();
    const { exitCode, records } = await installed(account);
    expect(exitCode).toBe(9);
    expect([written(account, inside), written(account, outside)]).toEqual([0, 0]);
    expect(records).toMatchObject([{ state: 'planned' }]);
    expect(records[0]?.records).toHaveLength(3);
    expect(records[0]?.moves).toMatchObject([
      { by: 'you', run: expect.stringContaining(`--hosted-zone-id ${inside}`) as string },
      { by: 'you', run: expect.stringContaining(`--hosted-zone-id ${outside}`) as string },
      { by: 'domain', run: expect.stringContaining('--format text') as string },
      {
        by: 'elsewhere',
        vpcIds: ['vpc-00000000000000001'],
        run: expect.stringContaining('--verify') as string,
      },
    ]);
  });

  it('go into the zone that a person at a terminal chose before the plan', async () => {
    const account = await started();
    const person = new Pressing({
      'Into which zone': `data.example.com (${inside}, private)`,
      'Create this stack?': true,
      'Keep these answers': false,
    });
    const run = attended(account, ['install', ...answers, '--dns', 'route53'], person);
    expect(await install(run.session)).toMatchObject({ exitCode: 0 });
    expect([written(account, inside), written(account, outside)]).toEqual([3, 0]);
    expect(run.events.find(({ type }) => type === 'plan')).toMatchObject({
      dns: '3 records are then created in Route 53 (data.example.com)',
    });
  });

  it('go into the private zone where that is named, and are verified from inside', async () => {
    const account = await started();
    const { exitCode, records } = await installed(account, '--hosted-zone-id', inside);
    expect([exitCode, written(account, inside), written(account, outside)]).toEqual([0, 3, 0]);
    expect(records.at(-1)).toMatchObject({
      state: 'pending',
      missing: 'resolver',
      moves: [{ by: 'elsewhere', vpcIds: ['vpc-00000000000000001'] }],
    });
  });
});
