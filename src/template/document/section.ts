import type { TemplateValue } from '../../core/template.ts';
import { nearest } from '../../core/nearest.ts';
import { shortText } from '../../core/text.ts';
import { templateInvalid } from '../errors.ts';
import { byteLength, descriptionLimit, nameLimit } from './limits.ts';
import { lineOf } from './lines.ts';

export type Mapping = { readonly [key: string]: TemplateValue };

export const isMapping = (value: TemplateValue | undefined): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: TemplateValue | undefined): value is readonly TemplateValue[] =>
  Array.isArray(value);

/** A scalar as CloudFormation sees it wherever it wants text; undefined for lists, mappings and null. */
export const textOf = (value: TemplateValue | undefined): string | undefined =>
  typeof value === 'object' || value === undefined ? undefined : String(value);

/** One entry of a mapping, with the path and line its errors name. */
export interface DocumentPath {
  readonly owner: Mapping;
  readonly key: string;
  /** `Parameters.VPC`. */
  readonly path: string;
}

export const wrong = ({ owner, key, path }: DocumentPath, fault: string): Error =>
  templateInvalid(`${shortText(path)} ${fault}.`, { line: lineOf(owner, key) });

export const at = (owner: Mapping, key: string, path: string): DocumentPath => ({
  owner,
  key,
  path: path === '' ? key : `${path}.${key}`,
});

/** CloudFormation refuses what it does not know beside what it does: misspelt, it would be as if it were not there. */
export function checkKeys(place: DocumentPath, known: readonly string[], kind: string): void {
  const body = mappingAt(place);
  const stray = Object.keys(body).find((key) => !known.includes(key));
  if (stray === undefined) return;
  const near = nearest(stray, known);
  throw templateInvalid(
    `${shortText(place.path)} has "${shortText(stray)}", which is nothing that ${kind} has${near === undefined ? '' : `; ${near} is`}.`,
    { line: lineOf(body, stray) },
  );
}

/** A mapping where the template must have one; an absent entry is empty. */
export function mappingAt(place: DocumentPath): Mapping {
  const value = place.owner[place.key];
  if (value === undefined) return Object.create(null) as Mapping;
  if (!isMapping(value)) throw wrong(place, 'must be a mapping of names to values');
  return value;
}

export function textAt(place: DocumentPath): string | undefined {
  const value = place.owner[place.key];
  if (value === undefined) return undefined;
  const text = textOf(value);
  if (text === undefined) throw wrong(place, 'must be text');
  return text;
}

export function numberAt(place: DocumentPath): number | undefined {
  const text = textAt(place);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw wrong(place, 'must be a number');
  return value;
}

export function textsAt(place: DocumentPath): readonly string[] | undefined {
  const value = place.owner[place.key];
  if (value === undefined) return undefined;
  if (!isList(value)) throw wrong(place, 'must be a list');
  return value.map((item) => {
    const text = textOf(item);
    if (text === undefined) throw wrong(place, 'must be a list of text');
    return text;
  });
}

/** Limit from CloudFormation's quotas, in bytes. */
export function descriptionAt(place: DocumentPath, limit = descriptionLimit): string | undefined {
  const text = textAt(place);
  if (text !== undefined && byteLength(text) > limit)
    throw wrong(place, `has ${byteLength(text)} bytes; CloudFormation takes at most ${limit}`);
  return text;
}

const name = /^[a-zA-Z0-9]+$/;

/** Logical ids and parameter names: ASCII letters and digits. */
export function checkName(place: DocumentPath): void {
  if (!name.test(place.key))
    throw wrong(place, 'is no valid name: only letters A–Z, a–z and digits may be used');
  if (place.key.length > nameLimit)
    throw wrong(place, `is too long a name: CloudFormation takes ${nameLimit} characters`);
}
