import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  managedPolicies,
  managedPolicyLimit,
  policySize,
  printPolicy,
  tableDerivedSid,
} from '../../../src/checks/index.ts';
import { permissions } from '../../../src/checks/iam/permissions.ts';
import { serviceRole } from '../../../src/checks/iam/service-role.ts';
import type { SimulatedAction } from '../../../src/core/facts.ts';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import { exitCodes } from '../../../src/core/exit-codes.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { account, answering, denied, identity, targetOf, verdictOf, type Situation } from '../facts.ts';
import { judgeTable } from '../table.ts';

const template = parseTemplate('Resources: {T: {Type: "AWS::SNS::Topic"}, Q: {Type: "AWS::SQS::Queue"}}');
const strange = parseTemplate('Resources: {T: {Type: "Acme::Odd::Thing"}}');

/** A simulator that allows all but what the test names. */
const simulator = (...odd: readonly Partial<SimulatedAction>[]) => {
  const asked: { arn: string; actions: readonly string[] }[] = [];
  return {
    asked,
    facts: {
      simulate: (arn: string, actions: readonly string[]) => {
        asked.push({ arn, actions });
        return Promise.resolve(
          actions.map((action): SimulatedAction => ({
            action,
            decision: 'allowed',
            missingContext: [],
            ...odd.find((one) => one.action === action),
          })),
        );
      },
    },
  };
};
const situated = (facts: Situation['facts'], target: Situation['target'] = { template }): Situation => ({
  facts: facts ?? {},
  target: target ?? {},
});
const as = (arn: string) => ({ identity: answering({ ...identity, arn }) });
const deny = (by: NonNullable<SimulatedAction['by']>): Partial<SimulatedAction> => ({
  action: 'sns:CreateTopic',
  decision: 'explicitDeny',
  by,
});

judgeTable(permissions, [
  [
    'may not simulate',
    situated({ simulate: denied('iam:SimulatePrincipalPolicy') }),
    'unknown',
    /iam:SimulatePrincipalPolicy/,
  ],
  [
    'refused to simulate',
    situated({
      simulate: () =>
        Promise.reject(
          new InstallError({
            code: awsCodes.refused,
            message: 'Invalid Entity Arn',
            hint: 'x',
            exitCode: exitCodes.unexpected,
          }),
        ),
    }),
    'unknown',
    /Invalid Entity/,
  ],
  [
    'denied by a policy',
    situated(simulator(deny('policy')).facts),
    'fail',
    /a policy denies sns:CreateTopic/,
  ],
  [
    'denied what only a later day asks for',
    situated(simulator({ action: 'sqs:DeleteQueue', decision: 'explicitDeny', by: 'policy' }).facts),
    'warn',
    /denied sqs:DeleteQueue, which updating or deleting/,
  ],
  ['denied by the organization', situated(simulator(deny('scp')).facts), 'fail', /service control policy/],
  ['denied by a boundary', situated(simulator(deny('boundary')).facts), 'fail', /permissions boundary/],
  [
    'not allowed',
    situated(simulator({ action: 'sns:CreateTopic', decision: 'implicitDeny' }).facts),
    'warn',
    /sns:CreateTopic.*--print-policy/,
  ],
  [
    'hangs on a condition',
    situated(
      simulator({
        action: 'sns:CreateTopic',
        decision: 'implicitDeny',
        missingContext: ['aws:PrincipalTag/x'],
      }).facts,
    ),
    'unknown',
    /conditions/,
  ],
  ['all allowed', situated(simulator().facts), 'pass', /simulated for ops/],
  [
    'a type nobody knows',
    situated(simulator().facts, { template: strange }),
    'pass',
    /ops\. Not judged: what Acme::Odd::Thing needs\./,
  ],
  ['root', situated(as(`arn:aws:iam::${account}:root`)), 'pass', /root user/],
  [
    'root, whose service role may not',
    situated(
      { ...as(`arn:aws:iam::${account}:root`), ...simulator(deny('policy')).facts },
      { template, roleArn: `arn:aws:iam::${account}:role/deployer` },
    ),
    'fail',
    /the role deployer, a policy denies sns:CreateTopic/,
  ],
  ['federated', situated(as(`arn:aws:sts::${account}:federated-user/bob`)), 'unknown'],
  [
    'a role not to be found',
    situated({ ...as(`arn:aws:sts::${account}:assumed-role/deploy/me`), role: answering(undefined) }),
    'unknown',
    /deploy/,
  ],
  [
    'a role not to be seen',
    situated({ ...as(`arn:aws:sts::${account}:assumed-role/deploy/me`), role: denied('iam:GetRole') }),
    'unknown',
    /iam:GetRole/,
  ],
]);

