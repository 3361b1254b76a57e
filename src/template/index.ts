/** CloudFormation templates as data: read, judged, evaluated; nothing here touches the outside world. */
export { capabilitiesOf } from './capabilities.ts';
export { activeResources, evaluateConditions } from './intrinsics/conditions.ts';
export { decodeTemplate } from './document/decode.ts';
export { dependencies, inOrder } from './dependencies.ts';
export { usualSeconds } from './durations/usual.ts';
export { estimateSeconds } from './durations/estimate.ts';
export { evaluate } from './intrinsics/evaluate.ts';
export { bodyLimit, byteLength, sectionLimits, templateLimit } from './document/limits.ts';
export { awsTypeOf, isListType, isSsmType, listItems, parameterValues } from './parameters/types.ts';
export { parseTemplate } from './parse.ts';
export { secretOutputs } from './intrinsics/secret-outputs.ts';
export { failedAssertions, judgeAssertions, type FailedAssertion } from './rules/assertions.ts';
export { ruleReadings, type RuleFacts, type RuleThing } from './rules/facts.ts';
export { deletionPolicyOf, generalType, isCustomResource } from './resource-type.ts';
export { pseudoParameters } from './intrinsics/pseudo-parameters.ts';
export type { Attributes, Scope, ScopeFunction } from './intrinsics/scope.ts';
export { actionNeeds, lookupAction, type ActionNeed } from './actions/by-type.ts';
export { expandTransforms } from './transforms/index.ts';
