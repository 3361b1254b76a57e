import { isCustomResource } from '../../../template/index.ts';
import { textOf } from '../model/values.ts';
import { traitsOf } from '../planning/replacement.ts';
import { balancingMakers } from './balancing.ts';
import { computeMakers } from './compute.ts';
import { dataMakers } from './data.ts';
import { arn, generatedName, type Made, type Maker, type Making } from './making.ts';
import { messagingMakers } from './messaging.ts';
import { networkMakers } from './network.ts';

export { canonicalZoneOf } from './balancing.ts';
export type { Made, Making } from './making.ts';

const makers = new Map<string, Maker>(
  Object.entries({
    ...networkMakers,
    ...balancingMakers,
    ...computeMakers,
    ...dataMakers,
    ...messagingMakers,
  }),
);

/** The physical id and attributes a new resource gets. */
export function make(making: Making): Made {
  const special = makers.get(making.type);
  const made = special === undefined ? generic(making) : special(making);
  return {
    physicalId: made.physicalId,
    attributes: { ...remaining(making, made.physicalId), ...made.attributes },
  };
}

/** A type without rules of its own: known by its name property, else by a generated name. */
const generic: Maker = (making) => {
  if (isCustomResource(making.type))
    return {
      physicalId: `${making.stackName}_${making.logicalId}_${making.identifiers.upperSuffix(8)}`,
      attributes: {},
    };
  const traits = traitsOf(making.type);
  const settable = [...(traits?.identifier ?? []), 'Name'].filter(
    (property) => traits?.attributes.includes(property) !== true,
  );
  const given = settable
    .map((property) => textOf(making.properties, property))
    .find((name) => name !== undefined);
  return {
    physicalId: given ?? generatedName(making, 128, making.identifiers.suffix()),
    attributes: {},
  };
};

/** Every attribute the type offers, in the shape its name suggests. */
const remaining = (making: Making, physicalId: string): Record<string, string> => {
  const service = making.type.split('::')[1]?.toLowerCase() ?? 'service';
  const made: Record<string, string> = {};
  for (const name of traitsOf(making.type)?.attributes ?? []) {
    const last = name.split('.').pop() ?? name;
    if (/Arn$/i.test(last))
      made[name] = physicalId.startsWith('arn:') ? physicalId : arn(making, service, physicalId);
    else made[name] = /(^|[a-z])(Id|Name|Url)$/.test(last) ? physicalId : `${physicalId}-${last}`;
  }
  return made;
};

/** What `Fn::GetAtt` gives; undefined when the type has no such attribute. */
export function attributeOf(
  type: string,
  logicalId: string,
  attributes: ReadonlyMap<string, string>,
  name: string,
): string | undefined {
  const known = attributes.get(name);
  if (known !== undefined) return known;
  // A custom resource answers with whatever its function put into Data.
  if (isCustomResource(type)) return `${logicalId}-${name}`.toLowerCase();
  // A type outside the table: nobody here knows its attributes, so every one is granted.
  return traitsOf(type) === undefined ? `${logicalId}-${name}` : undefined;
}
