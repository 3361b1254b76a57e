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
export const typeNames = (): readonly string[] => [...lines().keys()].sort();

/** What AWS's specification says of a resource type; undefined for one that it does not have. */
export function traitsOf(type: string): TypeTraits | undefined {
  const line = lines().get(type);
  if (line === undefined) return undefined;
  const traits = read.get(type) ?? traitsIn(line);
  read.set(type, traits);
  return traits;
}

/** The line's form is told where it is written: `.ci/generate-replacement.mjs`. */
const traitsIn = (line: string): TypeTraits => {
  const [properties = '', attributes = '', identifier = '', reference = '', tags = '', arn = ''] =
    line.split('\t');
  const named = new Map(words(properties).map(propertyIn));
  return {
    properties: named,
    required: [...named].filter(([, { required }]) => required).map(([name]) => name),
    attributes: new Map(words(attributes).map(attributeIn)),
    identifier: words(identifier),
    reference: words(reference === '' ? identifier : reference),
    ...(tags === '' ? {} : { tags }),
    ...(arn === '' ? {} : { arn }),
  };
};

const words = (field: string): readonly string[] => (field === '' ? [] : field.split(' '));

const propertyIn = (word: string): [string, PropertyTraits] => {
  const [, name = '', marks = '', allowed] = /^([^*!?=]+)([*!?]*)(?:=(.*))?$/.exec(word) ?? [];
  return [
    name,
    {
      required: marks.includes('*'),
      recreation: marks.includes('!') ? 'Always' : marks.includes('?') ? 'Conditionally' : 'Never',
      ...(allowed === undefined ? {} : { allowed: allowed.split('|') }),
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
