import { createHash } from 'node:crypto';
import { Identifiers } from '../model/identifiers.ts';
import { textOf } from '../model/values.ts';
import { traitsOf, type AttributeShape, type TypeTraits } from '../planning/resource-types.ts';
import { idOf } from './id-shapes.ts';
import {
  arn,
  generatedName,
  type AttributeValue,
  type MadeResource,
  type ResourceIdentity,
} from './making.ts';

/** What one resource of a type without rules of its own is called. */
interface Names {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
}

/** The physical id as the specification says it is put together; a generated name where it says nothing. */
export function madeBySpecification(making: ResourceIdentity): MadeResource {
  const traits = traitsOf(making.type);
  const named = nameOf(making, traits);
  if (traits === undefined) return { physicalId: named, attributes: {} };
  const id = traits.reference.some(isId) ? idOf(making) : named;
  const names = { name: named, id, arn: arnOf(making, traits, named, id) };
  const given = (part: string): string | undefined =>
    traits.attributes.has(part) ? undefined : textOf(making.properties, part);
  const physicalId = traits.reference.map((part) => given(part) ?? shaped(part, names)).join('|');
  const attributes = [...traits.attributes].map(([attribute, shape]) => [
    attribute,
    attributeOf(making, names, attribute, shape),
  ]);
  return {
    physicalId: physicalId === '' ? named : physicalId,
    attributes: Object.fromEntries(attributes) as MadeResource['attributes'],
  };
}

const isId = (part: string): boolean => /(Id|ID|Identifier)$/.test(part);

const shaped = (part: string, { name, id, arn: ownArn }: Names): string =>
  /Arn$/i.test(part) ? ownArn : isId(part) ? id : name;

/** The property a type is named by is the one its identifier names, `<Type>Name` or `Name`. */
const nameOf = (making: ResourceIdentity, traits: TypeTraits | undefined): string => {
  const kind = making.type.split('::').pop() ?? '';
  const candidates = [...(traits?.identifier ?? []), ...(traits?.reference ?? []), `${kind}Name`, 'Name'];
  const settable = candidates.filter(
    (property) => /Name$|Identifier$|Id$/.test(property) && traits?.attributes.has(property) !== true,
  );
  const given = settable.map((property) => textOf(making.properties, property)).find(Boolean);
  return given ?? generatedName(making, 128, making.identifiers.suffix());
};

/** The ARN after the specification's pattern: a property of that name, or the resource's own name or id. */
const arnOf = (making: ResourceIdentity, traits: TypeTraits, name: string, id: string): string => {
  const { partition, id: account } = making.account;
  const [, service = '', kind = ''] = making.type.split('::');
  const pattern = traits.arn ?? `${service.toLowerCase()}@${kind.toLowerCase()}/\${Name}`;
  const whole = `arn:${partition}:${pattern.replace('@', `:${making.region}:${account}:`)}`;
  return whole.replace(/\$\{(\w+)\}/g, (_match, part: string) => {
    if (part === 'Region') return making.region;
    if (part === 'Account') return account;
    if (part === 'Partition') return partition;
    const given = textOf(making.properties, part);
    if (given !== undefined) return given.split(/[:/]/).pop() ?? given;
    return isId(part) ? id : name;
  });
};

const attributeOf = (
  making: ResourceIdentity,
  names: Names,
  attribute: string,
  shape: AttributeShape,
): AttributeValue => ownAttribute(making, names, attribute) ?? offered(making, names.id, attribute, shape);

/** Attributes that say who the resource itself is. */
const ownAttribute = (making: ResourceIdentity, names: Names, attribute: string): string | undefined => {
  const kind = making.type.split('::').pop() ?? '';
  if (attribute === 'Arn' || attribute === `${kind}Arn`) return names.arn;
  if (attribute === 'Id' || attribute === `${kind}Id`) return names.id;
  if (attribute === 'Name' || attribute === `${kind}Name`) return names.name;
  return textOf(making.properties, attribute);
};

/**
 * Every other attribute the type offers, in the shape its name and type suggest. Made from the resource's own id, so
 * that asking for one more attribute leaves every other id in the rehearsal as it was.
 */
export function offered(
  making: ResourceIdentity,
  own: string,
  attribute: string,
  shape: AttributeShape,
): AttributeValue {
  const seed = createHash('sha256').update(`${own} ${attribute}`).digest().readUInt32BE(0);
  const text = textLike({ ...making, identifiers: new Identifiers(seed) }, own, attribute);
  if (shape === 'list') return [text];
  return { text, number: '1', boolean: 'false', structure: '{}' }[shape];
}

const ec2Ids: readonly (readonly [RegExp, string])[] = [
  [/VpcId$/i, 'vpc'],
  [/SubnetIds?$/i, 'subnet'],
  [/SecurityGroups?(Ids?)?$/i, 'sg'],
  [/NetworkInterfaceIds?$/i, 'eni'],
  [/NetworkAcl(Id)?$/i, 'acl'],
  [/RouteTableId$/i, 'rtb'],
];

const textLike = (making: ResourceIdentity, own: string, attribute: string): string => {
  const { identifiers, account, region } = making;
  const last = attribute.split('.').pop() ?? attribute;
  const service = making.type.split('::')[1]?.toLowerCase() ?? 'service';
  const prefix = ec2Ids.find(([pattern]) => pattern.test(last))?.[1];
  if (prefix !== undefined) return `${prefix}-0${identifiers.hex(16)}`;
  if (/Arn$/i.test(last)) return own.startsWith('arn:') ? own : arn(making, service, own);
  if (/Ipv6Cidr/.test(last)) return `2600:1f18:${identifiers.hex(4)}:${identifiers.hex(2)}00::/56`;
  if (/Cidr/.test(last)) return '10.0.0.0/16';
  if (/Ip(Address(es)?)?$/i.test(last) || /IpAddrs?$/i.test(last))
    return `10.0.${identifiers.between(0, 255)}.${identifiers.between(4, 250)}`;
  if (/Port$/.test(last)) return '443';
  if (/(Endpoint|Address|Host|DomainName|Dns|DnsName)$/i.test(last))
    return `${identifiers.lowerSuffix(12)}.${region}.${service}.${account.dnsSuffix}`;
  if (/Ur[li]$/i.test(last))
    return `https://${identifiers.lowerSuffix(12)}.${service}.${region}.${account.dnsSuffix}/`;
  if (/(Status|State)$/.test(last)) return 'ACTIVE';
  if (/(Time|Timestamp|Date|At)$/.test(last)) return new Date(0).toISOString();
  if (/Version$/.test(last)) return '1';
  return /(Id|Name)$/.test(last) ? own : `${own}-${last}`;
};
