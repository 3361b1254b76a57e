/** Prerequisites as data, each with one small judge; all judged at once, told in order. */
export { checks } from './list.ts';
export { waitsForValues } from './run/needs.ts';
export { checkEvent, checksExitCode, worstExitCode } from './run/outcome.ts';
export { beginChecks, runChecks, type Begun } from './run/run.ts';
export { assertKnownChecks, selectChecks } from './run/select.ts';
export { withExpandedTemplate } from './template/expanded.ts';
export { printPolicy, tableDerivedSid } from './policy/document.ts';
export type { PolicyDocument } from './policy/document.ts';
export { inlinePolicyLimit, managedPolicies, managedPolicyLimit, policySize } from './policy/size.ts';
