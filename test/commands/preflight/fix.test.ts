import { describe, expect, it, onTestFinished } from 'vitest';
import { preflight } from '../../../src/commands/preflight/preflight.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { attended, checkOf, notes, type CommandLine } from '../attended.ts';
import { accountOfTest, briefStacks } from '../../helpers/account.ts';

const account = (more: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> =>
  accountOfTest({ onTestFinished }, { ...briefStacks, scenario: 'empty', ...more });

const given = [
  '--template-file',
  'templates/quilt.yaml',
  '--answers',
  'templates/rehearsal/answers/empty.yaml',
];
const stacks = ({ state }: RehearsalAccount): number => state.stackCount();

describe('a network where none is brought', () => {
  const network = [
    'network.vpc',
    'network.subnets',
    'network.routes',
    'network.security-group',
    'network.endpoints',
  ];
  const command: CommandLine<'preflight'> = ['preflight', ...given, '--fix', '--only', network.join(',')];

  it('is made once a person has agreed to its plan and cost, and every network check then passes', async () => {
    const on = await account();
    const run = attended(on, command, () => true);
    const result = await preflight(run.session);
    expect(network.map((id) => `${id} ${checkOf(run, id).status}`)).toEqual(
      network.map((id) => `${id} pass`),
    );
    expect(result).toMatchObject({ exitCode: 0 });
    expect(run.asked).toEqual([expect.stringMatching(/network.*dollars a month/)]);
    expect(run.events.findIndex((event) => event.type === 'plan')).toBeGreaterThan(-1);
    expect(notes(run).join('\n')).toMatch(/--param VPC=vpc-\w+\n--param 'Subnets=subnet-\w+,subnet-\w+'/);
  });

  it('is not agreed to by --yes: a person still says so', async () => {
    const on = await account();
    const run = attended(on, [...command, '--yes'], () => false);
    await preflight(run.session);
    expect(run.asked).toHaveLength(1);
    expect(checkOf(run, 'network.vpc').status).toBe('skipped');
    expect(stacks(on)).toBe(0);
  });

  it('is refused to a script, before anything else is fixed', async () => {
    const on = await account();
    const only = 'iam.es-service-linked-role,network.vpc';
    const run = attended(on, ['preflight', ...given, '--fix', '--yes', '--only', only]);
    await expect(preflight(run.session)).rejects.toMatchObject({ code: 'fix-needs-person', exitCode: 2 });
    expect(stacks(on)).toBe(0);
    expect(on.calls().map(({ action }) => action)).not.toContain('iam:CreateServiceLinkedRole');
  });

  it('is not offered unless it is named, nor where one was chosen', async () => {
    const on = await account();
    const unnamed = attended(
      on,
      ['preflight', ...given, '--fix'],
      (question) => !question.includes('network'),
    );
    await preflight(unnamed.session);
    expect(unnamed.asked.filter((question) => question.includes('network'))).toEqual([]);
    const chosen = attended(on, [...command, '--param', 'VPC=vpc-00000000000000009'], () => true);
    await preflight(chosen.session).catch(() => undefined);
    expect(chosen.asked).toEqual([]);
  });

  it('that does not come up ends as a failure, and the check stays as it was', async () => {
    const on = await account({ fail: ['NatGatewayA=no more addresses'] });
    const run = attended(on, command, () => true);
    await expect(preflight(run.session)).rejects.toMatchObject({
      errors: [{ code: 'fix-failed' }],
      exitCode: 3,
    });
    expect(checkOf(run, 'network.vpc').status).toBe('skipped');
  });
});

it('--yes alone agrees to no fix: a person still says so to each', async () => {
  const on = await account();
  const run = attended(on, ['preflight', ...given, '--fix', '--yes'], () => false);
  await preflight(run.session).catch(() => undefined);
  expect(run.asked.length).toBeGreaterThan(0);
  expect(on.calls().map(({ action }) => action)).not.toContain('iam:CreateServiceLinkedRole');
});

describe('a service role where none is given', () => {
  const command: CommandLine<'preflight'> = [
    'preflight',
    ...given,
    '--fix',
    '--yes',
    '--only',
    'iam.service-role',
  ];

  it('is made for a script that names it, and passes with what it was made for', async () => {
    const run = attended(await account(), command);
    await expect(preflight(run.session)).resolves.toMatchObject({ exitCode: 0 });
    expect(checkOf(run, 'iam.service-role')).toMatchObject({ status: 'pass' });
    expect(notes(run).join('\n')).toMatch(/--role-arn arn:aws:iam::123456789012:role\/\S+/);
  });

  it('is found again: a second run changes nothing and names the same role', async () => {
    const on = await account();
    const first = attended(on, command);
    await preflight(first.session);
    const second = attended(on, command);
    await preflight(second.session);
    expect(second.events.filter((event) => event.type === 'plan')).toMatchObject([{ kind: 'unchanged' }]);
    expect(checkOf(second, 'iam.service-role').status).toBe('pass');
    expect(notes(second).filter((note) => note.includes('--role-arn'))).toEqual(
      notes(first).filter((note) => note.includes('--role-arn')),
    );
  });

  it('is shown before the yes as what it may do', async () => {
    const run = attended(await account(), command);
    await preflight(run.session);
    const [plan] = run.events.filter((event) => event.type === 'plan');
    expect(plan?.notes).toEqual(
      expect.arrayContaining([
        'What it may do (there is no role yet):',
        expect.stringMatching(/^\+ sqs on quilt-\*: CreateQueue/),
      ]),
    );
  });

  it('that cannot be limited to the stack is not made, and why is said', async () => {
    const on = await account();
    const run = attended(on, [...command, '--stack-name', 'a-stack-of-far-too-many-letters']);
    await expect(preflight(run.session)).rejects.toMatchObject({
      errors: [{ code: 'fix-impossible', message: expect.stringMatching(/at most 20/) }],
      exitCode: 3,
    });
    expect(stacks(on)).toBe(0);
  });

  it('that AWS refuses ends as a failure', async () => {
    const run = attended(await account({ fail: ['Deny=cloudformation:CreateChangeSet'] }), command);
    await expect(preflight(run.session)).rejects.toMatchObject({ errors: [{ code: 'aws-denied' }] });
  });

  it('is not offered to a person who did not ask for it', async () => {
    const run = attended(await account(), ['preflight', ...given, '--fix'], () => false);
    await preflight(run.session);
    expect(run.asked.length).toBeGreaterThan(0);
    expect(run.asked.filter((question) => question.includes('service role of'))).toEqual([]);
  });
});

describe('a service role that is given', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/deploy';
  const weak = async (): Promise<RehearsalAccount> => {
    const on = await account();
    const statement = (more: object) => JSON.stringify({ Statement: [{ Effect: 'Allow', ...more }] });
    on.state.roles.set('deploy', {
      name: 'deploy',
      path: '/',
      arn: roleArn,
      id: 'AROADEPLOY',
      createdAt: 0,
      trust: statement({ Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' }),
      inline: new Map([['some', statement({ Action: 'sqs:*', Resource: '*' })]]),
      attached: new Set(),
    });
    return on;
  };
  const command: CommandLine<'preflight'> = [
    'preflight',
    ...given,
    '--role-arn',
    roleArn,
    '--only',
    'iam.service-role',
  ];

  it('counts in preflight too', async () => {
    const run = attended(await weak(), command);
    await preflight(run.session).catch(() => undefined);
    expect(checkOf(run, 'iam.service-role')).toMatchObject({
      status: 'fail',
      message: expect.stringMatching(/^deploy lacks .*to create it/),
    });
  });

  it('is followed by one that passes, with the difference shown', async () => {
    const run = attended(await weak(), [...command, '--fix', '--yes']);
    await preflight(run.session);
    expect(checkOf(run, 'iam.service-role').status).toBe('pass');
    const [plan] = run.events.filter((event) => event.type === 'plan');
    expect(plan?.notes).toEqual(
      expect.arrayContaining(['What it may do (against deploy):', '- sqs on *: *']),
    );
  });
});
