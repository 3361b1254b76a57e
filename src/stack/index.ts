export { makePlan, readStack, type Plan, type ReadyPlan } from './plan/plan.ts';
export type { PlanRequest } from './plan/change-set-request.ts';
export {
  discard as discardPlan,
  discardOrTell as discardPlanOrTell,
  removeEmptyStack,
} from './plan/discard.ts';
export { inspectEmptyStack, removeChangeSet } from './plan/change-set.ts';
export { executePlan, protectStack } from './plan/execute.ts';
export { EarlyEvidence } from './diagnose/early-evidence.ts';
export type { StartedOperation } from './events/started-operation.ts';
export { watchOperation } from './watch/watch.ts';
export type { WatchRequest } from './watch/request.ts';
export { blockers, findCause, rootCause } from './diagnose/root-cause.ts';
export { parseReason } from './diagnose/reason.ts';
export { validationRemedy } from './diagnose/validation.ts';
export { explain } from './diagnose/remedies/index.ts';
export { recovery, type RecoveryId, type RecoveryOption } from './recover/options.ts';
export {
  cancelUpdate,
  continueRollback,
  deleteStack,
  protectUndeleted,
  rollBack,
  skippable,
  type Skippable,
} from './recover/operations.ts';
export { runningWork, plannedWork, type OperationWork } from './events/work.ts';
export { resourceGroups } from './plan/purpose.ts';
export { unlessRefused } from './retry.ts';
export { sameTemplate } from './plan/template-match.ts';
export { retainRefused, stackBusy, unclearCode } from './errors.ts';
export {
  diagnose,
  evidenceMeaning,
  evidenceNotes,
  operationEvents,
  type Diagnosis,
} from './diagnose/diagnose.ts';
export type { GatheredEvidence } from './diagnose/evidence.ts';
export { bundleListing, collectBundle } from './bundle/bundle.ts';
export { packBundle } from './bundle/archive.ts';
export { redact, redactData } from './redaction/redaction.ts';
