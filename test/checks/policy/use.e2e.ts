import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { printPolicy, tableDerivedSid } from '../../../src/checks/index.ts';
import type { StackStatus } from '../../../src/core/stack-status.ts';
import type { RehearsalOptions } from '../../../src/rehearsal/index.ts';
import type { AccountState } from '../../../src/rehearsal/account/state.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { runOn } from '../../e2e/in-process.ts';
import { largeTemplate } from '../../fixtures/large-template.ts';
import { targetOf } from '../facts.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { rehearsalAccount } from '../../helpers/account.ts';

const reference = 'templates/quilt.yaml';
const roleArn = 'arn:aws:iam::123456789012:role/deploy';
const identity = { account: '123456789012', partition: 'aws' };
const folder = temporaryFolder();

const fileOf = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

/** Every action that the rehearsed account was asked for, command after command. */
const used = new Set<string>();
const codes: string[] = [];

const rehearse = async (
  { at, ...options }: Partial<RehearsalOptions> & { at?: StackStatus },
  ...lines: readonly string[]
): Promise<void> => {
  const account = await rehearsalAccount(options);
  try {
    if (at !== undefined) account.cloudformation.bringTo('quilt', at);
    for (const line of lines) {
      const { code } = await runOn(account, line.replace('{endpoint}', account.endpoint).split(' '));
      codes.push(`${code} ${line.replaceAll(folder, '')}`);
    }
  } finally {
    for (const { action } of account.calls()) if (action !== '') used.add(action);
    await account.close();
  }
};

const any = '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}';
const open =
  '{"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*"}}';
/** A service role with an inline and a managed policy, an encrypted bucket, a container cluster. */
const furnish = (state: AccountState): void => {
  const [role] = state.roles.values();
  const [bucket] = state.buckets.values();
  if (role === undefined || bucket === undefined) throw new Error('the ready account lacks them');
  const policy = 'arn:aws:iam::123456789012:policy/all';
  state.policies.set(policy, { name: 'all', arn: policy, document: any });
  const trust =
    '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "cloudformation.amazonaws.com"}}}';
  state.roles.set('deploy', {
    ...role,
    name: 'deploy',
    path: '/',
    arn: roleArn,
    trust,
    inline: new Map([['all', any]]),
    attached: new Set([policy]),
  });
  const key = 'arn:aws:kms:us-east-1:123456789012:key/11111111-1111-4111-8111-111111111111';
  state.keys.set(key, {
    id: key.slice(-36),
    arn: key,
    aliases: ['alias/team'],
    policy: open,
    manager: 'CUSTOMER',
    region: 'us-east-1',
  });
  state.buckets.set(bucket.name, { ...bucket, encryption: { algorithm: 'aws:kms', keyId: 'alias/team' } });
  state.parameters.set('host', {
    name: 'host',
    value: 'quilt.data.example.com',
    type: 'String',
    region: 'us-east-1',
  });
  const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/other';
  state.clusters.set(cluster, {
    arn: cluster,
    name: 'other',
    region: 'us-east-1',
    services: new Map(),
    tasks: [
      {
        arn: `${cluster.replace('cluster', 'task')}/1`,
        group: 'service:x',
        cpu: 256,
        lastStatus: 'RUNNING',
        createdAt: 0,
        containers: [],
      },
    ],
  });
};

const changed = fileOf('changed.yaml', readFileSync(reference, 'utf8').replaceAll('1.62.1', '1.62.2'));
const large = fileOf('large.yaml', largeTemplate());
const bare = fileOf('bare.yaml', 'version: 1\n');
const bundle = path.join(folder, 'bundle.tar.gz');
// What an installation uploaded is a private template that has an address.
const uploaded = `{endpoint}/quilt-install-templates-123456789012-us-east-1/quilt/${createHash('sha256').update(largeTemplate()).digest('hex')}.template`;

