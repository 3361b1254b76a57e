export { makePlan, readStack, type Plan, type ReadyPlan } from './plan/plan.ts';
export type { PlanRequest } from './plan/change-set-request.ts';
export { discard as discardPlan, removeEmptyStack } from './plan/discard.ts';
export { inspectEmptyStack, removeChangeSet, type EmptyStack } from './plan/change-set.ts';
export { executePlan, protectStack } from './plan/execute.ts';
export { EarlyEvidence } from './diagnose/early-evidence.ts';
export type { Started } from './events/started.ts';
export { watchOperation } from './watch/watch.ts';
export type { LeavingReason, WatchPorts, WatchRequest } from './watch/request.ts';
export { blockers, findCause, rootCause } from './diagnose/root-cause.ts';
export { parseReason, type Reason } from './diagnose/reason.ts';
export { explain } from './diagnose/remedies/index.ts';
export { recovery, type Recovery, type RecoveryId, type RecoveryOption } from './recover/options.ts';
export {
  cancelUpdate,
  continueRollback,
  deleteStack,
  rollBack,
  skippable,
  type GuidedDeleteOptions,
} from './recover/operations.ts';
export { runningWork, plannedWork, type OperationWork } from './events/work.ts';
export { isStateful } from './plan/stateful.ts';
export { sameTemplate, templateHash } from './plan/template-match.ts';
export { stackBusy, unclearCode } from './errors.ts';
export {
  diagnose,
  evidenceMeaning,
  evidenceNotes,
  operationEvents,
  type Diagnosis,
} from './diagnose/diagnose.ts';
export type { GatheredEvidence } from './diagnose/evidence.ts';
export { bundleListing, collectBundle, type BundleFile, type BundleRequest } from './bundle/bundle.ts';
export { packBundle } from './bundle/archive.ts';
export { redact, redactData } from './redaction.ts';
