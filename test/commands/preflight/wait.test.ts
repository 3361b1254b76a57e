import { describe, expect, it, onTestFinished } from 'vitest';
import { preflight } from '../../../src/commands/preflight/preflight.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import type { AccountState } from '../../../src/rehearsal/account/state.ts';
import { attended, checkOf, notes, type Attended, type CommandLine } from '../attended.ts';
import { accountOfTest } from '../../helpers/account.ts';

/** Milliseconds: a call has as long to begin its answer, a judge longer to come to a verdict. */
const shortestLimitMs = 30_000;

const account = (
  prepare: (state: AccountState) => void,
  fail: readonly string[] = [],
): Promise<RehearsalAccount> => accountOfTest({ onTestFinished }, { fail, prepare });

const pending = ({ certificates }: AccountState): void => {
  for (const one of certificates.values()) one.status = 'PENDING_VALIDATION';
};
const issued = ({ certificates }: AccountState): void => {
  for (const one of certificates.values()) one.status = 'ISSUED';
};
const given = [
  '--template-file',
  'templates/quilt.yaml',
  '--answers',
  'templates/rehearsal/answers/ready.yaml',
];
const command = (...more: string[]): CommandLine<'preflight'> => ['preflight', ...given, ...more];

/** The account's time, noting the pauses between two looks; something happens after so many. */
const pausing = (on: RehearsalAccount, after: number, happens: () => void) => {
  const pauses: number[] = [];
  const clock: Clock = {
    ...on.clock,
    sleep: (ms, signal) => {
      // The limits of judges and calls are no pauses.
      if (ms < shortestLimitMs) pauses.push(ms);
      if (pauses.length === after) happens();
      return on.clock.sleep(ms, signal);
    },
  };
  return { clock, pauses };
};

const waits = ({ events }: Attended): readonly string[] =>
  events.flatMap((event) => (event.type === 'busy' && event.message !== undefined ? [event.message] : []));

describe('preflight --wait', () => {
  it('looks again until the certificate is issued, at what that check needs only', async () => {
    const on = await account(pending);
    const { clock, pauses } = pausing(on, 9, () => issued(on.state));
    const run = attended(on, command('--wait', '15m'), undefined, clock);
    await expect(preflight(run.session)).resolves.toMatchObject({ exitCode: 0 });
    expect(checkOf(run, 'acm.certificate').status).toBe('pass');
    expect(pauses).toEqual(Array.from({ length: 9 }, () => 10_000));
    // The last look finds the named certificate sound, and asks for no other; then the report asks whom it is for.
    const looks = on.calls().slice(-2 * pauses.length, -1);
    expect(new Set(looks.map(({ operation }) => operation))).toEqual(
      new Set(['DescribeCertificate', 'ListCertificates']),
    );
  });

  it('tells by the minute what it waits for, and what is done', async () => {
    const on = await account(pending);
    const { clock } = pausing(on, 9, () => issued(on.state));
    const run = attended(on, command('--wait', '15m'), undefined, clock);
    await preflight(run.session);
    expect([...new Set(waits(run))].filter((message) => message.startsWith('Waiting'))).toEqual([
      expect.stringMatching(/^Waiting for acm\.certificate.*, 15 minutes left$/),
      expect.stringMatching(/^Waiting for acm\.certificate.*, 14 minutes left$/),
    ]);
    expect(notes(run)).toContain('acm.certificate: done');
    expect(run.events.at(-1)).not.toMatchObject({ type: 'busy', message: expect.anything() as string });
  });

  it('ends when the time is over, each check told once with what is still so', async () => {
    const on = await account(pending);
    const { clock, pauses } = pausing(on, 0, () => undefined);
    const run = attended(on, command('--wait', '25s'), undefined, clock);
    await expect(preflight(run.session)).resolves.toMatchObject({ exitCode: 3 });
    expect(pauses.map((ms) => Math.round(ms / 1000))).toEqual([10, 10, 5]);
    expect(checkOf(run, 'acm.certificate').status).toBe('fail');
  });

  it('does not wait where nothing stands in the way, nor for what is to be corrected first', async () => {
    const sound = await account(() => undefined);
    const healthy = pausing(sound, 0, () => undefined);
    await preflight(attended(sound, command('--wait', '15m'), undefined, healthy.clock).session);
    expect(healthy.pauses).toEqual([]);
    const wrong = attended(
      sound,
      command('--wait', '15m', '--param', 'VPC=vpc-00000000000000009'),
      undefined,
      healthy.clock,
    );
    await expect(preflight(wrong.session)).rejects.toMatchObject({ exitCode: 2 });
    expect(healthy.pauses).toEqual([]);
  });

  it('is left by Ctrl-C, not ended with a verdict', async () => {
    const on = await account(pending);
    const { clock } = pausing(on, 2, () => run.session.interrupts.interrupt('SIGINT'));
    const run: Attended<'preflight'> = attended(on, command('--wait', '15m'), undefined, clock);
    await expect(preflight(run.session)).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
  });

  it('comes after --fix: what is fixed is done, what takes its time is waited for', async () => {
    const on = await account((state) => {
      pending(state);
      state.roles.delete('AWSServiceRoleForAmazonElasticsearchService');
    });
    const only = ['iam.es-service-linked-role', 'acm.certificate'];
    const { clock } = pausing(on, 2, () => issued(on.state));
    const argv = command('--fix', '--yes', '--only', only.join(','), '--wait', '15m');
    const run = attended(on, argv, undefined, clock);
    await expect(preflight(run.session)).resolves.toMatchObject({ exitCode: 0 });
    expect(only.map((id) => checkOf(run, id).status)).toEqual(['pass', 'pass']);
    expect(on.state.roles.has('AWSServiceRoleForAmazonElasticsearchService')).toBe(true);
  });

  it('judges what was skipped once access is back', async () => {
    const on = await account(() => undefined, ['Deny=sts:GetCallerIdentity']);
    const { clock } = pausing(on, 1, () => (on.state.permissions = { deny: new Set() }));
    const run = attended(
      on,
      command('--strict', '--wait', '1m', '--only', 'aws.credentials,cloudtrail.capacity'),
      undefined,
      clock,
    );
    await expect(preflight(run.session)).resolves.toMatchObject({ exitCode: 0 });
    expect(checkOf(run, 'cloudtrail.capacity').status).toBe('pass');
  });
});
