import { expect, it } from 'vitest';
import { ownedIds, ownsTarget } from '../../src/account/owned.ts';
import type { StackResource } from '../../src/core/stack.ts';

const queue = (status: string, physicalId = 'https://sqs.us-east-1.amazonaws.com/123456789012/lab') => [
  { logicalId: 'Queue', type: 'AWS::SQS::Queue', physicalId, status } satisfies StackResource,
];
const arn = 'arn:aws:sqs:us-east-1:123456789012:lab';

it.each(['CREATE_COMPLETE', 'UPDATE_FAILED', 'DELETE_IN_PROGRESS', 'DELETE_FAILED'])(
  'a resource in %s is the stack’s',
  (status) => {
    expect(ownedIds(queue(status), 'AWS::SQS::Queue')).toHaveLength(1);
    expect(ownsTarget(queue(status), arn)).toBe(true);
  },
);

it.each([
  ['that was deleted', queue('DELETE_COMPLETE')],
  ['that its deletion policy kept', queue('DELETE_SKIPPED')],
  ['that AWS has given no id', queue('CREATE_FAILED', '')],
])('a resource %s is not the stack’s', (_name, resources) => {
  expect(ownedIds(resources, 'AWS::SQS::Queue')).toEqual([]);
  expect(ownsTarget(resources, arn)).toBe(false);
});
