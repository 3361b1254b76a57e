import { isCustomResource } from '../../../template/index.ts';
import { textOf, type Properties } from '../model/values.ts';
import { traitsOf } from '../planning/resource-types.ts';

/** What a type's schema does not allow of these properties. */
interface SchemaFaults {
  /** Names that the type does not have. */
  readonly strange: readonly string[];
  /** `#/State: ON is not a valid enum value`. */
  readonly others: readonly string[];
}

export function schemaFaultsApart(type: string, properties: Properties): SchemaFaults {
  const traits = isCustomResource(type) ? undefined : traitsOf(type);
  if (traits === undefined) return { strange: [], others: [] };
  const names = Object.keys(properties);
  return {
    strange: names.filter((name) => !traits.properties.has(name)),
    others: names.flatMap((name) => {
      const value = textOf(properties, name);
      const refused = value !== undefined && traits.properties.get(name)?.allowed?.includes(value) === false;
      return refused ? [`#/${name}: ${value} is not a valid enum value`] : [];
    }),
  };
}

/** The same in the words of CloudFormation's validator, one a line; empty: the properties are as they must be. */
export function schemaFaults(type: string, properties: Properties): readonly string[] {
  const { strange, others } = schemaFaultsApart(type, properties);
  return [...strange.map((name) => `#: extraneous key [${name}] is not permitted`), ...others];
}
