import { resourceGone } from '../core/stack-status.ts';
import type { StackResource } from '../core/stack.ts';
import { parseArn } from './arn.ts';

const live = (resource: StackResource): boolean =>
  resource.physicalId !== '' && !resourceGone(resource.status);

/** Physical ids of a stack's resources of these types. */
export const ownedIds = (
  resources: readonly StackResource[],
  ...types: readonly string[]
): readonly string[] =>
  resources.filter((one) => types.includes(one.type) && live(one)).map((one) => one.physicalId);

/** A queue's physical id is its URL, a function's its name, a topic's its ARN. */
const names = (resource: StackResource, arn: string): boolean => {
  const parsed = parseArn(arn);
  if (resource.physicalId === arn) return true;
  if (parsed === undefined) return false;
  if (resource.type === 'AWS::SQS::Queue' && parsed.service === 'sqs')
    return resource.physicalId.endsWith(`/${parsed.account}/${parsed.resource}`);
  if (resource.type === 'AWS::Lambda::Function' && parsed.service === 'lambda')
    return parsed.resource.split(':')[1] === resource.physicalId;
  return false;
};

/** True if a notification target (an ARN) is a resource of this stack. */
export const ownsTarget = (resources: readonly StackResource[], arn: string): boolean =>
  resources.some((resource) => live(resource) && names(resource, arn));
