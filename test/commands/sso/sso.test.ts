import { afterAll, describe, expect, it } from 'vitest';
import { sso } from '../../../src/commands/sso/sso.ts';
import { rehearsalAccount } from '../../helpers/account.ts';
import { attended, notes } from '../attended.ts';
import { ended } from '../ended.ts';

const shared = rehearsalAccount({ scenario: 'installed' });
afterAll(async () => (await shared).close());

const ran = async (operands: readonly string[], parameters: Readonly<Record<string, string>> = {}) => {
  const account = await shared;
  const all = attended(account, ['sso', '--region', account.region]);
  const connect: typeof all.session.connect = async (region) => {
    const connection = await all.session.connect(region);
    const describe: typeof connection.stacks.describe = async (name) => {
      const stack = await connection.stacks.describe(name);
      return stack && { ...stack, parameters: new Map([...stack.parameters, ...Object.entries(parameters)]) };
    };
    return { ...connection, stacks: { ...connection.stacks, describe } };
  };
  const code = await ended(sso({ ...all.session, connect }, operands));
  return { code, said: JSON.stringify(all.events), notes: notes(all).join('\n') };
};

describe('sso', () => {
  it.each(['google', 'okta', 'onelogin', 'azure'])(
    'tells of %s the redirect address and the upgrade',
    async (word) => {
      const { code, said } = await ran([word]);
      expect(code).toBe(0);
      expect(said).toContain('https://quilt.data.example.com/oauth-callback');
      expect(said).toContain('--param SingleSignOnClientSecret=@prompt');
      expect(said).not.toContain('OktaAuth');
    },
  );

  it('takes the parameters of the family that the stack has', async () => {
    const { said } = await ran(['okta'], { OktaAuth: 'Disabled', OktaClientId: '', OktaBaseUrl: '' });
    expect(said).toContain('--param OktaAuth=Enabled --param OktaClientId=CLIENT_ID --param OktaBaseUrl=');
    expect(said).not.toContain('SingleSignOnClientId');
  });

  it.each([
    ['https://example.okta.com/oauth2/default', 'is what Okta calls itself'],
    ['https://nobody.example.org', 'could not be looked at'],
  ])('compares %s with what the provider calls itself', async (address, words) => {
    const { notes: said } = await ran(['okta'], {
      SingleSignOnProvider: 'Okta',
      SingleSignOnBaseUrl: address,
      PasswordAuth: 'Enabled',
    });
    expect(said).toContain(words);
  });

  it.each([[[]], [['octa']], [['okta', 'azure']]])('does not take %j', async (operands) => {
    expect((await ran(operands)).code).toBe('argument-invalid');
  });
});
