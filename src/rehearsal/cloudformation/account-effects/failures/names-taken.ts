import { resourceGone } from '../../../../core/stack-status.ts';
import { isCustomResource } from '../../../../template/index.ts';
import type { ResourceRecord, StackRecord } from '../../model/stack-record.ts';
import { textOf, type Properties } from '../../model/values.ts';
import { traitsOf } from '../../planning/resource-types.ts';
import { refusal, type Creation, type Rule } from './creation-rule.ts';

/** The names of these are one account's, whatever the region. */
const isGlobal = (type: string): boolean => /^AWS::(?:IAM|S3)::(?!AccessPoint$)/.test(type);

/** Known by a name that is one API's own. */
const withinAnother = new Set(['AWS::ApiGateway::Model']);

/** A name that the template gives, where the type's resources are known by that alone. */
const namedBy = (type: string): string | undefined => {
  const { identifier = [], properties } =
    isCustomResource(type) || withinAnother.has(type) ? {} : (traitsOf(type) ?? {});
  const [name, more] = identifier;
  return name !== undefined && more === undefined && properties?.has(name) === true ? name : undefined;
};

/** Types that are known by an id of AWS's own, and whose names may be there once all the same. */
const onceOnly: Readonly<Record<string, readonly [string, (name: string) => string]>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    'Name',
    (name) => `A load balancer with the same name '${name}' exists, but with different settings`,
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [
    'Name',
    (name) => `A target group with the same name '${name}' exists, but with different settings`,
  ],
};

/** It is there, and a stack's. */
export const holds = ({ physicalId, status }: ResourceRecord): boolean =>
  physicalId !== '' && !resourceGone(status) && status !== 'CREATE_FAILED';

/** The stack with another resource of the type for which this is true. */
const holderOf = (
  { world, stack, type, logicalId }: Creation,
  matches: (properties: Properties) => boolean,
): StackRecord | undefined =>
  [...world.stacks.values()].find(
    (other) =>
      (other.region === stack.region || isGlobal(type)) &&
      [...other.resources.values()].some(
        (resource) =>
          resource.type === type &&
          !(other === stack && resource.logicalId === logicalId) &&
          holds(resource) &&
          matches(resource.properties),
      ),
  );

/** Whatever stack of the account it is in, CloudFormation names that one. */
export const nameTaken: Rule = (creation) => {
  const { type, properties } = creation;
  const [property = namedBy(type), words] = onceOnly[type] ?? [];
  const name = property === undefined ? undefined : textOf(properties, property);
  if (property === undefined || name === undefined) return undefined;
  const holder = holderOf(creation, (other) => textOf(other, property) === name);
  if (holder === undefined) return undefined;
  if (words !== undefined) return refusal(creation, words(name), 'AlreadyExists');
  return { reason: `${name} already exists in stack ${holder.id}`, after: 1, refused: true };
};

/** Two rules of a listener cannot come at the same place. */
export const priorityTaken: Rule = (creation) => {
  const [listener, priority] = ['ListenerArn', 'Priority'].map((name) => textOf(creation.properties, name));
  const holder = holderOf(
    creation,
    (other) => textOf(other, 'ListenerArn') === listener && textOf(other, 'Priority') === priority,
  );
  return holder === undefined
    ? undefined
    : refusal(creation, `Priority '${priority ?? ''}' is currently in use`);
};
