import { expect, it } from 'vitest';
import { account, credentials, region } from '../../../src/checks/account/account.ts';
import { fargate } from '../../../src/checks/account/fargate.ts';
import { ecsServiceLinkedRole, esServiceLinkedRole } from '../../../src/checks/iam/service-linked-role.ts';
import { sessionLifetime } from '../../../src/checks/account/session-lifetime.ts';

import type { Identity, Role } from '../../../src/core/facts.ts';
import { shippedProduct } from '../../../src/products/index.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { answering, denied, expired, identity, judgingOf, now, throttled, verdictOf } from '../facts.ts';
import { judgeTable } from '../table.ts';

const alias = { accountAlias: answering('acme-data') };

judgeTable(credentials, [
  ['expired', { facts: { identity: expired } }, 'fail', /expired/],
  [
    'denied by a policy on STS',
    { facts: { identity: denied('sts:GetCallerIdentity') } },
    'fail',
    /not allowed/,
  ],
  ['throttled', { facts: { identity: throttled } }, 'unknown', /throttled/],
  ['good', {}, 'pass', /user\/ops/],
]);

judgeTable(account, [
  [
    'another account',
    { facts: alias, target: { expectAccount: '999999999999' } },
    'fail',
    /123456789012 \(acme-data\).*999999999999/,
  ],
  ['the expected one', { facts: alias, target: { expectAccount: '123456789012' } }, 'pass', /expected/],
  [
    'none expected, alias denied',
    { facts: { accountAlias: denied('iam:ListAccountAliases') } },
    'pass',
    /^123456789012 \|/,
  ],
]);

it('ends with the codes of the contract', async () => {
  const wrong = { facts: alias, target: { expectAccount: '999999999999' } };
  expect((await verdictOf(account, wrong)).exitCode).toBe(2);
  expect((await verdictOf(credentials, { facts: { identity: expired } })).exitCode).toBe(10);
  const off = { facts: { regions: answering([{ name: 'us-east-1', optInStatus: 'not-opted-in' }]) } };
  expect((await verdictOf(region, off)).exitCode).toBe(10);
});

const regions = answering([
  { name: 'us-east-1', optInStatus: 'opt-in-not-required' },
  { name: 'me-south-1', optInStatus: 'not-opted-in' },
  { name: 'af-south-1', optInStatus: 'opted-in' },
]);

judgeTable(region, [
  [
    'not enabled',
    { facts: { regions }, target: { region: 'me-south-1' } },
    'fail',
    /not enabled.*enable-region/,
  ],
  ['misspelt', { facts: { regions }, target: { region: 'us-est-1' } }, 'fail', /us-east-1/],
  ['none at all', { facts: { regions: answering([]) } }, 'fail', /--region/],
  ['denied', { facts: { regions: denied('ec2:DescribeRegions') } }, 'unknown', /ec2:DescribeRegions/],
  ['enabled by hand', { facts: { regions }, target: { region: 'af-south-1' } }, 'pass', /opted-in/],
  ['always on', { facts: { regions } }, 'pass'],
]);

const session = (given: Partial<Identity>) => ({ identity: answering({ ...identity, ...given }) });
const inMinutes = (minutes: number): number => now + minutes * 60_000;

judgeTable(sessionLifetime, [
  ['keys', { facts: session({}) }, 'pass', /do not expire/],
  [
    'too short',
    {
      facts: session({ expiresAt: inMinutes(20), credentialSource: 'sso' }),
      target: { estimatedSeconds: 2_520 },
    },
    'warn',
    /20 min.*42 minutes.*aws sso login.*--role-arn/,
  ],
  [
    'too short, source not told',
    { facts: session({ expiresAt: inMinutes(20) }), target: { estimatedSeconds: 2_520 } },
    'warn',
    /fresh temporary/,
  ],
  [
    'too short, but with a service role',
    {
      facts: session({ expiresAt: inMinutes(20) }),
      target: { estimatedSeconds: 2_520, roleArn: 'arn:aws:iam::1:role/x' },
    },
    'pass',
    /service role/,
  ],
  [
    'long enough',
    { facts: session({ expiresAt: inMinutes(480) }), target: { estimatedSeconds: 2_520 } },
    'pass',
    /8 h;/,
  ],
  [
    'of an instance',
    {
      facts: session({ renewed: true, credentialSource: 'instance' }),
      target: { estimatedSeconds: 2_520 },
    },
    'pass',
    /renewed by itself\. /,
  ],
  [
    'of aws login',
    { facts: session({ renewed: true, credentialSource: 'login' }), target: { estimatedSeconds: 2_520 } },
    'pass',
    /up to 12 hours after aws login/,
  ],
  [
    'renewed, but not for long enough',
    {
      facts: session({ expiresAt: inMinutes(20), renewed: true, credentialSource: 'assume-role' }),
      target: { estimatedSeconds: 2_520 },
    },
    'warn',
    /20 min.*42 minutes/,
  ],
  [
    'already over',
    { facts: session({ expiresAt: inMinutes(-1) }), target: { estimatedSeconds: 60 } },
    'warn',
    /0 min/,
  ],
  ['nothing to outlast', { facts: session({ expiresAt: inMinutes(20) }) }, 'skipped'],
]);

