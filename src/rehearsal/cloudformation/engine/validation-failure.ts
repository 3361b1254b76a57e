import { beginOperation, endOperation, stackEvent } from '../model/events.ts';
import type { OperationEvent, StackRecord, ValidationFinding } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import type { Story } from '../time/story.ts';

/** Early validation on CreateStack: the findings are in DescribeEvents only, and it is over within seconds. */
export function* failValidation(
  world: World,
  stack: StackRecord,
  findings: readonly ValidationFinding[],
): Story {
  for (const finding of findings)
    stack.operationEvents.push({ ...refusalAt(world, stack), eventType: 'VALIDATION_ERROR', finding });
  stack.operationEvents.push(summaryOf(world, stack, findings.length));
  endOperation(world, stack, 'FAILED');
  yield 230;
  beginOperation(world, stack, 'ROLLBACK', { after: true });
  stack.deletedAt = world.timeline.now();
  const reason = "Validation failure detected. See the operation's FAILED event for details.";
  stackEvent(world, stack, 'ROLLBACK_IN_PROGRESS', { reason, detailedStatus: 'VALIDATION_FAILED' });
  yield 1440;
  stackEvent(world, stack, 'ROLLBACK_COMPLETE');
  endOperation(world, stack, 'SUCCEEDED');
}

const refusalAt = (
  world: World,
  stack: StackRecord,
): Pick<OperationEvent, 'id' | 'at' | 'operationId' | 'operationType'> => ({
  id: world.identifiers.uuid(),
  at: world.timeline.now(),
  operationId: stack.operations[0]?.id ?? '',
  operationType: 'CREATE_STACK',
});

/** Told by DescribeEvents only. */
const summaryOf = (world: World, stack: StackRecord, errors: number): OperationEvent => ({
  ...refusalAt(world, stack),
  eventType: 'PROVISIONING_ERROR',
  event: {
    id: '',
    at: world.timeline.now(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status: 'CREATE_FAILED',
    reason: `Validation failed with ${errors} error(s). Call DescribeEvents to retrieve the full list of issues.`,
    detailedStatus: 'VALIDATION_FAILED',
  },
});
