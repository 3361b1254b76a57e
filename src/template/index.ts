/** CloudFormation templates as data: read, judged, evaluated; nothing here touches the outside world. */
export { capabilitiesOf } from './capabilities.ts';
export { shortText, stripControl } from './control.ts';
export { activeResources, evaluateConditions } from './decide.ts';
export { decodeTemplate } from './decode.ts';
export { dependencies, inOrder } from './dependencies.ts';
export { usualSeconds } from './durations.ts';
export type { StackAction } from './durations.ts';
export { estimateSeconds, finishSeconds } from './estimate.ts';
export type { EstimatedResource } from './estimate.ts';
export { evaluate } from './evaluate.ts';
export { bodyLimit, byteLength, templateLimit } from './limits.ts';
export { awsTypeOf, isListType, isSsmType, listItems, parameterValues } from './parameter-types.ts';
export { parseTemplate } from './parse.ts';
export { isPseudo, pseudoParameters } from './pseudo.ts';
export type { PseudoFields } from './pseudo.ts';
export type { Attributes, Evaluated, Scope } from './scope.ts';
export { actionsOf, lookupAction } from './type-actions.ts';
