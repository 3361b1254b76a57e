import type { ReadyPlan } from '../../../src/stack/index.ts';
import { planEvent } from '../../../src/stack/plan/event.ts';
import { rootId } from '../histories.ts';

/** A plan of nothing in particular, ready to be executed. */
export const readyPlan: ReadyPlan = {
  kind: 'create',
  changeSetId: 'arn:aws:cloudformation:us-east-1:123456789012:changeSet/quilt-install-create-1/2',
  stackId: rootId,
  stackName: 'quilt',
  emptyStackCreated: true,
  changes: [],
  stateful: [],
  widening: [],
  findings: [],
  event: planEvent({ kind: 'create', stackName: 'quilt', changes: [], widening: [] }),
};
