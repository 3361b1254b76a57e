import type { TemplateResource, TemplateValue } from '../../core/template.ts';
import { getAttOf, intrinsicOf } from './intrinsic.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping, textOf } from '../document/section.ts';
import { subParts } from './sub.ts';

/** Something a value names: a parameter, resource or pseudo parameter (`ref`), a resource (`att`), a condition. */
export interface Reference {
  readonly kind: 'ref' | 'att' | 'condition';
  readonly name: string;
  /** The mapping it stands in, for its line. */
  readonly owner: Mapping;
}

/**
 * Everything a value refers to, in order.
 * @param conditions where one is known, only the branch of `Fn::If` that counts is followed.
 */
export function* referencesOf(
  value: TemplateValue,
  conditions?: ReadonlyMap<string, boolean>,
): Generator<Reference> {
  if (isList(value)) for (const item of value) yield* referencesOf(item, conditions);
  if (!isMapping(value)) return;
  const intrinsic = intrinsicOf(value);
  if (intrinsic === undefined) {
    for (const item of Object.values(value)) yield* referencesOf(item, conditions);
    return;
  }
  const [name, argument] = intrinsic;
  if (name === 'Fn::Sub') yield* subReferences(argument, value, conditions);
  else if (name === 'Fn::If') yield* ifReferences(argument, value, conditions);
  else {
    yield* ownReference(name, argument, value);
    yield* referencesOf(argument, conditions);
  }
}

function* ownReference(name: string, argument: TemplateValue, owner: Mapping): Generator<Reference> {
  const text = textOf(argument);
  if (name === 'Ref' && text !== undefined) yield { kind: 'ref', name: text, owner };
  const att = name === 'Fn::GetAtt' ? getAttOf(argument) : undefined;
  if (att !== undefined) yield { kind: 'att', name: att.id, owner };
}

function* subReferences(
  argument: TemplateValue,
  owner: Mapping,
  conditions: ReadonlyMap<string, boolean> | undefined,
): Generator<Reference> {
  const [template, map] = isList(argument) ? argument : [argument];
  const own = isMapping(map) ? map : {};
  for (const part of subParts(textOf(template) ?? '')) {
    if (!('name' in part) || Object.hasOwn(own, part.name)) continue;
    const dot = part.name.indexOf('.');
    yield dot === -1
      ? { kind: 'ref', name: part.name, owner }
      : { kind: 'att', name: part.name.slice(0, dot), owner };
  }
  yield* referencesOf(own, conditions);
}

function* ifReferences(
  argument: TemplateValue,
  owner: Mapping,
  conditions: ReadonlyMap<string, boolean> | undefined,
): Generator<Reference> {
  const [condition, yes, no] = isList(argument) ? argument : [];
  const name = textOf(condition);
  if (name !== undefined) yield { kind: 'condition', name, owner };
  const holds = name === undefined ? undefined : conditions?.get(name);
  if (holds !== false && yes !== undefined) yield* referencesOf(yes, conditions);
  if (holds !== true && no !== undefined) yield* referencesOf(no, conditions);
}

/** Functions in a resource's metadata count too: CloudFormation resolves them before it creates the resource. */
export function* referencesOfResource(
  resource: TemplateResource,
  conditions?: ReadonlyMap<string, boolean>,
): Generator<Reference> {
  yield* referencesOf(resource.properties, conditions);
  if (resource.metadata !== undefined) yield* referencesOf(resource.metadata, conditions);
}
