import type { Template } from '../../../core/template.ts';
import { capabilitiesOf, isNestedStack, type Scope } from '../../../template/index.ts';
import { ServiceError } from '../../service.ts';
import { checkDynamicReferences } from './checks/dynamic-references.ts';
import { checkFunctions } from './checks/functions.ts';
import { unfitReferences } from './checks/references.ts';
import { missingCapabilities, processed } from './processed-template.ts';
import { checkTypes } from './checks/types.ts';
import { resolveParameters, type GivenParameter } from './parameters/parameter-values.ts';
import { checkMappingKeys, scopeOfCall } from './parameters/mapping-keys.ts';
import { checkTemplateRules } from './parameters/template-rules.ts';
import type { Definition, RollbackSettings, Tag } from './stack-record.ts';
import { parsed, templateText, type TemplateInput } from './template-source.ts';
import type { World } from './world.ts';

/** The part that CreateStack, UpdateStack and CreateChangeSet have in common. */
export interface DefinitionInput extends TemplateInput {
  /** Name or ARN. */
  readonly StackName?: string;
  readonly Parameters?: readonly GivenParameter[];
  readonly Capabilities?: readonly string[];
  readonly Tags?: readonly Partial<Tag>[];
  readonly NotificationARNs?: readonly string[];
  readonly RoleARN?: string;
  /** Of a change set. */
  readonly DeploymentMode?: string;
  readonly RollbackConfiguration?: RollbackSettings;
  readonly DeploymentConfig?: { readonly Mode?: string; readonly DisableRollback?: boolean };
}

/**
 * Everything an operation works with, checked as far as CloudFormation checks before it accepts the call.
 * @param previous of the stack to be updated: what is not given is kept, except parameter values.
 */
export async function definitionOf(
  world: World,
  region: string,
  input: DefinitionInput,
  options: { readonly previous?: Definition | undefined; readonly changeSet?: boolean } = {},
): Promise<Definition> {
  const { previous } = options;
  const text = await templateText(world, input, previous?.text);
  return definitionFrom(world, region, text, { ...input, ...options });
}

/** The same from a text that is at hand. */
export function definitionFrom(
  world: World,
  region: string,
  text: string,
  input: DefinitionInput & { readonly previous?: Definition | undefined; readonly changeSet?: boolean },
): Definition {
  const { previous } = input;
  checkLists(input);
  const declared = parsed(text);
  if (declared.transforms.length === 0) checkTypes(world, declared);
  checkFunctions(declared);
  checkCapabilities(declared, input.Capabilities ?? [], input.changeSet === true);
  checkRole(world, input.RoleARN);
  const parameters = resolveParameters(world, region, declared, input.Parameters ?? [], previous?.parameters);
  const stackName = nameOf(input.StackName);
  checkTemplateRules(world, region, { template: declared, parameters }, stackName);
  checkMappingKeys(world, region, { template: declared, parameters }, stackName);
  const capabilities = input.Capabilities ?? [];
  const made = processed(world, region, declared, { stackName, capabilities, parameters });
  const scope = scopeOfCall(world, region, { template: made.template, parameters }, stackName);
  const fault = made.fault ?? misreferred(declared, scope) ?? checkDynamicReferences(world, region, scope);
  return {
    text,
    declared,
    template: made.template,
    ...(fault === undefined ? {} : { fault }),
    parameters,
    // Absent keeps, an empty list wipes.
    tags: input.Tags === undefined ? (previous?.tags ?? []) : input.Tags.map(tagOf),
    notificationArns: input.NotificationARNs ?? previous?.notificationArns ?? [],
    capabilities,
    roleArn: input.RoleARN ?? previous?.roleArn,
    revertsDrift: input.DeploymentMode === 'REVERT_DRIFT',
    express: input.DeploymentConfig?.Mode === 'EXPRESS',
    rollback: rollbackOf(input.RollbackConfiguration, previous?.rollback),
  };
}

/** Macros run once the call was accepted: what is wrong with what they made is the operation's failure. */
const misreferred = (declared: Template, scope: Scope): string | undefined => {
  const words = unfitReferences(scope);
  if (words === undefined || declared.transforms.length > 0) return words;
  throw new ServiceError('ValidationError', words);
};

/** Not given, both are kept; given without triggers, those are. */
const rollbackOf = (
  given: RollbackSettings | undefined,
  previous: RollbackSettings = {},
): RollbackSettings => {
  if (given === undefined) return previous;
  const { RollbackTriggers = previous.RollbackTriggers, MonitoringTimeInMinutes = 0 } = given;
  if ((RollbackTriggers?.length ?? 0) > 5 || MonitoringTimeInMinutes > 180)
    throw new ServiceError(
      'ValidationError',
      '1 validation error detected: a rollback configuration holds at most 5 triggers and 180 minutes',
    );
  return { RollbackTriggers, MonitoringTimeInMinutes };
};

const nameOf = (nameOrArn: string | undefined): string | undefined =>
  nameOrArn?.startsWith('arn:') === true ? nameOrArn.split('/')[1] : nameOrArn;

/** docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
const checkLists = ({ Tags = [], NotificationARNs = [] }: DefinitionInput): void => {
  const long = Tags.length > 50 ? ['tags', 50] : NotificationARNs.length > 5 ? ['notificationARNs', 5] : [];
  const [field, limit] = long;
  if (field !== undefined)
    throw new ServiceError(
      'ValidationError',
      `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${limit ?? ''}`,
    );
  if (Tags.some(({ Key = '' }) => /^aws:/i.test(Key)))
    throw new ServiceError(
      'ValidationError',
      'aws: prefixed tag key names are not allowed for external use.',
    );
};

const tagOf = ({ Key, Value }: Partial<Tag>): Tag => ({ Key: Key ?? '', Value: Value ?? '' });

/** What this template itself needs; nested templates are judged when they are reached. */
export function requiredCapabilities(template: Template, changeSet: boolean): readonly string[] {
  const own = new Map([...template.resources].filter(([, { type }]) => !isNestedStack(type)));
  const macros = template.transforms.length > 0;
  // What macros make is judged once they have run.
  const needed = [
    ...capabilitiesOf({ ...template, resources: own, transforms: [] }),
    ...(macros ? ['CAPABILITY_AUTO_EXPAND'] : []),
  ];
  // AUTO_EXPAND has no effect on change sets.
  return changeSet ? needed.filter((one) => one !== 'CAPABILITY_AUTO_EXPAND') : needed;
}

const checkCapabilities = (template: Template, given: readonly string[], changeSet: boolean): void => {
  const missing = missingCapabilities(requiredCapabilities(template, changeSet), given);
  if (missing !== undefined) throw new ServiceError('InsufficientCapabilitiesException', missing);
};

/** The service role must exist and trust CloudFormation. */
const checkRole = (world: World, roleArn: string | undefined): void => {
  if (roleArn === undefined) return;
  const role = [...world.account.roles.values()].find((one) => one.arn === roleArn);
  if (role?.trust.includes('cloudformation.amazonaws.com') === true) return;
  throw new ServiceError('ValidationError', `Role ${roleArn} is invalid or cannot be assumed`);
};
