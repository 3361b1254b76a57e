import { nearest } from '../../core/nearest.ts';
import type { TemplateValue } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';

/** The part of JSON Schema (draft 7) that the product file's schema is written in. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The first thing in a document that is not as the schema has it. */
export interface SchemaFault {
  readonly path: readonly (string | number)[];
  readonly fault: string;
}

/** A value that a definition of the schema was applied to, such as every expression. */
export interface DefinedValue {
  readonly definition: string;
  readonly value: TemplateValue;
  readonly path: readonly (string | number)[];
}

export type FaultPath = readonly (string | number)[];

const typeOf = (value: TemplateValue): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
};

const fits = (type: string, value: TemplateValue): boolean =>
  type === 'integer' ? Number.isInteger(value) : type === typeOf(value);

const words: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'a mapping of names to values',
  string: 'text',
};

/** The end of a fault about a name: what was meant, where a known one is like it. */
export function similar(given: string, known: readonly string[]): string {
  const near = nearest(given, known);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

/** Judges a document against a schema and remembers which values its definitions were applied to. */
export class SchemaJudge {
  readonly defined: DefinedValue[] = [];
  readonly #root: Schema;

  constructor(root: Schema) {
    this.#root = root;
  }

  /** The first fault, in document order; undefined for a document that is as it must be. */
  judge(value: TemplateValue, schema: Schema = this.#root, path: FaultPath = []): SchemaFault | undefined {
    if (schema.$ref !== undefined) return this.#byName(value, schema.$ref, path);
    if (schema.anyOf !== undefined) return this.#anyOf(value, schema.anyOf, path);
    const { type } = schema;
    if (type !== undefined && !fits(type, value)) return { path, fault: `must be ${words[type] ?? type}.` };
    return (
      ofEnum(value, schema, path) ??
      (typeof value === 'string' ? ofText(value, schema, path) : undefined) ??
      (typeof value === 'number' ? ofNumber(value, schema, path) : undefined) ??
      this.#list(value, schema, path) ??
      this.#mapping(value, schema, path)
    );
  }

  #byName(value: TemplateValue, reference: string, path: FaultPath): SchemaFault | undefined {
    const definition = reference.slice('#/$defs/'.length);
    const schema = this.#root.$defs?.[definition];
    if (schema === undefined) throw new Error(`the schema has no definition ${reference}`);
    this.defined.push({ definition, value, path });
    return this.judge(value, schema, path);
  }

  /** Its alternatives differ in type, so the type tells which one was meant, and what is wrong with it. */
  #anyOf(value: TemplateValue, schemas: readonly Schema[], path: FaultPath): SchemaFault | undefined {
    const meant = schemas.find(({ type }) => type !== undefined && fits(type, value));
    if (meant !== undefined) return this.judge(value, meant, path);
    const kinds = schemas.map(({ type = '' }) => words[type] ?? type);
    return { path, fault: `must be one of: ${kinds.join(', ')}.` };
  }

  #list(
    value: TemplateValue,
    { items, minItems, maxItems }: Schema,
    path: FaultPath,
  ): SchemaFault | undefined {
    if (!Array.isArray(value)) return undefined;
    const list = value as readonly TemplateValue[];
    if (list.length < (minItems ?? 0))
      return { path, fault: `must have ${minItems} ${minItems === 1 ? 'item' : 'items'} or more.` };
    if (list.length > (maxItems ?? Infinity))
      return { path, fault: `may have ${maxItems} ${maxItems === 1 ? 'item' : 'items'} at most.` };
    if (items === undefined) return undefined;
    return firstFault(list.entries(), ([index, item]) => this.judge(item, items, [...path, index]));
  }

  #mapping(value: TemplateValue, schema: Schema, path: FaultPath): SchemaFault | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value) as readonly (readonly [string, TemplateValue])[];
    return (
      ofSize(entries.length, schema, path) ??
      // A misspelt name first: it is why the right one is missing.
      firstFault(entries, ([key, entry]) => this.#entry(key, entry, schema, path)) ??
      firstFault(schema.required ?? [], (key) =>
        Object.hasOwn(value, key) ? undefined : { path, fault: `must have "${key}".` },
      )
    );
  }

  #entry(key: string, value: TemplateValue, schema: Schema, path: FaultPath): SchemaFault | undefined {
    const { properties = {}, additionalProperties, propertyNames } = schema;
    const at = [...path, key];
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (own !== undefined) return this.judge(value, own, at);
    if (additionalProperties === false)
      return { path: at, fault: `is not known here.${similar(key, Object.keys(properties))}` };
    const named = propertyNames === undefined ? undefined : this.judge(key, propertyNames, at);
    if (named !== undefined) return { path: at, fault: 'is no name that may stand here.' };
    return typeof additionalProperties === 'object' ? this.judge(value, additionalProperties, at) : undefined;
  }
}

const firstFault = <T>(
  items: Iterable<T>,
  judge: (item: T) => SchemaFault | undefined,
): SchemaFault | undefined => {
  for (const item of items) {
    const fault = judge(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const ofEnum = (value: TemplateValue, schema: Schema, path: FaultPath): SchemaFault | undefined => {
  if (schema.enum === undefined || schema.enum.includes(value)) return undefined;
  const known = schema.enum.map(String);
  const near = typeof value === 'string' ? similar(value, known) : '';
  const listed = known.length > 10 ? '' : ` One of: ${known.join(', ')}.`;
  const shown = typeof value === 'object' ? 'what stands here' : `"${shortText(String(value), 40)}"`;
  return { path, fault: `may not be ${shown}.${near === '' ? listed : near}` };
};

const ofText = (text: string, schema: Schema, path: FaultPath): SchemaFault | undefined => {
  // As the standard counts: characters, not UTF-16 units.
  const length = [...text].length;
  if (length < (schema.minLength ?? 0)) return { path, fault: 'may not be empty or that short.' };
  if (length > (schema.maxLength ?? Infinity))
    return { path, fault: `may have ${schema.maxLength} characters at most.` };
  // The patterns are the schema's, not the file's.
  if (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text)) return undefined;
  return { path, fault: `may not be "${shortText(text, 40)}".` };
};

const ofNumber = (value: number, { minimum, maximum }: Schema, path: FaultPath): SchemaFault | undefined =>
  value < (minimum ?? -Infinity) || value > (maximum ?? Infinity)
    ? { path, fault: `must be between ${minimum ?? '-∞'} and ${maximum ?? '∞'}.` }
    : undefined;

const ofSize = (
  size: number,
  { minProperties = 0, maxProperties = Infinity }: Schema,
  path: FaultPath,
): SchemaFault | undefined => {
  if (size < minProperties) return { path, fault: 'says too little to be of use.' };
  return size > maxProperties ? { path, fault: 'has more entries than may stand here.' } : undefined;
};
