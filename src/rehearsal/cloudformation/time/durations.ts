import { isCustomResource, usualSeconds } from '../../../template/index.ts';
import type { Identifiers } from '../model/identifiers.ts';

/** Types whose creation goes through "Eventual consistency check initiated". */
const checked = new Set([
  'AWS::SQS::Queue',
  'AWS::Lambda::Function',
  'AWS::Events::Rule',
  'AWS::ECS::Service',
]);
export const hasConsistencyCheck = (type: string): boolean => checked.has(type);

/** These have no id until the very end, so "Initiated" comes just before COMPLETE. */
export const initiatedLate = (type: string): boolean =>
  isCustomResource(type) || type === 'AWS::Lambda::LayerVersion';

/** Milliseconds a handler takes on the account's clock, never quite the same twice. */
export const handlerTime = (
  identifiers: Identifiers,
  type: string,
  action: 'create' | 'update' | 'delete',
): number => usualSeconds(type, action) * 1000 + identifiers.between(150, 950);
