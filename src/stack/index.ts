export { makePlan, readStack, type Plan, type ReadyPlan } from './plan.ts';
export type { PlanRequest } from './change-set-request.ts';
export { discard as discardPlan, removeEmptyShell } from './discard.ts';
export { inspectShell, removeChangeSet, type Shell } from './change-set.ts';
export { executePlan, protectStack } from './execute.ts';
export { EarlyEvidence } from './early-evidence.ts';
export { unclearCode } from './unclear.ts';
export type { Started } from './started.ts';
export { watchOperation } from './watch.ts';
export type { LeavingReason, WatchPorts, WatchRequest } from './watch-request.ts';
export type { OperationKind } from './operation.ts';
export { blockers, findCause, rootCause } from './root-cause.ts';
export { parseReason, type Reason } from './reason.ts';
export { explain } from './remedies/index.ts';
export { recovery, type Recovery, type RecoveryId, type RecoveryOption } from './recovery.ts';
export {
  cancelUpdate,
  continueRollback,
  deleteStack,
  rollBack,
  skippable,
  type DeleteOptions,
} from './recover.ts';
export { foundWork, plannedWork, type Work } from './work.ts';
export { isStateful } from './stateful.ts';
export { sameTemplate, templateHash } from './template-match.ts';
export { stackBusy } from './busy.ts';
export { diagnose, evidenceMeaning, evidenceNotes, operationEvents, type Diagnosis } from './diagnose.ts';
export type { Gathered } from './evidence.ts';
export { bundleListing, collectBundle, type BundleFile, type BundleRequest } from './bundle.ts';
export { packBundle } from './archive.ts';
export { redact, redactData } from './redaction.ts';
