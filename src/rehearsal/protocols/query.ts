import { treeOf, type FormNode } from './form.ts';
import { readScalar } from './scalar.ts';
import { membersOf, traitText, type Shape, type ShapeMember } from './schema.ts';

/** EC2 writes lists flat, and capitalises names it has no other word for. */
type Dialect = 'awsQuery' | 'ec2Query';

const wireName = (member: ShapeMember, dialect: Dialect): string => {
  const xmlName = traitText(member.traits, 'xmlName');
  if (dialect === 'awsQuery') return xmlName ?? member.name;
  const ec2Name = traitText(member.traits, 'ec2QueryName');
  if (ec2Name !== undefined) return ec2Name;
  const name = xmlName ?? member.name;
  return name.charAt(0).toUpperCase() + name.slice(1);
};

const numbered = (node: FormNode): readonly FormNode[] =>
  [...node.children]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);

const readList = (
  node: FormNode,
  shape: Shape & { kind: 'list' },
  flat: boolean,
  dialect: Dialect,
): unknown[] => {
  const itemName = traitText(shape.member.traits, 'xmlName') ?? 'member';
  const holder = flat || dialect === 'ec2Query' ? node : (node.children.get(itemName) ?? node);
  return numbered(holder).map((item) => read(item, shape.member.shape, false, dialect));
};

const readMap = (
  node: FormNode,
  shape: Shape & { kind: 'map' },
  flat: boolean,
  dialect: Dialect,
): unknown => {
  const keyName = traitText(shape.key.traits, 'xmlName') ?? 'key';
  const valueName = traitText(shape.value.traits, 'xmlName') ?? 'value';
  const entries = numbered(flat ? node : (node.children.get('entry') ?? node)).map((entry) => {
    const value = entry.children.get(valueName);
    return [
      entry.children.get(keyName)?.text ?? '',
      value === undefined ? '' : read(value, shape.value.shape, false, dialect),
    ] as const;
  });
  return Object.assign(Object.create(null) as object, Object.fromEntries(entries));
};

const readStructure = (node: FormNode, shape: Shape, dialect: Dialect): Record<string, unknown> => {
  const out: Record<string, unknown> = {};
  for (const member of membersOf(shape)) {
    const child = node.children.get(wireName(member, dialect));
    if (child !== undefined)
      out[member.name] = read(child, member.shape, member.traits['xmlFlattened'] === 1, dialect);
  }
  return out;
};

const read = (node: FormNode, shape: Shape, flat: boolean, dialect: Dialect): unknown => {
  if (shape.kind === 'structure') return readStructure(node, shape, dialect);
  if (shape.kind === 'list') return readList(node, shape, flat, dialect);
  if (shape.kind === 'map') return readMap(node, shape, flat, dialect);
  return readScalar(node.text ?? '', shape);
};

/** The input of an awsQuery or ec2Query call from its form body. */
export const readQuery = (form: URLSearchParams, input: Shape, dialect: Dialect): Record<string, unknown> =>
  readStructure(treeOf(form), input, dialect);
