import { isCustomResource } from '../../../template/index.ts';
import type { World } from './world.ts';

export type HandlerErrorCode =
  | 'AccessDenied'
  | 'AlreadyExists'
  | 'GeneralServiceException'
  | 'InvalidRequest'
  | 'NotFound'
  | 'ServiceLimitExceeded';

/** `AWS::ElasticLoadBalancingV2::Listener` → `ElasticLoadBalancingV2`. */
const serviceOf = (type: string): string => {
  const name = type.split('::')[1] ?? type;
  return isCustomResource(type)
    ? 'CloudFormation'
    : name.charAt(0) + name.slice(1).replace(/^[A-Z]+$/, lower);
};
const lower = (text: string): string => text.toLowerCase();

/** The words a resource handler's failure comes wrapped in. */
export function handlerReason(
  world: World,
  type: string,
  text: string,
  code: HandlerErrorCode,
  status = 400,
): string {
  const { identifiers } = world;
  const call = `Service: ${serviceOf(type)}, Status Code: ${status}, Request ID: ${identifiers.uuid()}`;
  return (
    `Resource handler returned message: "${text} (${call}) (SDK Attempt Count: 1)" ` +
    `(RequestToken: ${identifiers.uuid()}, HandlerErrorCode: ${code})`
  );
}

/** The reason of a failure that was asked for: a full reason is kept, a plain text is wrapped as AWS would. */
export function askedReason(world: World, type: string, reason: string | undefined): string {
  const text = reason ?? 'The rehearsal was asked to let this resource fail.';
  return /Resource handler returned|\(Service: |HandlerErrorCode/.test(text)
    ? text
    : handlerReason(world, type, text, 'GeneralServiceException');
}

const list = (ids: readonly string[]): string => `[${ids.join(', ')}]`;

/** `The following resource(s) failed to create: [A]. The following resource(s) failed to update: [B]. ` */
export const failedToProvision = (created: readonly string[], updated: readonly string[]): string =>
  [
    ...(created.length === 0 ? [] : [`The following resource(s) failed to create: ${list(created)}. `]),
    ...(updated.length === 0 ? [] : [`The following resource(s) failed to update: ${list(updated)}. `]),
  ].join('');

export const failedToDelete = (ids: readonly string[]): string =>
  `The following resource(s) failed to delete: ${list(ids)}. `;
