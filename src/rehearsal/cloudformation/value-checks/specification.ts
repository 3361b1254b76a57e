import { isCustomResource } from '../../../template/index.ts';
import { isReference } from '../model/parameters/dynamic-references.ts';
import { recordOf, type Plain, type Properties } from '../model/values.ts';
import { traitsOf, type PropertyShape, type TypeTraits } from '../planning/resource-types.ts';

/** What a type's schema does not allow of these properties. */
interface SchemaFaults {
  /** Names that the type does not have. */
  readonly strange: readonly string[];
  /** Names that it cannot be without. */
  readonly missing: readonly string[];
  /** `#/State: ON is not a valid enum value`. */
  readonly others: readonly string[];
}

export function schemaFaultsApart(type: string, properties: Properties): SchemaFaults {
  const traits = isCustomResource(type) ? undefined : traitsOf(type);
  if (traits === undefined) return { strange: [], missing: [], others: [] };
  return {
    strange: Object.keys(properties).filter((name) => !traits.properties.has(name)),
    missing: traits.required.filter((name) => properties[name] === undefined),
    others: [
      ...unlikeTags(traits, properties),
      ...strangeValuesOf(traits, traits.properties, properties, '#'),
    ],
  };
}

const kindOf = (value: Plain): string => {
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'object') return 'JSONObject';
  return typeof value === 'string' ? 'String' : typeof value === 'number' ? 'Integer' : 'Boolean';
};

/** Tags are a list with most types and a map with some; it is easily mistaken. */
const unlikeTags = ({ tags = '', tagsByName }: TypeTraits, properties: Properties): readonly string[] => {
  const value = properties[tags];
  if (value === undefined || value === null || isReference(value)) return [];
  const expected = tagsByName ? 'JSONObject' : 'JSONArray';
  // Some of those with a map take its text.
  const fits = kindOf(value) === expected || (tagsByName && typeof value === 'string');
  return fits ? [] : [`#/${tags}: expected type: ${expected}, found: ${kindOf(value)}`];
};

/** @param path from `#`, items of lists by their number */
const strangeValuesOf = (
  traits: TypeTraits,
  shapes: ReadonlyMap<string, PropertyShape> | undefined,
  properties: Properties,
  path: string,
): readonly string[] =>
  Object.entries(properties).flatMap(([name, value]) => {
    const shape = shapes?.get(name);
    return shape === undefined ? [] : strangeValues(traits, shape, value, `${path}/${name}`);
  });

const strangeValues = (
  traits: TypeTraits,
  shape: PropertyShape,
  value: Plain,
  path: string,
): readonly string[] => {
  if (Array.isArray(value))
    return (value as readonly Plain[]).flatMap((item, at) =>
      strangeValues(traits, shape, item, `${path}/${at}`),
    );
  if (shape.isMap)
    return Object.entries(recordOf(value)).flatMap(([key, item]) =>
      strangeValues(traits, { ...shape, isMap: false }, item, `${path}/${key}`),
    );
  const { allowed, definition = '' } = shape;
  if (allowed === undefined)
    return strangeValuesOf(traits, traits.definitions.get(definition), recordOf(value), path);
  if (value === null || typeof value === 'object' || isReference(value)) return [];
  const cased = (text: string): string => (shape.anyCase ? text.toLowerCase() : text);
  return allowed.some((one) => cased(one) === cased(String(value)))
    ? []
    : [`${path}: ${String(value)} is not a valid enum value`];
};

/** The same in the words of CloudFormation's validator, one a line; empty: the properties are as they must be. */
export function schemaFaults(type: string, properties: Properties): readonly string[] {
  const { strange, missing, others } = schemaFaultsApart(type, properties);
  return [
    ...strange.map((name) => `#: extraneous key [${name}] is not permitted`),
    ...missing.map((name) => `#: required key [${name}] not found`),
    ...others,
  ];
}