describe('commands that do their work', () => {
  it('fix an empty account', () =>
    rehearse(
      { scenario: 'empty' },
      'preflight --fix --yes --only iam.es-service-linked-role,iam.ecs-service-linked-role,s3.bucket,acm.certificate',
      `preflight --only quota.elastic-ips --template-file templates/network.yaml --answers ${bare}`,
    ));

  it('install, upgrade, and take away', () =>
    rehearse(
      { prepare: furnish },
      `install --yes --template-file ${reference} --role-arn ${roleArn} --param QuiltWebHost=@ssm:host`,
      `upgrade --yes --template-file ${changed}`,
      'dns --apply --yes',
      'dns --verify',
      'status --cost',
      `diagnose --bundle ${bundle} --include-logs --yes`,
      'uninstall --yes --confirm quilt',
    ));

  it('fail, and clean up after it', () =>
    rehearse(
      { fail: ['Search=User: x is not authorized to perform: es:CreateElasticsearchDomain'] },
      `install --yes --template-file ${large}`,
      'recover --yes --confirm quilt',
    ));

  it('only plan', () => rehearse({}, `install --plan-only --template-file ${large}`));

  it('upgrade from a private template', () =>
    rehearse(
      {},
      `install --yes --dns none --template-file ${large}`,
      `upgrade --yes --dns none --template-url ${uploaded}`,
      // Another text at the same key: what the bucket holds is looked at before it is written over.
      `upgrade --plan-only --template-file ${fileOf('larger.yaml', `${largeTemplate()}# and on\n`)}`,
    ));

  it('watch an upgrade by an alarm', () =>
    rehearse(
      { scenario: 'alarmed' },
      `upgrade --plan-only --template-file ${changed} --rollback-alarm arn:aws:cloudwatch:us-east-1:123456789012:alarm:catalog-quiet`,
    ));

  it.each(['UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED'] as const)('recover from %s', (at) =>
    rehearse({ scenario: 'installed', at }, 'recover --yes --confirm quilt'),
  );
});

const printed = printPolicy({
  identity,
  target: targetOf({
    template: parseTemplate(readFileSync(reference, 'utf8')),
    buckets: ['example-lab-data'],
    roleArn,
  }),
}).document.Statement.filter(({ Sid }) => !Sid.startsWith(tableDerivedSid));

/** What no run above can bring about, and why it is printed all the same. */
const unseen: Readonly<Record<string, string>> = {
  'acm:AddTagsToCertificate': 'asked for by AWS beside RequestCertificate',
  's3:PutBucketOwnershipControls': 'asked for by AWS beside CreateBucket',
  's3:DeleteObject': 'takes a template back from a bucket that keeps no versions',
  'cloudformation:CancelUpdateStack': 'the menu after Ctrl-C',
  'ec2:DescribeKeyPairs': 'templates that take a key pair',
  'ec2:DescribeNetworkAcls': "a template's rules about the network's default access list",
  'secretsmanager:DescribeSecret': 'values that name a secret',
  'secretsmanager:ListSecrets': 'templates that take a secret by its ARN',
  'rds:DescribeDBClusters': 'status of a stack with a database cluster',
  'sns:ListTopics': 'templates that take a topic',
  'ssm:GetParametersByPath': 'a region that is without Fargate',
  'ssm:DescribeParameters': 'products that read SSM parameters at fixed paths',
  'ses:GetEmailIdentity': 'products that send by SES',
  'ses:GetAccount': 'products that send by SES',
  'logs:DescribeResourcePolicies': 'templates whose search domain publishes logs',
  'logs:PutResourcePolicy': 'its fix',
  'route53:CreateHostedZone': 'dns --create-zone, and the questions that offer it',
  'route53:TestDNSAnswer': 'a network that lets nobody ask name servers',
};

describe('the printed policy', () => {
  it('is proved by commands that did their work', () =>
    expect(codes.map((line) => line.split(' ')[0])).toEqual([
      '3',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '5',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
    ]));

  it('holds every action that was called', () => {
    const all = new Set(printed.flatMap((statement) => statement.Action));
    expect([...used].filter((action) => !all.has(action))).toEqual([]);
  });

  it('is enough: with everything else denied, an installation goes through', async () => {
    const all = printed.flatMap((statement) => statement.Action);
    const before = codes.length;
    await rehearse(
      { prepare: furnish, fail: [`AllowOnly=${all.join(',')}`] },
      `install --yes --template-file ${reference} --role-arn ${roleArn}`,
    );
    expect(codes.slice(before).map((line) => line.split(' ')[0])).toEqual(['0']);
  });

  it('holds nothing that is never called', () => {
    const idle = printed.flatMap((statement) => statement.Action).filter((action) => !used.has(action));
    expect(idle.filter((action) => unseen[action] === undefined)).toEqual([]);
  });
});
