import { expect, it } from 'vitest';
import { connector } from '../../src/main/connect.ts';
import { awsCodes } from '../../src/core/errors.ts';
import type { Session } from '../../src/core/session.ts';
import { rehearsalAccount } from '../helpers/account.ts';
import { hostWith } from '../helpers/host.ts';

it('a rehearsed session that expired is renewed once the person was asked, not before', async () => {
  const account = await rehearsalAccount({
    scenario: 'installed',
    fail: ['ExpiredToken@0s'],
    speed: 1000,
  });
  try {
    const host = hostWith({});
    const local = {
      clock: account.clock,
      env: {},
      emit: () => undefined,
      prompt: { interactive: false },
    } as Pick<Session['local'], 'clock' | 'env' | 'emit'> as Session['local'];
    const connection = await connector(host, { verbose: false, profile: undefined }, local, account)();
    const { id } = (await connection.stacks.describe('quilt')) ?? { id: '' };
    await connection.stacks.protect(id, false);
    await connection.stacks.deleteStack(id, { token: 'begin' });
    const reading = (): Promise<unknown> => connection.stacks.describe(id);
    await expect(reading()).rejects.toMatchObject({ code: awsCodes.expired });
    await connection.reloadCredentials();
    await expect(reading()).rejects.toMatchObject({ code: awsCodes.expired });
    await connection.reloadCredentials();
    await expect(reading()).resolves.toMatchObject({ name: 'quilt' });
    // A second one would ask for a second MFA code.
    const owner = { roleArn: 'arn:aws:iam::210987654321:role/dns-writer' };
    expect(connection.route53Of(owner)).toBe(connection.route53Of({ ...owner }));
  } finally {
    await account.close();
  }
});
