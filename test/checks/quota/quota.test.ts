import { describe, expect, it } from 'vitest';
import { quotaChecks } from '../../../src/checks/quota/quota.ts';
import { quotas } from '../../../src/checks/quota/list.ts';
import type { Facts } from '../../../src/core/ports.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { answering, denied, verdictOf, type Situation } from '../facts.ts';
import { judgeTable } from '../table.ts';

const resource = (index: number, type: string, rest = ''): string =>
  `  R${index}: {Type: "${type}"${rest}}\n`;
const making = (type: string, count: number) =>
  parseTemplate(`Resources:\n${Array.from({ length: count }, (_, index) => resource(index, type)).join('')}`);
const limit = (value: number, used: number): Partial<Facts> => ({
  quota: (service, code) => Promise.resolve({ service, code, value, applied: true }),
  usage: answering(used),
});
const plain = [
  'vpcs',
  'elastic-ips',
  'security-groups',
  'load-balancers',
  'db-instances',
  'es-domains',
  'buckets',
  'roles',
] as const;

it('asks for no template where one was given that cannot be read', async () => {
  const unread: Situation = { target: { template: undefined, templateError: new Error('gone') } };
  expect(await verdictOf(quotaChecks['quota.buckets'], unread)).toEqual({
    status: 'skipped',
    message: 'Not judged: the template cannot be read.',
  });
});

describe.each(plain)('quota.%s', (thing) => {
  const check = quotaChecks[`quota.${thing}`];
  const type = quotas[`quota.${thing}`].types[0] ?? '';
  const situation = (max: number, used: number, count = 2): Situation => ({
    facts: limit(max, used),
    target: { template: making(type, count) },
  });
  it('weighs need and use against the limit', async () => {
    expect(await verdictOf(check, situation(5, 4))).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('4 of 5'),
      fix: expect.stringMatching(/--region us-east-1 .*--desired-value 6/),
    });
    expect(await verdictOf(check, situation(5, 3))).toMatchObject({
      status: 'warn',
      // As many as there are would be no request.
      fix: expect.stringContaining('--desired-value 7'),
    });
    expect((await verdictOf(check, situation(5, 2))).status).toBe('pass');
  });
  it('asks about what is needed only', async () => {
    const facts = { quota: denied('servicequotas:GetServiceQuota') };
    const unrelated = { facts, target: { template: making('AWS::SNS::Topic', 1) } };
    expect((await verdictOf(check, unrelated)).status).toBe('skipped');
    expect((await verdictOf(check, { facts })).status).toBe('skipped');
  });
  it('does not know without an answer', async () => {
    const target = { template: making(type, 1) };
    const silent = { ...limit(5, 0), quota: answering(undefined) };
    expect((await verdictOf(check, { facts: silent, target })).status).toBe('unknown');
    const refused = { ...limit(5, 0), usage: denied('x:List') };
    expect((await verdictOf(check, { facts: refused, target })).message).toContain('x:List');
  });
  it('counts on an update only what is new', async () => {
    const own = [{ logicalId: 'R0', type, physicalId: 'x', status: 'CREATE_COMPLETE' }];
    const facts = { ...limit(5, 4), stackResources: answering(own) };
    const target = { kind: 'update' as const, template: making(type, 2) };
    expect((await verdictOf(check, { facts, target })).status).toBe('warn');
    const all = { ...facts, stackResources: answering([...own, ...own]) };
    expect((await verdictOf(check, { facts: all, target })).status).toBe('skipped');
  });
});

it('is raised in the region, or for a global service in the home region', async () => {
  const fixIn = async (id: 'quota.vpcs' | 'quota.roles'): Promise<string | undefined> => {
    const target = { template: making(quotas[id].types[0] ?? '', 2), region: 'eu-west-1' };
    return (await verdictOf(quotaChecks[id], { facts: limit(5, 4), target })).fix;
  };
  expect(await fixIn('quota.vpcs')).toContain('--region eu-west-1 ');
  expect(await fixIn('quota.roles')).toContain('--region us-east-1 ');
});

judgeTable(quotaChecks['quota.nat-gateways'], [
  [
    'two over two zones need one each',
    { facts: limit(5, 4), target: { template: making('AWS::EC2::NatGateway', 2) } },
    'warn',
    /needs 1/,
  ],
  [
    'no room in the busiest zone',
    { facts: limit(5, 5), target: { template: making('AWS::EC2::NatGateway', 2) } },
    'fail',
  ],
]);

judgeTable(quotaChecks['quota.stacks'], [
  [
    'a new stack is one',
    { facts: limit(2_000, 2_000), target: { template: making('AWS::SNS::Topic', 1) } },
    'fail',
    /needs 1/,
  ],
  [
    'with its nested ones',
    { facts: limit(2_000, 1_990), target: { template: making('AWS::CloudFormation::Stack', 2) } },
    'pass',
    /needs 3/,
  ],
  [
    'an update of a flat one is none',
    { target: { kind: 'update', template: making('AWS::SNS::Topic', 1) } },
    'skipped',
  ],
]);

const services = parseTemplate(`
Parameters: {Count: {Type: Number, Default: 3}}
Resources:
  Small: {Type: "AWS::ECS::TaskDefinition", Properties: {Cpu: "512"}}
  Large: {Type: "AWS::ECS::TaskDefinition", Properties: {Cpu: 2048}}
  A: {Type: "AWS::ECS::Service", Properties: {TaskDefinition: !Ref Small, DesiredCount: !Ref Count}}
  B: {Type: "AWS::ECS::Service", Properties: {TaskDefinition: !Ref Large}}
  C: {Type: "AWS::ECS::Service", Properties: {TaskDefinition: "arn:elsewhere", DesiredCount: 9}}
`);
judgeTable(quotaChecks['quota.fargate-vcpu'], [
  ['cores of all tasks', { facts: limit(6, 3), target: { template: services } }, 'fail', /needs 4/],
  [
    'by the values given',
    { facts: limit(6, 3), target: { template: services }, values: { Count: '1' } },
    'warn',
    /needs 3/,
  ],
]);

const functions = (reserve: string, count = 2) =>
  parseTemplate(`Resources:
${Array.from({ length: count }, (_, index) => resource(index, 'AWS::Lambda::Function', reserve)).join('')}`);
const reserving = functions(', Properties: {ReservedConcurrentExecutions: 50}');
judgeTable(quotaChecks['quota.lambda-concurrency'], [
  ['reserving too much', { facts: limit(150, 0), target: { template: reserving } }, 'fail', /needs 100/],
  [
    'reserving what is left but 100',
    { facts: limit(200, 0), target: { template: reserving } },
    'warn',
    /0 of 100/,
  ],
  ['reserving within', { facts: limit(1_000, 0), target: { template: reserving } }, 'pass'],
  [
    'a new account shares too little',
    { facts: limit(10, 0), target: { template: functions('', 12) } },
    'warn',
    /slowed down/,
  ],
]);

it('asks for no quota under two ids', () => {
  const codes = Object.values(quotas).map((one) => `${one.service} ${one.code}`);
  expect(new Set(codes).size).toBe(codes.length);
});
