import table from './resource-types.json' with { type: 'json' };

export type Recreation = 'Never' | 'Conditionally' | 'Always';
export type AttributeShape = 'text' | 'list' | 'number' | 'boolean' | 'structure';

/** What must be in a property: in each item of its list, where it is one. */
export interface PropertyShape {
  /** And in each of its map. */
  readonly isMap: boolean;
  /** The only values it takes, where the specification names them. */
  readonly allowed?: readonly string[];
  /** They may be written in any case. */
  readonly anyCase: boolean;
  /** Of the structure that it is, where such values are in that. */
  readonly definition?: string;
}

interface PropertyTraits extends PropertyShape {
  readonly required: boolean;
  /** What a change of it does to the physical resource. */
  readonly recreation: Recreation;
}

export interface TypeTraits {
  readonly properties: ReadonlyMap<string, PropertyTraits>;
  /** Structures by their names; of their properties those that lead to named values. */
  readonly definitions: ReadonlyMap<string, ReadonlyMap<string, PropertyShape>>;
  readonly required: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeShape>;
  /** What the physical resource is known by. */
  readonly identifier: readonly string[];
  /** What `Ref` gives, its parts joined by `|`. */
  readonly reference: readonly string[];
  /** The property that carries tags, where the type has them. */
  readonly tags?: string;
  /** They are a map there, no list. */
  readonly tagsByName: boolean;
  /** `s3:::${BucketName}` after the partition; `@` stands for region and account. */
  readonly arn?: string;
}

let known: ReadonlyMap<string, string> | undefined;
const lines = (): ReadonlyMap<string, string> =>
  (known ??= new Map<string, string>(Object.entries(table.types)));
const read = new Map<string, TypeTraits>();

/** Every type of AWS's specification, sorted. */
export const typeNames = (): readonly string[] =>
  [...lines()].flatMap(([type, line]) => (line === '' ? [] : [type])).sort();

/** Whether CloudFormation has it, though perhaps nothing but its name is known here. */
export const isKnownType = (type: string): boolean => lines().has(type);

/** What AWS's specification says of a resource type; undefined for one that it does not have. */
export function traitsOf(type: string): TypeTraits | undefined {
  const line = lines().get(type);
  if (line === undefined || line === '') return undefined;
  const traits = read.get(type) ?? traitsIn(type, line);
  read.set(type, traits);
  return traits;
}

/** The line's form is told where it is written: `.ci/generate-replacement.mjs`, `.ci/nested-properties.mjs`. */
const traitsIn = (type: string, line: string): TypeTraits => {
  const [properties = '', attributes = '', identifier = '', reference = '', tags = '', arn = '', inner = ''] =
    line.split('\t');
  const named = new Map(words(properties).map(propertyIn));
  const offered = words(attributes).map(attributeIn);
  const known = offered[Number(identifier || NaN)]?.[0] ?? identifier;
  const own = tags.replace('%', '');
  const tagged = own === '' && named.has('Tags') ? 'Tags' : own.replace('-', '');
  return {
    properties: named,
    definitions: new Map(inner.split(';').map(definitionIn)),
    required: [...named].filter(([, { required }]) => required).map(([name]) => name),
    attributes: new Map(offered),
    identifier: words(known),
    reference: words(reference === '' ? known : reference),
    ...(tagged === '' ? {} : { tags: tagged }),
    tagsByName: tags.endsWith('%'),
    ...(arn === '' ? {} : { arn: wholeArn(type, arn) }),
  };
};

const wholeArn = (type: string, arn: string): string => {
  const [, service = '', name = ''] = type.split('::');
  const parts: Readonly<Record<string, string>> = {
    i: `${name}Id`,
    n: `${name}Name`,
    s: name,
    r: 'ResourceId',
  };
  return arn
    .replace(/^@/, `${service.toLowerCase()}@`)
    .replace('@=', `@${name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()}`)
    .replace('@~', `@${name.toLowerCase()}`)
    .replace(/\$([insr])/g, (_, mark: string) => `\${${parts[mark] ?? ''}}`);
};

const words = (field: string): readonly string[] => (field === '' ? [] : field.split(' '));

const propertyIn = (word: string): [string, PropertyTraits] => {
  const [, name = '', marks = '', map, mark, rest = ''] =
    /^([^*!?=~{>]+)([*!?]*)(\{\})?(?:([=~>])(.*))?$/.exec(word) ?? [];
  return [
    name,
    {
      required: marks.includes('*'),
      recreation: marks.includes('!') ? 'Always' : marks.includes('?') ? 'Conditionally' : 'Never',
      isMap: map !== undefined,
      anyCase: mark === '~',
      allowed: mark === '=' || mark === '~' ? rest.split('|') : undefined,
      definition: mark !== '>' ? undefined : rest === '' ? name : rest,
    },
  ];
};

const definitionIn = (text: string): [string, ReadonlyMap<string, PropertyShape>] => {
  const [name = '', ...properties] = text.split(' ');
  return [name, new Map(properties.map(propertyIn))];
};

const shapes: readonly (readonly [string, AttributeShape])[] = [
  ['[]', 'list'],
  ['{}', 'structure'],
  ['#', 'number'],
  ['~', 'boolean'],
];

const attributeIn = (word: string): [string, AttributeShape] => {
  const [mark, shape] = shapes.find(([ending]) => word.endsWith(ending)) ?? ['', 'text' as const];
  return [word.slice(0, word.length - mark.length), shape];
};
