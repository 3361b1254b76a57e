import { isCustomResource } from '../../../template/index.ts';
import { textOf } from '../model/values.ts';
import { traitsOf } from '../planning/resource-types.ts';
import { balancingMakers } from './balancing.ts';
import { computeMakers } from './compute.ts';
import { dataMakers } from './data.ts';
import { madeBySpecification, offered } from './by-specification.ts';
import type { AttributeValue, MadeResource, Maker, ResourceIdentity } from './making.ts';
import { messagingMakers } from './messaging.ts';
import { networkMakers } from './network.ts';

export { canonicalZoneOf } from './balancing.ts';
export type { MadeResource, ResourceIdentity } from './making.ts';

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
export function make(making: ResourceIdentity): MadeResource {
  const special = makers.get(making.type);
  if (special !== undefined) return withOffered(making, special(making));
  return isCustomResource(making.type) ? custom(making) : madeBySpecification(making);
}

const custom: Maker = (making) => ({
  physicalId: `${making.stackName}_${making.logicalId}_${making.identifiers.upperSuffix(8)}`,
  attributes: {},
});

/** What the type's own rules leave out. */
const withOffered = (making: ResourceIdentity, made: MadeResource): MadeResource => {
  const attributes: Record<string, AttributeValue> = { ...made.attributes };
  for (const [name, shape] of traitsOf(making.type)?.attributes ?? [])
    attributes[name] ??= textOf(making.properties, name) ?? offered(making, made.physicalId, name, shape);
  return { ...made, attributes };
};

/** What `Fn::GetAtt` gives; undefined when the type has no such attribute. */
export function attributeOf(
  type: string,
  logicalId: string,
  attributes: ReadonlyMap<string, AttributeValue>,
  name: string,
): AttributeValue | undefined {
  const known = attributes.get(name);
  if (known !== undefined) return known;
  // A custom resource answers with whatever its function put into Data.
  if (isCustomResource(type)) return `${logicalId}-${name}`.toLowerCase();
  // A type outside the table: nobody here knows its attributes, so every one is granted.
  return traitsOf(type) === undefined ? `${logicalId}-${name}` : undefined;
}
