import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { policy } from '../../../src/commands/policy/policy.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { accountOfTest, rehearsalAccount } from '../../helpers/account.ts';
import { attended, notes } from '../attended.ts';
import { ended } from '../ended.ts';

const up = (): Promise<RehearsalAccount> => accountOfTest({ onTestFinished }, { scenario: 'installed' });

/** For what only reads. */
const shared = rehearsalAccount({ scenario: 'installed' });
afterAll(async () => (await shared).close());

const ran = async (
  account: RehearsalAccount,
  kind: string,
  words: readonly string[],
  person?: (question: string) => boolean,
) => {
  const all = attended(account, ['policy', '--region', account.region, ...words], person);
  const code = await ended(policy(all.session, [kind]));
  const texts = all.events.flatMap((event) => (event.type === 'text' ? [event.text] : []));
  return { code, asked: all.asked, notes: notes(all), shown: texts.join(''), events: all.events };
};

const service = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AssumedByStack',
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
});

const withRole = (account: RehearsalAccount, trust = service) => {
  const [any] = account.state.roles.values();
  if (any === undefined) throw new Error('no role in the account');
  const arn = `arn:aws:iam::${account.state.id}:role/lent`;
  const role = { ...any, name: 'lent', arn, trust, inline: new Map(), attached: new Set<string>() };
  account.state.roles.set('lent', role);
  return role;
};

const withKey = (account: RehearsalAccount, manager: 'AWS' | 'CUSTOMER' = 'CUSTOMER') => {
  const arn = `arn:aws:kms:${account.region}:${account.state.id}:key/22222222-2222-4222-8222-222222222222`;
  const key = {
    region: account.region,
    id: '22222222-2222-4222-8222-222222222222',
    arn,
    aliases: ['alias/team'],
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account.state.id}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    }),
    manager,
  };
  account.state.keys.set(arn, key);
  return key;
};

describe('policy trust', () => {
  it('shows the one statement, adds it after a yes, and has nothing to add then', async () => {
    const account = await up();
    const role = withRole(account);
    const shown = await ran(account, 'trust', ['--role', 'lent']);
    expect(shown.code).toBe(0);
    expect(role.trust).toBe(service);
    expect(shown.shown).toMatch(/^\+ {7}"Sid": "AssumedByStack2"/m);
    expect(shown.shown).not.toMatch(/^-/m);
    const applied = await ran(account, 'trust', ['--role', role.arn, '--apply'], () => true);
    expect(applied.code).toBe(0);
    expect(applied.asked).toEqual(['Add this statement to the trust policy of role lent?']);
    const after = role.trust;
    expect(JSON.parse(after)).toMatchObject({ Statement: [{}, { Action: 'sts:AssumeRole' }] });
    const again = await ran(account, 'trust', ['--role', 'lent', '--apply', '--yes']);
    expect(again).toMatchObject({ code: 0, asked: [], shown: '' });
    expect(again.notes.join()).toContain('Nothing to add');
    expect(role.trust).toBe(after);
  });

  it('writes nothing after a no, without anybody to ask, or over what somebody else wrote', async () => {
    const account = await up();
    const role = withRole(account);
    expect((await ran(account, 'trust', ['--role', 'lent', '--apply'], () => false)).code).toBe(
      'plan-declined',
    );
    expect((await ran(account, 'trust', ['--role', 'lent', '--apply'])).code).toBe('consent-missing');
    expect(role.trust).toBe(service);
    const theirs = service.replace('ec2', 'ecs');
    const late = await ran(account, 'trust', ['--role', 'lent', '--apply'], () => {
      role.trust = theirs;
      return true;
    });
    expect(late.code).toBe('policy-changed');
    expect(role.trust).toBe(theirs);
  });

  it.each([
    [[], 'flag-missing'],
    [['--role', 'nobody'], 'policy-target-unfit'],
    [['--role', 'arn:aws:iam::210987654321:role/lent'], 'policy-target-unfit'],
    [['--role', 'lent', '--key', 'k'], 'flag-invalid'],
    [['--role', 'lent', '--prefix', 'k'], 'flag-invalid'],
  ])('%j is %s', async (words, code) => {
    const account = await shared;
    withRole(account);
    expect((await ran(account, 'trust', words)).code).toBe(code);
  });
});

