import table from './resource-types.json' with { type: 'json' };

export type Recreation = 'Never' | 'Conditionally' | 'Always';
export type AttributeShape = 'text' | 'list' | 'number' | 'boolean' | 'structure';

interface PropertyTraits {
  readonly required: boolean;
  /** What a change of it does to the physical resource. */
  readonly recreation: Recreation;
  /** The only values it takes, where the specification names them. */
  readonly allowed?: readonly string[];
}

export interface TypeTraits {
  readonly properties: ReadonlyMap<string, PropertyTraits>;
  readonly required: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeShape>;
  /** What the physical resource is known by. */
  readonly identifier: readonly string[];
  /** What `Ref` gives, its parts joined by `|`. */
  readonly reference: readonly string[];
  /** The property that carries tags, where the type has them. */
  readonly tags?: string;
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

/** The line's form is told where it is written: `.ci/generate-replacement.mjs`. */
const traitsIn = (type: string, line: string): TypeTraits => {
  const [properties = '', attributes = '', identifier = '', reference = '', tags = '', arn = ''] =
    line.split('\t');
  const named = new Map(words(properties).map(propertyIn));
  const offered = words(attributes).map(attributeIn);
  const known = offered[Number(identifier || NaN)]?.[0] ?? identifier;
  const tagged = tags === '' && named.has('Tags') ? 'Tags' : tags.replace('-', '');
  return {
    properties: named,
    required: [...named].filter(([, { required }]) => required).map(([name]) => name),
    attributes: new Map(offered),
    identifier: words(known),
    reference: words(reference === '' ? known : reference),
    ...(tagged === '' ? {} : { tags: tagged }),
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
  const [, name = '', marks = '', allowed] = /^([^*!?=]+)([*!?]*)(?:=(.*))?$/.exec(word) ?? [];
  return [
    name,
    {
      required: marks.includes('*'),
      recreation: marks.includes('!') ? 'Always' : marks.includes('?') ? 'Conditionally' : 'Never',
      allowed: allowed?.split('|'),
    },
  ];
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
