import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCodes } from '../../src/core/errors.ts';
import type { ChangeSet, Stack } from '../../src/core/stack.ts';
import type { AwsPorts } from '../../src/aws/index.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { caught, portsOf, portsOn, query, serve } from './wire.ts';
import { rehearsalAccount } from '../helpers/account.ts';

let account: RehearsalAccount;
let aws: AwsPorts;
beforeAll(async () => {
  account = await rehearsalAccount();
  aws = portsOf(account);
});
afterAll(() => account.close());

const template = (size: number): string =>
  JSON.stringify({
    Description: 'Queues – with a dash that is not ASCII',
    Parameters: { Size: { Type: 'String' }, Word: { Type: 'String', NoEcho: true } },
    Resources: Object.fromEntries(
      Array.from({ length: size }, (_, i) => [`Queue${i}`, { Type: 'AWS::SQS::Queue', Properties: {} }]),
    ),
    Outputs: { First: { Value: { 'Fn::GetAtt': ['Queue0', 'Arn'] }, Export: { Name: 'first-queue' } } },
  });

const settled = async (name: string): Promise<Stack> => {
  for (;;) {
    const stack = await aws.stacks.describe(name);
    if (stack !== undefined && !stack.status.endsWith('_IN_PROGRESS')) return stack;
    await account.clock.sleep(2000);
  }
};
const prepared = async (id: string): Promise<ChangeSet> => {
  for (;;) {
    const set = await aws.stacks.changeSet(id);
    if (set !== undefined && !/PENDING|IN_PROGRESS/.test(set.status)) return set;
    await account.clock.sleep(1000);
  }
};

describe('what is not there', () => {
  it('is undefined or empty, not an error', async () => {
    expect(await aws.stacks.describe('none')).toBeUndefined();
    expect(await aws.stacks.resources('none')).toEqual([]);
    expect(await aws.stacks.changeSets('none')).toEqual([]);
    expect(await aws.stacks.changeSet('quilt-install-none', 'none')).toBeUndefined();
    await aws.stacks.deleteChangeSet(
      'arn:aws:cloudformation:us-east-1:123456789012:changeSet/quilt-install-x/11111111-1111-4111-8111-111111111111',
    );
  });

  it('has no events and no template, which is an error', async () => {
    expect((await caught(aws.stacks.events('none'))).code).toBe(awsCodes.refused);
    expect((await caught(aws.stacks.template('none'))).code).toBe(awsCodes.refused);
  });
});

let stackId = '';

it.each([
  ['CREATE', 'ROLLBACK'],
  ['UPDATE', null],
] as const)('%s: rolls back what fails, and says so of a creation only', async (type, onFailure) => {
  const { url, asked } = await serve(() => query('CreateChangeSet', '<Id>set</Id><StackId>stack</StackId>'));
  await portsOn(url).stacks.createChangeSet({
    stackName: 'queues',
    changeSetName: 'quilt-install-1',
    type,
    template: { body: template(1) },
    description: 'made by a test',
    parameters: [],
    capabilities: [],
    token: 'token',
  });
  const [call] = asked;
  expect(new URLSearchParams(call?.body).get('OnStackFailure')).toBe(onFailure);
});

describe('a stack from its change set to its end', () => {
  const request = {
    stackName: 'queues',
    changeSetName: 'quilt-install-create-1',
    type: 'CREATE',
    parameters: [
      { key: 'Size', value: 'small' },
      { key: 'Word', value: 'hidden-canary' },
    ],
    capabilities: ['CAPABILITY_IAM'],
    tags: new Map([['team', 'lab']]),
    description: 'made by a test',
    token: 'token-1',
  } as const;

  it('is planned, read back, executed, watched, changed, protected and deleted', async () => {
    const created = await aws.stacks.createChangeSet({ ...request, template: { body: template(120) } });
    expect((await aws.stacks.createChangeSet({ ...request, template: { body: template(120) } })).id).toBe(
      created.id,
    );
    ({ stackId } = created);
    const plan = await prepared(created.id);
    expect(plan).toMatchObject({
      name: 'quilt-install-create-1',
      status: 'CREATE_COMPLETE',
      executionStatus: 'AVAILABLE',
      description: 'made by a test',
    });
    expect(plan.changes).toHaveLength(120);
    expect(plan.changes[0]).toMatchObject({ action: 'Add', type: 'AWS::SQS::Queue', path: [] });
    expect((await aws.stacks.describe('queues'))?.status).toBe('REVIEW_IN_PROGRESS');
    expect(await aws.stacks.template('queues', created.id)).toBe(template(120).replace('–', '?'));
    expect(await aws.stacks.changeSets('queues')).toHaveLength(1);

    await aws.stacks.executeChangeSet(created.id, { token: 'token-2' });
    const stack = await settled(created.stackId);
    expect(stack).toMatchObject({
      status: 'CREATE_COMPLETE',
      name: 'queues',
      terminationProtection: false,
      exports: ['first-queue'],
    });
    expect([...stack.parameters]).toEqual([
      ['Size', 'small'],
      ['Word', '****'],
    ]);
    expect(stack.outputs.get('First')).toMatch(/^arn:aws:sqs:us-east-1:123456789012:/);
    expect(stack.tags.get('team')).toBe('lab');
    expect(await aws.stacks.resources('queues')).toHaveLength(120);

    const update = await aws.stacks.createChangeSet({
      ...request,
      changeSetName: 'quilt-install-update-1',
      type: 'UPDATE',
      template: { body: template(119) },
      parameters: [
        { key: 'Size', usePrevious: true },
        { key: 'Word', usePrevious: true },
      ],
      token: 'token-3',
    });
    expect((await prepared(update.id)).changes).toMatchObject([{ action: 'Remove', logicalId: 'Queue119' }]);
    await aws.stacks.deleteChangeSet(update.id);
    expect(await aws.stacks.changeSet(update.id)).toBeUndefined();

    await aws.stacks.protect(created.stackId, true);
    const kept = await caught(aws.stacks.deleteStack(created.stackId, { token: 'token-4' }));
    expect(kept.message).toContain('TerminationProtection');
    await aws.stacks.protect(created.stackId, false);
    await aws.stacks.deleteStack(created.stackId, { token: 'token-5' });
    expect((await settled(created.stackId)).status).toBe('DELETE_COMPLETE');
    expect(await aws.stacks.describe('queues')).toBeUndefined();
    expect((await aws.stacks.list()).map(({ name }) => name)).not.toContain('queues');
  });

  it('has told it all, in pages, newest first', async () => {
    const seen: string[] = [];
    let times: number[] = [];
    let token: string | undefined;
    do {
      const page = await aws.stacks.events(stackId, token);
      seen.push(...page.events.map(({ id }) => id));
      times = [...times, ...page.events.map(({ at }) => at)];
      token = page.nextToken;
    } while (token !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(480);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('without capabilities is refused in CloudFormation’s words', async () => {
    const error = await caught(
      aws.stacks.createChangeSet({
        ...request,
        stackName: 'other',
        template: { body: '{"Resources": 3}' },
        token: 'token-9',
      }),
    );
    expect(error.code).toBe(awsCodes.refused);
    expect(error.message).not.toContain('hidden-canary');
  });
});