describe('policy kms', () => {
  it('admits the roles of the stack, tells the rest of the way, and changes nothing the second time', async () => {
    const account = await up();
    const key = withKey(account);
    const applied = await ran(account, 'kms', ['--key', 'alias/team', '--apply', '--yes']);
    expect(applied.code).toBe(0);
    const { Statement } = JSON.parse(key.policy) as {
      Statement: { Principal: { AWS: string | string[] } }[];
    };
    expect(Statement).toHaveLength(2);
    expect(Statement[1]?.Principal.AWS).toHaveLength(5);
    const next = JSON.stringify(applied.events.filter(({ type }) => type === 'next'));
    expect(next).toContain('aws iam create-policy');
    expect(next).toContain('ManagedUserRoleExtraPolicies=arn:aws:iam::123456789012:policy/use-key-22222222');
    const after = key.policy;
    expect((await ran(account, 'kms', ['--key', key.id, '--apply', '--yes'])).notes.join()).toContain(
      'Nothing to add',
    );
    expect(key.policy).toBe(after);
  });

  it("leaves AWS's own keys, and keys that are not there", async () => {
    const account = await shared;
    const key = withKey(account, 'AWS');
    expect((await ran(account, 'kms', ['--key', key.arn])).code).toBe('policy-target-unfit');
    expect((await ran(account, 'kms', ['--key', 'alias/none'])).code).toBe('policy-target-unfit');
  });
});

describe('policy perimeter', () => {
  const vpc = 'vpc-00000000000000001';

  it('prints both documents, and tells who gets through', async () => {
    const account = await shared;
    const {
      code,
      events,
      notes: said,
    } = await ran(account, 'perimeter', ['--vpc', vpc, '--cidr', '192.0.2.0/24']);
    expect(code).toBe(0);
    const documents = events.flatMap((event) => (event.type === 'policy' ? [event.document] : []));
    // Denied are those who come from neither, bear no tag, and are no service of AWS.
    const Condition = {
      NotIpAddressIfExists: { 'aws:SourceIp': ['192.0.2.0/24'] },
      StringNotEqualsIfExists: { 'aws:SourceVpc': [vpc] },
      Null: { 'aws:PrincipalTag/NetworkRestrictedExempt': 'true' },
      Bool: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
    };
    const trial = ['arn:aws:s3:::quilt-trial', 'arn:aws:s3:::quilt-trial/*'];
    expect(documents).toMatchObject([
      {
        Statement: [
          { Effect: 'Deny', Resource: ['arn:aws:s3:::quilt*', 'arn:aws:s3:::quilt*/*'], Condition },
        ],
      },
      { Statement: [{ Principal: '*', Resource: trial, Condition }] },
    ]);
    expect(said.join()).toContain("The stack's roles would get through from");
  });

  it('exempts who bears the tag that is named', async () => {
    const words = ['--vpc', vpc, '--exempt-tag', 'LabExempt'];
    const { events } = await ran(await shared, 'perimeter', words);
    const documents = events.flatMap((event) => (event.type === 'policy' ? [event.document] : []));
    const Condition = { Null: { 'aws:PrincipalTag/LabExempt': 'true' } };
    expect(documents).toMatchObject([{ Statement: [{ Condition }] }, { Statement: [{ Condition }] }]);
  });

  it('tells where the stack would be locked out', async () => {
    const account = await shared;
    const { notes: said } = await ran(account, 'perimeter', ['--vpc', 'vpc-0123456789abcdef0']);
    expect(said.join()).toContain(`Add --vpc ${vpc}`);
  });

  it.each<readonly [words: readonly string[], code: string]>([
    [[], 'flag-missing'],
    [['--vpc', 'vpc-x'], 'flag-invalid'],
    [['--vpc', vpc, '--apply'], 'flag-invalid'],
    ...['10.0.0.0/8', '0.0.0.0/0', '192.0.2.0', '192.0.2.0/33', '::/129', 'x/8'].map(
      (cidr) => [['--cidr', cidr], 'flag-invalid'] as const,
    ),
    [['--vpc', vpc, '--prefix', 'Upper'], 'flag-invalid'],
    [['--vpc', vpc, '--exempt-tag', 'a"b'], 'flag-invalid'],
  ])('%j is %s', async (words, code) => {
    expect((await ran(await shared, 'perimeter', words)).code).toBe(code);
  });
});

it('takes one word of three', async () => {
  expect((await ran(await shared, 'trsut', [])).code).toBe('argument-invalid');
});
