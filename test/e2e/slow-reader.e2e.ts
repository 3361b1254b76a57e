import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  CloudFormationClient,
  paginateDescribeStackEvents,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { expect, it } from 'vitest';
import { turns } from '../../src/rehearsal/clock/event-loop.ts';
import { replacedQueues } from '../helpers/replaced-queues.ts';
import { inspectedAccount, type InspectedAccount } from './account.ts';
import { bareEnv, cli } from './bundle.ts';
import { eventLines } from '../helpers/event-lines.ts';

const size = 500;
const queues = replacedQueues(size);

/** Ids of the events of the stack's update, as the account has them. */
const updateEvents = async ({
  endpoint,
  region,
  credentials,
}: InspectedAccount): Promise<readonly string[]> => {
  const client = new CloudFormationClient({ endpoint, region, credentials: { ...credentials } });
  const events: StackEvent[] = [];
  for await (const page of paginateDescribeStackEvents({ client }, { StackName: 'quilt' }))
    events.push(...(page.StackEvents ?? []));
  client.destroy();
  const begun = events.findIndex(
    ({ ResourceType, ResourceStatus }) =>
      ResourceType === 'AWS::CloudFormation::Stack' && ResourceStatus === 'UPDATE_IN_PROGRESS',
  );
  return events.slice(0, begun + 1).map(({ EventId = '' }) => EventId);
};

it('gives a slow reader every line of 5,000 events, the last one whole', async ({ onTestFinished }) => {
  const aws = await inspectedAccount('max', { fail: queues.fail });
  onTestFinished(() => aws.close());
  aws.cloudformation.seed(queues.stack);
  const child = spawn(process.execPath, [cli, ...queues.upgrade], {
    env: bareEnv(aws.env),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close');
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    await turns(20);
  }
  expect(await ended).toEqual([0, null]);
  const lines = eventLines(text);
  const shown = new Set(lines.flatMap(({ type, eventId }) => (type === 'stack' ? [eventId] : [])));
  expect(shown.size).toBeGreaterThanOrEqual(10 * size);
  expect(shown).toEqual(new Set(await updateEvents(aws)));
  expect(lines.at(-1)).toMatchObject({ type: 'result', command: 'upgrade', outcome: 'succeeded' });
});