const { product: dataLayer } = await shippedProduct('tetrascience-data', {
  clock: { during: (work) => work },
});
const role = (name: string): Role => ({ name, arn: `arn:aws:iam::1:role/${name}`, trust: '{}' });
const roles = (...names: string[]) => ({
  role: (name: string) => Promise.resolve(names.includes(name) ? role(name) : undefined),
});
const template = parseTemplate('Resources: {Search: {Type: "AWS::Elasticsearch::Domain"}}');
const other = parseTemplate('Resources: {Topic: {Type: "AWS::SNS::Topic"}}');

judgeTable(esServiceLinkedRole, [
  [
    'neither role',
    { facts: roles() },
    'fail',
    /--fix --only iam\.es-service-linked-role.*es\.amazonaws\.com/,
  ],
  [
    'neither, and a template whose nested stacks make the search that its product needs',
    { facts: roles(), target: { template: other, product: dataLayer } },
    'fail',
  ],
  ['denied', { facts: { role: denied('iam:GetRole') }, target: { template } }, 'unknown', /iam:GetRole/],
  ['the older role', { facts: roles('AWSServiceRoleForAmazonElasticsearchService') }, 'pass'],
  [
    'the newer role',
    { facts: roles('AWSServiceRoleForAmazonOpenSearchService'), target: { template } },
    'pass',
    /OpenSearch/,
  ],
  ['a template without search', { target: { template: other } }, 'skipped'],
]);

judgeTable(ecsServiceLinkedRole, [
  ['absent', { facts: roles() }, 'warn', /ecs\.amazonaws\.com/],
  ['there', { facts: roles('AWSServiceRoleForECS') }, 'pass'],
]);

it('fixes a missing role, after which it passes', async () => {
  const made: string[] = [];
  const facts = { role: (name: string) => Promise.resolve(made.length > 0 ? role(name) : undefined) };
  const fix = await esServiceLinkedRole.fix?.(judgingOf({ facts }));
  if (fix === undefined || !('call' in fix)) throw new Error('no fix');
  const fixes = {
    createServiceLinkedRole: (principal: string) => Promise.resolve(void made.push(principal)),
  };
  await fix.call(fixes as unknown as Parameters<typeof fix.call>[0], () => undefined);
  expect(made).toEqual(['es.amazonaws.com']);
  expect((await verdictOf(esServiceLinkedRole, { facts })).status).toBe('pass');
  expect(await esServiceLinkedRole.fix?.(judgingOf({ facts }))).toBeUndefined();
});

const subnet = (id: string, zoneId: string) => ({
  id,
  vpcId: 'vpc-1',
  zone: 'us-west-1b',
  zoneId,
  cidr: '10.0.0.0/24',
  freeAddresses: 200,
  mapPublicIp: false,
  state: 'available',
});
const west = {
  runsFargate: answering(true),
  subnets: answering([subnet('subnet-1', 'usw1-az1'), subnet('subnet-2', 'usw1-az2')]),
};

judgeTable(fargate, [
  [
    'not offered',
    { facts: { runsFargate: answering(false), fargateRegions: answering(['us-west-2']) } },
    'fail',
    /us-east-1.*us-west-2/,
  ],
  ['an empty list', { facts: { runsFargate: answering(false), fargateRegions: answering([]) } }, 'unknown'],
  ['denied', { facts: { runsFargate: denied('ssm:GetParameter') } }, 'unknown', /ssm:GetParameter/],
  [
    'the list denied',
    { facts: { runsFargate: answering(false), fargateRegions: denied('ssm:GetParametersByPath') } },
    'unknown',
    /ssm:GetParametersByPath/,
  ],
  ['GovCloud', { facts: session({ partition: 'aws-us-gov' }), target: { region: 'us-gov-west-1' } }, 'pass'],
  [
    'a zone without it',
    { facts: west, target: { region: 'us-west-1' }, values: { Subnets: 'subnet-1,subnet-2' } },
    'fail',
    /subnet-2.*usw1-az2/,
  ],
  [
    'zones with it',
    { facts: west, target: { region: 'us-west-1' }, values: { Subnets: 'subnet-1' } },
    'pass',
  ],
  ['subnets not known yet', { facts: west, target: { region: 'us-west-1' } }, 'pass'],
]);
