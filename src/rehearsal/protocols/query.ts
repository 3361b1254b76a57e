import { ServiceError } from '../service.ts';
import { readScalar } from './scalar.ts';
import { membersOf, traitText } from './schema.ts';
import type { ShapeMember, Shape } from './schema.ts';

/** `A.member.1.B=x` as a tree; maps, so that no key can reach a prototype. */
interface FormNode {
  text?: string;
  readonly children: Map<string, FormNode>;
}

const maxDepth = 40;

const treeOf = (form: URLSearchParams): FormNode => {
  const root: FormNode = { children: new Map() };
  for (const [key, value] of form) {
    const steps = key.split('.');
    if (steps.length > maxDepth)
      throw new ServiceError('MalformedQueryString', 'A parameter is nested too deeply');
    let node = root;
    for (const step of steps) {
      const next = node.children.get(step) ?? { children: new Map<string, FormNode>() };
      node.children.set(step, next);
      node = next;
    }
    node.text = value;
  }
  return root;
};

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