describe('whom it simulates', () => {
  it('a role by its true ARN, path included', async () => {
    const { asked, facts } = simulator();
    const arn = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/deploy`;
    const role = answering({ name: 'deploy', arn, trust: '{}' });
    await verdictOf(
      permissions,
      situated({ ...facts, ...as(`arn:aws:sts::${account}:assumed-role/deploy/me`), role }),
    );
    expect(asked.map((one) => one.arn)).toEqual([arn]);
    expect(asked[0]?.actions).toEqual(
      expect.arrayContaining(['sns:CreateTopic', 'cloudformation:CreateChangeSet']),
    );
  });

  it('the service role for what CloudFormation calls, the caller for handing it over', async () => {
    const { asked, facts } = simulator();
    const roleArn = `arn:aws:iam::${account}:role/cfn`;
    await verdictOf(permissions, situated(facts, { template, roleArn }));
    const of = (arn: string) => asked.find((one) => one.arn === arn)?.actions ?? [];
    expect(of(roleArn)).toContain('sns:CreateTopic');
    expect(of(roleArn)).not.toContain('cloudformation:CreateChangeSet');
    expect(of(identity.arn)).toContain('iam:PassRole');
    expect(of(identity.arn)).not.toContain('sns:CreateTopic');
  });
});

const roleArn = `arn:aws:iam::${account}:role/team/cfn`;
const trust = (service: string) =>
  JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
const allow = (...actions: string[]) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
const role = (
  documents: string[],
  service = 'cloudformation.amazonaws.com',
  more: Situation['target'] = { template },
): Situation => ({
  facts: {
    role: (name) =>
      Promise.resolve(name === 'cfn' ? { name, arn: roleArn, trust: trust(service) } : undefined),
    rolePolicies: answering(documents),
  },
  target: { roleArn, ...more },
});

judgeTable(serviceRole, [
  ['none', {}, 'skipped', /--role-arn/],
  ['no role at all', { target: { roleArn: 'cfn' } }, 'fail', /not the ARN/],
  [
    'of another account',
    { target: { roleArn: 'arn:aws:iam::999999999999:role/cfn' } },
    'fail',
    /123456789012/,
  ],
  ['gone', { facts: { role: answering(undefined) }, target: { roleArn } }, 'fail', /no role cfn/],
  ['trusts others', role([allow('*')], 'lambda.amazonaws.com'), 'fail', /does not trust/],
  ['no policies', role([]), 'fail', /lacks 4 actions.*sns:CreateTopic \(to create it: AWS::SNS::Topic\)/],
  ['malformed policies', role(['{', 'null']), 'fail', /lacks/],
  ['stale', role([allow('sns:*')]), 'fail', /sqs:CreateQueue.*--fix --only iam\.service-role/],
  [
    'denied one',
    role([allow('*'), JSON.stringify({ Statement: { Effect: 'Deny', Action: 'sqs:*', Resource: '*' } })]),
    'fail',
    /is denied sqs:/,
  ],
  [
    'denied what only a later day asks for',
    role([
      allow('*'),
      JSON.stringify({ Statement: { Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' } }),
    ]),
    'warn',
    /lacks 1 action to update or delete \(sqs:DeleteQueue\)/,
  ],
  [
    'lacks what AWS merely lists',
    role([
      allow('sns:*', 'sqs:*'),
      JSON.stringify({ Statement: { Effect: 'Deny', Action: 'sns:PutDataProtectionPolicy', Resource: '*' } }),
    ]),
    'warn',
    /lacks \d+ that AWS lists/,
  ],
  [
    'policies not to be read',
    { ...role([]), facts: { ...role([]).facts, rolePolicies: denied('iam:ListRolePolicies') } },
    'unknown',
    /iam:ListRolePolicies/,
  ],
  ['administrator', role([allow('*')]), 'pass'],
  ['without a template', role([], undefined, {}), 'pass', /trusts CloudFormation/],
]);

describe('the printed policy', () => {
  const printed = (more: Situation['target'] = {}) =>
    printPolicy({ identity, target: targetOf({ template, buckets: ['lab'], ...more }) });
  const actions = (policy: ReturnType<typeof printed>) =>
    policy.document.Statement.flatMap((statement) => statement.Action);

  it('has Sids of the contract, valid and unique', () => {
    const sids = printed({ roleArn }).document.Statement.map((one) => one.Sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const sid of sids) expect(sid).toMatch(/^(Preflight|Install)[A-Za-z0-9]+$/);
  });

  it('names every action once, whole, without wildcards', () => {
    const { document } = printed({ roleArn });
    const all = document.Statement.flatMap((statement) => statement.Action);
    expect(new Set(all).size).toBe(all.length);
    for (const action of all) expect(action).toMatch(/^[a-z0-9]+:[A-Z][A-Za-z0-9]+$/);
  });

  it('holds what CloudFormation calls only without a service role', () => {
    const own = printed();
    expect(own.document.Statement.find(({ Sid }) => Sid === tableDerivedSid)).toMatchObject({
      Action: expect.arrayContaining(['sns:CreateTopic', 'sns:DeleteTopic', 'sqs:CreateQueue']),
    });
    expect(actions(printed({ roleArn }))).toContain('iam:PassRole');
    expect(actions(printed({ roleArn }))).not.toContain('sns:CreateTopic');
    expect(actions(own)).not.toContain('iam:PassRole');
  });

  it('is cut so that IAM takes it as managed policies, every statement in one of them', () => {
    const reference = parseTemplate(readFileSync('templates/quilt.yaml', 'utf8'));
    const { document } = printed({ template: reference });
    const policies = managedPolicies(document);
    expect(policySize(document)).toBeGreaterThan(managedPolicyLimit);
    expect(policies.flat()).toEqual(document.Statement.map(({ Sid }) => Sid));
    for (const sids of policies) {
      const Statement = document.Statement.filter(({ Sid }) => sids.includes(Sid));
      expect(JSON.stringify({ ...document, Statement }).length).toBeLessThanOrEqual(managedPolicyLimit);
    }
    expect(managedPolicies(printed({ template, roleArn }).document)).toHaveLength(1);
  });

  it('leaves a bucket named for the template as it is', () => {
    const on = (given: Situation['target']) =>
      new Map(printed(given).document.Statement.map(({ Sid, Resource }) => [Sid, Resource]));
    const named = on({ templateBucket: 'shared-templates' });
    expect(named.get('InstallTemplateObject')).toEqual(['arn:aws:s3:::shared-templates/*']);
    expect(named.get('InstallListBuckets')).toEqual(['arn:aws:s3:::shared-templates', 'arn:aws:s3:::lab']);
    expect(named.get('InstallBuckets')).toEqual(['arn:aws:s3:::lab']);
    expect(JSON.stringify([...named])).not.toContain('quilt-install-templates');
    expect(on({ templateBucket: 'shared-templates', buckets: [] }).has('InstallBuckets')).toBe(false);
  });

  it('says which types it knows nothing of', () =>
    expect(printed({ template: strange }).unknownTypes).toEqual(['Acme::Odd::Thing']));

  it('writes resources for the partition, region, account and stack at hand', () => {
    const china = { ...identity, partition: 'aws-cn' };
    const text = JSON.stringify(
      printPolicy({ identity: china, target: targetOf({ region: 'cn-north-1', buckets: ['lab'] }) }),
    );
    expect(text).toContain(`arn:aws-cn:cloudformation:cn-north-1:${account}:stack/quilt/*`);
    expect(text).toContain('arn:aws-cn:s3:::lab');
    expect(text).not.toContain('arn:aws:');
  });

  it.each([
    ['https://vendor.s3.us-east-1.amazonaws.com/a/quilt.yaml', 'arn:aws:s3:::vendor/*'],
    ['https://vendor.s3.amazonaws.com/quilt.yaml', 'arn:aws:s3:::vendor/*'],
    ['https://s3.us-east-1.amazonaws.com/vendor/quilt.yaml', 'arn:aws:s3:::vendor/*'],
    ['https://s3-us-west-2.amazonaws.com/vendor/quilt.yaml', 'arn:aws:s3:::vendor/*'],
  ])('lets the template at %s be read', (templateSource, arn) => {
    const statement = printed({ templateSource }).document.Statement.find(
      ({ Sid }) => Sid === 'InstallReadTemplate',
    );
    expect(statement?.Resource).toContain(arn);
  });

  it('opens no bucket for a template that is a file', () => {
    const statement = printed({ templateSource: '/tmp/s3.amazonaws.com/x/y' }).document.Statement.find(
      ({ Sid }) => Sid === 'InstallReadTemplate',
    );
    expect(statement?.Resource).toHaveLength(1);
  });

  it('covers every action of the reference template', () => {
    const reference = parseTemplate(readFileSync('templates/quilt.yaml', 'utf8'));
    const policy = printPolicy({ identity, target: targetOf({ template: reference }) });
    expect(policy.unknownTypes).toEqual([]);
    expect(actions(policy)).toEqual(
      expect.arrayContaining(['es:CreateElasticsearchDomain', 'rds:CreateDBInstance']),
    );
  });
});
