import type { Template } from '../../../core/template.ts';
import {
  capabilitiesOf,
  expandTransforms,
  isNestedStack,
  parameterValues,
  pseudoParameters,
} from '../../../template/index.ts';
import { isInstallError } from '../../../core/errors.ts';
import { ServiceError } from '../../service.ts';
import { checkAttributes } from './checks/attributes.ts';
import { checkConditions } from './checks/functions.ts';
import type { Definition } from './stack-record.ts';
import { templateBytes } from './template-source.ts';
import { checkTypes } from './checks/types.ts';
import type { World } from './world.ts';

type Given = Pick<Definition, 'parameters' | 'capabilities'> & { readonly stackName: string | undefined };

/**
 * What the operation works with. Without macros a fault refuses the call at once; AWS runs macros after the call was
 * accepted, and tells what is wrong with them, or with what they made, as the operation's failure.
 */
export function processed(
  world: World,
  region: string,
  declared: Template,
  given: Given,
): Pick<Definition, 'template' | 'fault'> {
  try {
    const template = expandTransforms(declared, {
      parameters: parameterValues(declared, textsOf(given.parameters)),
      pseudo: pseudoOf(world, region, given.stackName),
      include: (location) => snippetAt(world, location),
    });
    checkTypes(world, template);
    checkAttributes(template);
    checkConditions(template, parameterValues(template, textsOf(given.parameters)));
    const needed = capabilitiesOf({ ...template, resources: withoutNested(template) });
    const missing = missingCapabilities(needed, given.capabilities);
    return declared.transforms.length === 0 || missing === undefined
      ? { template }
      : { template, fault: missing };
  } catch (error) {
    if (declared.transforms.length === 0) throw asRefusal(error);
    if (isInstallError(error) || error instanceof ServiceError)
      return { template: declared, fault: registered(world, error.message) };
    throw error;
  }
}

const asRefusal = (error: unknown): unknown =>
  isInstallError(error) ? new ServiceError('ValidationError', `Template error: ${error.message}`) : error;

/** A macro's bare name is looked for in the account. */
const registered = (world: World, message: string): string =>
  message.replace(/^No transform named (?!.*::)/, `No transform named ${world.account.id}::`);

const withoutNested = ({ resources }: Template): Template['resources'] =>
  new Map([...resources].filter(([, { type }]) => !isNestedStack(type)));

/** `Requires capabilities : [CAPABILITY_IAM]`; undefined: all are given. */
export function missingCapabilities(needed: readonly string[], given: readonly string[]): string | undefined {
  const missing = needed.filter(
    (one) => !given.includes(one) && !(one === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')),
  );
  return missing.length === 0 ? undefined : `Requires capabilities : [${missing.join(', ')}]`;
}

const textsOf = (parameters: Definition['parameters']): ReadonlyMap<string, string> =>
  new Map([...parameters].map(([key, { value, resolved }]) => [key, resolved ?? value]));

/** What is known before there is a stack: its id is not. */
const pseudoOf = (world: World, region: string, stackName = ''): ReadonlyMap<string, string> => {
  const { id: account, partition } = world.account;
  const all = pseudoParameters({ account, region, partition, stackName, stackId: '' });
  return new Map([...all].filter(([, value]) => value !== ''));
};

/** Includes are read from the account's own buckets. @throws ServiceError */
const snippetAt = (world: World, location: string): string => {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
  const url = bucket === '' ? location : `https://s3.amazonaws.com/${bucket}/${key}`;
  const text = templateBytes(world, url);
  if (typeof text === 'string') return text;
  void text.catch(() => undefined);
  throw new ServiceError('ValidationError', 'S3 error: Access Denied');
};
