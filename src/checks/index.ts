/** Prerequisites as data, each with one small judge; all judged at once, told in order. */
export { checks } from './list.ts';
export { waitsForValues } from './needs.ts';
export { checkEvent, checksExitCode, statusOf } from './outcome.ts';
export { defaultTimeLimitMs, runChecks } from './run.ts';
export type { RunRequest } from './run.ts';
export { assertKnownChecks, selectChecks } from './select.ts';
export { grantsFor } from './policy/grants.ts';
export type { Grant } from './policy/grants.ts';
export { printPolicy, tableDerivedSid } from './policy/document.ts';
export type { PolicyDocument, PolicyRequest, PrintedPolicy } from './policy/document.ts';
export { inlinePolicyLimit, managedPolicies, managedPolicyLimit, policySize } from './policy/size.ts';
