import type { TemplateValue } from '../../../core/template.ts';
import { getAttOf, intrinsicOf } from '../../../template/intrinsics/intrinsic.ts';
import { referencesOf } from '../../../template/intrinsics/references.ts';
import { isList, isMapping, textOf } from '../../../template/document/section.ts';
import { subParts } from '../../../template/intrinsics/sub.ts';

/** What a property hangs on: parameters, resources, and resources' attributes as `Id.Attribute`. */
export interface Causes {
  readonly names: ReadonlySet<string>;
  /** `Topic.TopicArn`, by resource. */
  readonly attributes: ReadonlyMap<string, string>;
}

export function causesOf(value: TemplateValue, conditions: ReadonlyMap<string, boolean>): Causes {
  const names = new Set<string>();
  for (const { kind, name } of referencesOf(value, conditions)) if (kind === 'ref') names.add(name);
  const attributes = new Map<string, string>();
  for (const [id, attribute] of attributesIn(value)) attributes.set(id, `${id}.${attribute}`);
  return { names, attributes };
}

function* attributesIn(value: TemplateValue): Generator<readonly [string, string]> {
  if (isList(value)) for (const item of value) yield* attributesIn(item);
  if (!isMapping(value)) return;
  const [name, argument] = intrinsicOf(value) ?? [undefined, undefined];
  const att = name === 'Fn::GetAtt' && argument !== undefined ? getAttOf(argument) : undefined;
  if (att !== undefined) yield [att.id, textOf(att.attribute) ?? ''];
  if (name === 'Fn::Sub' && argument !== undefined) yield* attributesInSub(argument);
  for (const item of Object.values(value)) yield* attributesIn(item);
}

function* attributesInSub(argument: TemplateValue): Generator<readonly [string, string]> {
  const text = textOf(isList(argument) ? argument[0] : argument) ?? '';
  for (const part of subParts(text)) {
    if (!('name' in part)) continue;
    const dot = part.name.indexOf('.');
    if (dot > 0) yield [part.name.slice(0, dot), part.name.slice(dot + 1)];
  }
}
