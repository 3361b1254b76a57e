/** Prerequisites as data, each with one small judge; all judged at once, told in order. */
export { checks } from './list.ts';
export { waitsForValues } from './run/needs.ts';
export { checkEvent, checksExitCode, statusOf, worstExitCode } from './run/outcome.ts';
export { defaultTimeLimitMs, runChecks } from './run/run.ts';
export type { RunRequest } from './run/run.ts';
export { assertKnownChecks, selectChecks } from './run/select.ts';
export { grantsFor } from './policy/grants.ts';
export type { Grant } from './policy/grants.ts';
export { printPolicy, tableDerivedSid } from './policy/document.ts';
export type { PolicyDocument, PolicyRequest, PrintedPolicy } from './policy/document.ts';
export { inlinePolicyLimit, managedPolicies, managedPolicyLimit, policySize } from './policy/size.ts';
