import { isMap, isScalar, isSeq } from 'yaml';
import type { ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { DuplicateKey, TemplateValue } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import type { YamlDocument } from './yaml.ts';
import { templateInvalid } from '../errors.ts';
import { remember } from './lines.ts';
import { plainScalar } from './plain-scalar.ts';
import { argumentOf, longFormOf } from './short-forms.ts';

/** How a document is read. */
interface ValueReading extends Pick<YamlDocument, 'lineAt'> {
  /** Told of a key that its mapping has already; without it such a key is refused. */
  readonly duplicate?: (key: DuplicateKey) => void;
}

/** Nodes as plain values: short forms in their long form, mappings without a prototype (`__proto__` is a key like any other). */
export function valueOf(node: ParsedNode | null, reading: ValueReading): TemplateValue {
  if (node === null) return null;
  const tag = node.tag ?? '';
  const line = reading.lineAt(node.range[0]);
  if (!tag.startsWith('!')) return untagged(node, tag, reading);
  // YAML's own: what it is by its shape, a scalar being text. `! "Ref"`, a stray blank, is the key `Ref`.
  if (tag === '!') return isScalar(node) ? scalarOf(node, 'str') : untagged(node, '', reading);
  const longForm = longFormOf(tag);
  if (longForm === undefined)
    throw templateInvalid(`"${shortText(tag)}" is not a function CloudFormation knows.`, { line });
  // A tagged scalar is text whatever it looks like: `!Ref On` names a parameter `On`.
  const argument = isScalar(node) ? scalarOf(node, 'str') : untagged(node, '', reading);
  const value = mapping([[longForm, argumentOf(longForm, argument)]]);
  remember(value, { line, entries: new Map() });
  return value;
}

const coreTag = 'tag:yaml.org,2002:';
/** Types of YAML that CloudFormation names as unsupported, beside aliases and merges. */
const unsupported = ['binary', 'omap', 'pairs', 'set', 'timestamp', 'merge'];

const untagged = (node: ParsedNode, tag: string, reading: ValueReading): TemplateValue => {
  const name = tag.replace(coreTag, '');
  if (unsupported.includes(name))
    throw templateInvalid(`the YAML type "!!${name}" is not supported by CloudFormation.`, {
      line: reading.lineAt(node.range[0]),
    });
  if (isMap(node)) return mappingOf(node, reading);
  if (isSeq(node)) return listOf(node, reading);
  return scalarOf(node as Scalar.Parsed, name);
};

const scalarOf = (node: Scalar.Parsed, tag: string): TemplateValue => {
  const text = typeof node.value === 'string' ? node.value : '';
  return node.type === 'PLAIN' && tag !== 'str' ? plainScalar(text) : text;
};

const listOf = (node: YAMLSeq.Parsed, reading: ValueReading): TemplateValue => {
  const list = node.items.map((item) => valueOf(item, reading));
  const entries = node.items.map((item, index): [number, number] => [index, reading.lineAt(item.range[0])]);
  remember(list, { line: reading.lineAt(node.range[0]), entries: new Map(entries) });
  return list;
};

const mappingOf = (node: YAMLMap.Parsed, reading: ValueReading): TemplateValue => {
  const entries = new Map<string, number>();
  const pairs = node.items.map((pair): [string, TemplateValue] => {
    const line = reading.lineAt(pair.key.range[0]);
    const key = keyOf(pair.key, line);
    const earlier = entries.get(key);
    if (earlier !== undefined) noteDuplicate({ key, line, earlier }, reading);
    entries.set(key, line);
    return [key, valueOf(pair.value, reading)];
  });
  const value = mapping(pairs);
  remember(value, { line: reading.lineAt(node.range[0]), entries });
  return value;
};

const noteDuplicate = (found: DuplicateKey, { duplicate }: ValueReading): void => {
  if (duplicate !== undefined) return duplicate(found);
  const { key, line, earlier } = found;
  throw templateInvalid(`"${shortText(key)}" is given twice; line ${earlier} has it already.`, { line });
};

const keyOf = (node: ParsedNode, line: number): string => {
  const tag = node.tag ?? '';
  const key = isScalar(node) && (tag === '!' || !tag.startsWith('!')) ? scalarOf(node, '') : null;
  if (key === '<<' && (node as Scalar.Parsed).type === 'PLAIN')
    throw templateInvalid('"<<" merges mappings, which CloudFormation does not support.', {
      line,
      hint: 'Write the merged entries out in full.',
    });
  if (key === null || typeof key === 'object')
    throw templateInvalid('a key must be a name; this one is a list, a mapping or empty.', { line });
  return String(key);
};

const mapping = (pairs: readonly (readonly [string, TemplateValue])[]): Record<string, TemplateValue> => {
  const value = Object.create(null) as Record<string, TemplateValue>;
  for (const [key, entry] of pairs) value[key] = entry;
  return value;
};
