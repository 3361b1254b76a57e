import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RehearsalAccount } from '../../../../src/rehearsal/index.ts';
import { accountOfTest } from '../../../helpers/account.ts';
import { clientFor } from '../../support.ts';

/** Two signals are waited for, for a quarter of an hour, once another resource is there. */
const template = (before: string): string => `
Resources:
  Handle: { Type: AWS::CloudFormation::WaitConditionHandle }
  Before: { Type: ${before} }
  Wait:
    Type: AWS::CloudFormation::WaitCondition
    DependsOn: Before
    Properties: { Handle: !Ref Handle, Timeout: '900', Count: 2 }
Outputs: { Data: { Value: !GetAtt Wait.Data } }
`;

const signal = (fields: object): string =>
  JSON.stringify({ Status: 'SUCCESS', UniqueId: 'a', Reason: 'done', Data: 'ready', ...fields });

/** At AWS's pace: nothing comes by itself while a test lasts. */
const started = async (before: string) => {
  const account = await accountOfTest({ onTestFinished }, { speed: 1, serve: true, keep: {} });
  const client = new CloudFormationClient(clientFor(account));
  await client.send(new CreateStackCommand({ StackName: 's', TemplateBody: template(before) }));
  return account;
};

/** The same account some time later. */
const after = async ({ saved }: RehearsalAccount, ms: number) => {
  const state = JSON.parse(saved?.() ?? '') as { savedAt: number };
  return accountOfTest(
    { onTestFinished },
    {
      scenario: undefined,
      speed: 1,
      serve: true,
      keep: { saved: JSON.stringify({ ...state, savedAt: state.savedAt + ms }) },
    },
  );
};

const handleOf = async (account: RehearsalAccount): Promise<string> => {
  const { StackResourceDetail } = await new CloudFormationClient(clientFor(account)).send(
    new DescribeStackResourceCommand({ StackName: 's', LogicalResourceId: 'Handle' }),
  );
  return StackResourceDetail?.PhysicalResourceId ?? '';
};

/** As a script does, which has the address and nothing else. */
const put = async (account: RehearsalAccount, body: string): Promise<number> => {
  const { pathname, search } = new URL(await handleOf(account));
  const response = await fetch(`${account.endpoint}${pathname}${search}`, { method: 'PUT', body });
  return response.status;
};

const ended = async (account: RehearsalAccount) => {
  const client = new CloudFormationClient(clientFor(account));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 's' }));
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 's' }));
  return {
    status: Stacks?.[0]?.StackStatus,
    data: Stacks?.[0]?.Outputs?.[0]?.OutputValue,
    failed: StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED').map(
      ({ ResourceStatusReason }) => ResourceStatusReason,
    ),
  };
};

const quick = 'AWS::SNS::Topic';
const slow = 'AWS::RDS::DBInstance';

describe('the address of a wait condition handle', () => {
  it('takes signals from whoever has it; the condition is met by as many as it counts, and gives out their data', async () => {
    const account = await after(await started(quick), 60_000);
    expect(await put(account, signal({}))).toBe(200);
    expect(await put(account, signal({}))).toBe(200);
    expect((await ended(await after(account, 10_000))).status).toBe('CREATE_IN_PROGRESS');
    await put(account, signal({ UniqueId: 'b', Data: 'too' }));
    expect(await ended(await after(account, 10_000))).toMatchObject({
      status: 'CREATE_COMPLETE',
      data: '{"a":"ready","b":"too"}',
    });
  });

  it('keeps signals that come before anybody waits for them', async () => {
    const account = await after(await started(slow), 60_000);
    await put(account, signal({}));
    await put(account, signal({ UniqueId: 'b' }));
    expect(await ended(await after(account, 30 * 60_000))).toMatchObject({
      status: 'CREATE_COMPLETE',
      data: '{"a":"ready","b":"ready"}',
    });
  });

  it('takes a failure, which ends the condition with its reason', async () => {
    const account = await after(await started(quick), 60_000);
    await put(account, signal({ Status: 'FAILURE', Reason: 'no disk' }));
    expect((await ended(await after(account, 10_000))).failed).toContain(
      "WaitCondition received failed message: 'no disk' for uniqueId: a",
    );
  });

  it.each(['', 'not JSON', '[]', '{"Status":"SUCCESS"}', '{"Status":"MAYBE","UniqueId":"a"}'])(
    'hears nothing in %j',
    async (body) => {
      const account = await after(await started(quick), 60_000);
      await put(account, body);
      await put(account, signal({}));
      expect((await ended(await after(account, 5_000))).status).toBe('CREATE_IN_PROGRESS');
    },
  );

  it('opens nothing else to those without a name', async () => {
    const account = await after(await started(quick), 60_000);
    const handle = new URL(await handleOf(account));
    const others = [
      { method: 'GET', path: handle.pathname },
      { method: 'PUT', path: `${handle.pathname}x` },
      { method: 'PUT', path: '/example-lab-data/a' },
    ];
    for (const { method, path } of others) {
      const response = await fetch(`${account.endpoint}${path}${handle.search}`, { method });
      expect(response.status).toBe(403);
    }
  });
});
