import { isInstallError } from '../../../core/errors.ts';
import { noEchoMask } from '../../../core/parameter.ts';
import type { Template, TemplateValue } from '../../../core/template.ts';
import {
  evaluate,
  isCustomResource,
  parameterValues,
  pseudoParameters,
  type Attributes,
  type Scope,
} from '../../../template/index.ts';
import { trusts } from '../../services/sts.ts';
import { attributeOf } from '../physical-ids/index.ts';
import { readAsLists } from '../physical-ids/custom-lists.ts';
import { answersProperty } from '../physical-ids/property-attributes.ts';
import { traitsOf } from '../planning/resource-types.ts';
import { withStored } from './parameters/dynamic-references.ts';
import type { Definition, ResourceRecord, StackRecord } from './stack-record.ts';
import { recordOf, type Plain, type Properties } from './values.ts';
import { outputIn, type PeerAccount, type World } from './world.ts';

type Resources = ReadonlyMap<string, ResourceRecord>;

/** Ref and GetAtt as the stack's resources answer them. */
const attributesOf = (resources: Resources, template: Template, { account }: World): Attributes => ({
  ref: (logicalId) => {
    const id = resources.get(logicalId)?.physicalId;
    return id === '' ? undefined : id;
  },
  att: (logicalId, name) => {
    const resource = resources.get(logicalId);
    if (resource === undefined || resource.physicalId === '') return undefined;
    const { type, attributes, properties: own } = resource;
    // A listener that is made after the target group leads to it.
    const group = name === 'LoadBalancerArns' ? account.targetGroups.get(resource.physicalId) : undefined;
    if (group !== undefined) return [...new Set(group.ledFrom.values())];
    if (isCustomResource(type)) return customAttribute(resource, name, readAsLists(template));
    // A property may have been changed since the resource was made.
    const given = traitsOf(type)?.properties.has(name) === true ? own[name] : undefined;
    const found = given ?? attributeOf(type, logicalId, attributes, name);
    return found ?? (answersProperty(type, name) ? `${logicalId}-${name}` : undefined);
  },
});

/** What `--reply` gave, or something made up; a list where the template reads one. */
const customAttribute = (
  { type, logicalId, attributes }: ResourceRecord,
  name: string,
  lists: ReadonlyMap<string, number>,
): TemplateValue | undefined => {
  const value = attributeOf(type, logicalId, attributes, name);
  const items = lists.get(`${logicalId}.${name}`);
  if (items === undefined || typeof value !== 'string') return value;
  return attributes.has(name) ? value.split(',') : Array.from({ length: items }, (_, at) => `${value}-${at}`);
};

const valuesOf = (definition: Definition, masked: boolean): ReadonlyMap<string, string> =>
  new Map(
    [...definition.parameters].map(([key, { value, resolved }]) => [
      key,
      masked && definition.template.parameters.get(key)?.noEcho === true ? noEchoMask : (resolved ?? value),
    ]),
  );

/** CloudFormation assumes the role as the stack's own account. */
const outputElsewhere = (
  world: World,
  roleArn: string,
  output: Parameters<PeerAccount['outputOf']>,
): string | Error | undefined => {
  const peer = world.peers.get(roleArn.split(':')[4] ?? '');
  const role = [...(peer?.account.roles.values() ?? [])].find(({ arn }) => arn === roleArn);
  if (peer !== undefined && role !== undefined && trusts(peer.account, role, world.account))
    return peer.outputOf(...output);
  return new Error(
    `User: ${world.account.callerArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  );
};

/** Dynamic references come on top of what a template's functions give, and in properties only. */
export interface StackScope extends Scope {
  readonly stored: (value: Plain) => Plain;
}

/** What a template value is evaluated in. */
export const scopeOf = (
  world: World,
  stack: StackRecord,
  definition: Definition,
  options: { readonly resources?: Resources; readonly masked?: true } = {},
): StackScope => ({
  template: definition.template,
  parameters: parameterValues(definition.template, valuesOf(definition, options.masked === true)),
  pseudo: pseudoParameters({
    account: world.account.id,
    region: stack.region,
    partition: world.account.partition,
    stackName: stack.name,
    stackId: stack.id,
    notificationArns: definition.notificationArns,
  }),
  resources: attributesOf(options.resources ?? stack.resources, definition.template, world),
  imports: (name) => exportsOf(world, stack.region).get(name)?.value,
  stackOutputs: (name, output, region, roleArn) =>
    roleArn === undefined
      ? outputIn(world, region, name, output)
      : outputElsewhere(world, roleArn, [region, name, output]),
  zones: (region) => availabilityZones(world, region),
  stored: (value) => withStored(world, stack.region, value),
});

export interface ExportRecord {
  readonly name: string;
  readonly value: string;
  readonly stack: StackRecord;
}

export function exportsOf(world: World, region: string): ReadonlyMap<string, ExportRecord> {
  const found = new Map<string, ExportRecord>();
  for (const stack of world.stacks.values())
    if (stack.region === region && stack.status !== 'DELETE_COMPLETE')
      for (const { exportName, value } of stack.outputs)
        if (exportName !== undefined) found.set(exportName, { name: exportName, value, stack });
  return found;
}

export function availabilityZones(world: World, region: string): readonly string[] {
  const used = [...world.account.subnets.values()].filter((subnet) => subnet.region === region);
  const names = new Set(used.map((subnet) => subnet.zone));
  for (const letter of ['a', 'b', 'c']) names.add(`${region}${letter}`);
  return [...names].sort();
}

/** Evaluated, or undefined where it still waits for a resource. */
export function plain(value: TemplateValue, scope: Scope): Plain | undefined {
  const evaluated = evaluate(value, scope);
  return evaluated.known ? evaluated.value : undefined;
}

/** A resource's properties, each evaluated; `waitsFor` lists the properties that cannot be known yet. */
export function properties(
  raw: { readonly [key: string]: TemplateValue },
  scope: StackScope,
): { readonly known: Properties; readonly unknown: readonly string[] } {
  const known: Record<string, Plain> = {};
  const unknown: string[] = [];
  // One function may stand for all of the properties, such as `Fn::If` between two sets.
  const [only, more] = Object.keys(raw);
  if (only === 'Ref' && raw[only] === 'AWS::NoValue') return { known, unknown };
  if (only === 'Fn::If' && more === undefined) {
    const whole = plain(raw, scope);
    return whole === undefined
      ? { known, unknown: [only] }
      : { known: recordOf(scope.stored(whole)), unknown };
  }
  for (const [name, value] of Object.entries(raw)) {
    const evaluated = evaluate({ value }, scope);
    if (!evaluated.known) unknown.push(name);
    // `AWS::NoValue` takes the whole property away.
    else if ((evaluated.value as Properties)['value'] !== undefined)
      known[name] = scope.stored((evaluated.value as Properties)['value'] ?? null);
  }
  return { known, unknown };
}

/** Undefined where the template is wrong in another way: that is told in its turn. */
export function unlessInvalid<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (isInstallError(error)) return undefined;
    throw error;
  }
}
