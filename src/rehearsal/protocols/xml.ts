import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { ServiceError } from '../service.ts';
import { readScalar, writeScalar } from './scalar.ts';
import { traitText } from './schema.ts';
import type { ShapeMember, Shape, StructureShape, TypedShape } from './schema.ts';

/** XML bodies by schema, both ways; used by awsQuery, ec2Query (answers only) and restXml. */

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // A parser would fold these into a line feed or a blank.
  '\r': '&#xD;',
};
/** Characters that XML 1.0 cannot carry in any form are left out. */
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text between tags, where a quotation mark is like any other character. */
export const escapeXml = (text: string): string =>
  text.replace(notInXml, '').replace(/[&<>\r]/g, (character) => escapes[character] ?? character);

const escapeAttribute = (text: string): string => escapeXml(text).replaceAll('"', '&quot;');

export const element = (name: string, inner: string, attributes = ''): string =>
  `<${name}${attributes}>${inner}</${name}>`;

const writeList = (name: string, items: readonly unknown[], member: TypedShape, flat: boolean): string => {
  const itemName = flat ? name : (traitText(member.traits, 'xmlName') ?? 'member');
  const inner = items.map((item) => writeNamed(itemName, item, member.shape, false)).join('');
  return flat ? inner : element(name, inner);
};

const writeMap = (name: string, value: object, shape: Shape & { kind: 'map' }, flat: boolean): string => {
  const keyName = traitText(shape.key.traits, 'xmlName') ?? 'key';
  const valueName = traitText(shape.value.traits, 'xmlName') ?? 'value';
  const entries = Object.entries(value).map(([key, item]) =>
    element(
      flat ? name : 'entry',
      element(keyName, escapeXml(key)) + writeNamed(valueName, item, shape.value.shape, false),
    ),
  );
  return flat ? entries.join('') : element(name, entries.join(''));
};

const isAttribute = (member: ShapeMember): boolean => member.traits['xmlAttribute'] !== undefined;

/** The members of a structure, one element each. */
export const writeMembers = (value: object, members: readonly ShapeMember[]): string =>
  members
    .map((member) => {
      const item = (value as Record<string, unknown>)[member.name];
      if (item === undefined || item === null || isAttribute(member)) return '';
      const name = traitText(member.traits, 'xmlName') ?? member.name;
      return writeNamed(name, item, member.shape, member.traits['xmlFlattened'] === 1);
    })
    .join('');

const attributesOf = (value: object, shape: StructureShape): string =>
  shape.members
    .filter(isAttribute)
    .map((member) => {
      const name = traitText(member.traits, 'xmlName') ?? member.name;
      const item = (value as Record<string, unknown>)[member.name];
      return typeof item === 'string' ? ` ${name}="${escapeAttribute(item)}"` : '';
    })
    .join('');

/** What is frozen is written once: whoever watches an operation reads the same events hundreds of times. */
const written = new WeakMap<
  object,
  { readonly name: string; readonly shape: Shape; readonly text: string }
>();

const writeStructure = (name: string, value: object, shape: StructureShape): string => {
  const known = written.get(value);
  if (known?.name === name && known.shape === shape) return known.text;
  const text = element(name, writeMembers(value, shape.members), attributesOf(value, shape));
  if (Object.isFrozen(value)) written.set(value, { name, shape, text });
  return text;
};

const writeNamed = (name: string, value: unknown, shape: Shape, flat: boolean): string => {
  if (value === undefined || value === null) return '';
  if (shape.kind === 'structure') return writeStructure(name, value, shape);
  if (shape.kind === 'list') return writeList(name, value as readonly unknown[], shape.member, flat);
  if (shape.kind === 'map') return writeMap(name, value, shape, flat);
  return element(name, escapeXml(writeScalar(value, shape, 'date-time')));
};

/** One element for a payload member; a plain one carries the attributes too, which clients count on. */
export function writeElement(name: string, value: unknown, shape: Shape, attributes = ''): string {
  if (shape.kind === 'structure')
    return element(name, writeMembers(value as object, shape.members), attributes);
  if (shape.kind === 'list' || shape.kind === 'map') return writeNamed(name, value, shape, false);
  return element(name, escapeXml(writeScalar(value, shape, 'date-time')), attributes);
}

interface XmlNode {
  readonly name: string;
  text: string;
  readonly children: XmlNode[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
});

const nodesOf = (parsed: readonly Record<string, unknown>[], into: XmlNode): XmlNode => {
  for (const entry of parsed)
    for (const [name, value] of Object.entries(entry)) {
      if (name === '#text') into.text += String(value);
      else if (name !== ':@' && Array.isArray(value))
        into.children.push(nodesOf(value as Record<string, unknown>[], { name, text: '', children: [] }));
    }
  return into;
};

const malformedXml = (): ServiceError =>
  new ServiceError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

/** The parser throws for elements by the name of `__proto__` and for those nested too deeply. */
const parsedNodes = (text: string): readonly Record<string, unknown>[] => {
  try {
    return parser.parse(text) as Record<string, unknown>[];
  } catch {
    throw malformedXml();
  }
};

/** @throws ServiceError MalformedXML; a document type is refused, so that no entity can expand. */
const parseXml = (text: string): XmlNode => {
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) throw malformedXml();
  const top = nodesOf(parsedNodes(text), { name: '', text: '', children: [] });
  const root = top.children[0];
  if (root === undefined) throw malformedXml();
  return root;
};

const readListNode = (holder: readonly XmlNode[], member: TypedShape): unknown[] =>
  holder.map((node) => readNode(node, member.shape));

const readMember = (node: XmlNode, member: ShapeMember): unknown => {
  const name = traitText(member.traits, 'xmlName') ?? member.name;
  const found = node.children.filter((child) => child.name === name);
  const first = found[0];
  if (first === undefined) return undefined;
  if (member.shape.kind !== 'list') return readNode(first, member.shape);
  return member.traits['xmlFlattened'] === 1
    ? readListNode(found, member.shape.member)
    : readListNode(first.children, member.shape.member);
};

const readNode = (node: XmlNode, shape: Shape): unknown => {
  if (shape.kind === 'structure') {
    const out: Record<string, unknown> = {};
    for (const member of shape.members) {
      const value = readMember(node, member);
      if (value !== undefined) out[member.name] = value;
    }
    return out;
  }
  if (shape.kind === 'list') return readListNode(node.children, shape.member);
  return readScalar(node.text, shape);
};

/** A body whose root stands for a structure or a payload member. */
export const readXml = (text: string, shape: Shape): Record<string, unknown> =>
  readNode(parseXml(text), shape) as Record<string, unknown>;
