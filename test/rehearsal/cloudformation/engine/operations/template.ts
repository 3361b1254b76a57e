import fc from 'fast-check';

/** How a version of a template has a resource; its type stays through all of them. */
interface MadeResource {
  readonly there: boolean;
  readonly needs: readonly number[];
  readonly explicit: boolean;
  readonly label: number;
  /** Another name is another physical resource. */
  readonly name: number;
  readonly deletion: string | undefined;
  readonly replacing: string | undefined;
  readonly condition: string | undefined;
}

/** Types by index, of the root's resources and of those in the nested stacks; beyond them all: a nested stack. */
export interface MadeKinds {
  readonly own: readonly number[];
  readonly child: readonly number[];
  readonly grandchild: readonly number[];
}

/** One version of it. */
export interface MadeTemplate {
  readonly own: readonly MadeResource[];
  readonly child: readonly MadeResource[];
  readonly grandchild: readonly MadeResource[];
  /** Which conditions hold. */
  readonly on: readonly string[];
}

/** For each type: what names it, what changes in place, and what may refer to others. */
const types: readonly (readonly [string, string, string, string])[] = [
  ['AWS::SNS::Topic', 'TopicName', 'DisplayName', 'Tags'],
  ['AWS::SQS::Queue', 'QueueName', 'DelaySeconds', 'Tags'],
  ['AWS::S3::Bucket', 'BucketName', 'CorsConfiguration', 'Tags'],
  ['AWS::Logs::LogGroup', 'LogGroupName', 'FieldIndexPolicies', 'Tags'],
  ['Custom::Thing', 'Other', 'Label', 'Uses'],
];

const resource = fc.record({
  there: fc.constantFrom(true, true, true, false),
  needs: fc.array(fc.nat(8), { maxLength: 2 }),
  explicit: fc.boolean(),
  label: fc.nat(2),
  name: fc.nat(3),
  deletion: fc.constantFrom(undefined, undefined, 'Retain', 'RetainExceptOnCreate', 'Delete'),
  replacing: fc.constantFrom(undefined, undefined, 'Retain', 'Delete'),
  condition: fc.constantFrom(undefined, undefined, 'A', 'B'),
});
const exactly = (length: number) => fc.array(resource, { minLength: length, maxLength: length });
/** A nested stack twice as often as any other. */
const kind = fc.nat(types.length + 1);

export const madeKinds: fc.Arbitrary<MadeKinds> = fc.record({
  own: fc.array(kind, { minLength: 1, maxLength: 5 }),
  child: fc.array(kind, { minLength: 1, maxLength: 3 }),
  grandchild: fc.array(fc.nat(types.length - 1), { minLength: 1, maxLength: 3 }),
});
export const madeTemplate: fc.Arbitrary<MadeTemplate> = fc.record({
  own: exactly(5),
  child: exactly(3),
  grandchild: exactly(3),
  on: fc.subarray(['A', 'B']),
});

const absent = { 'Fn::Equals': ['yes', 'no'] };
const present = { 'Fn::Equals': ['yes', 'yes'] };

const bodyOf = (
  place: string,
  kinds: readonly number[],
  made: readonly MadeResource[],
  { on, inner }: { readonly on: readonly string[]; readonly inner?: string },
): string => {
  const one = (type: number, index: number): readonly (readonly [string, object])[] => {
    const own = made[index];
    return own?.there === true ? [[`${place}${index}`, bodyOfOne(place, type, index, made, inner)]] : [];
  };
  return JSON.stringify({
    Conditions: Object.fromEntries(['A', 'B'].map((id) => [id, on.includes(id) ? present : absent])),
    Resources: { [`${place}Always`]: { Type: 'AWS::SNS::Topic' }, ...Object.fromEntries(kinds.flatMap(one)) },
  });
};

const bodyOfOne = (
  place: string,
  type: number,
  index: number,
  made: readonly MadeResource[],
  inner = '',
): object => {
  const own = made[index];
  // Nothing may hang on what is not there, or is left out by a condition.
  const free = (need: number): boolean => made[need]?.there === true && made[need].condition === undefined;
  const ids = [...new Set(own?.needs)]
    .filter((need) => need < index && free(need))
    .map((need) => `${place}${need}`);
  const [Type, name, label, uses] = types[type] ?? ['AWS::CloudFormation::Stack', '', '', ''];
  const nested = types[type] === undefined;
  return {
    Type,
    ...(own?.deletion === undefined ? {} : { DeletionPolicy: own.deletion }),
    ...(own?.replacing === undefined || nested ? {} : { UpdateReplacePolicy: own.replacing }),
    ...(own?.condition === undefined ? {} : { Condition: own.condition }),
    ...(own?.explicit === true || nested ? { DependsOn: ids } : {}),
    Properties: nested
      ? { TemplateURL: `https://parts.s3.amazonaws.com/${inner}` }
      : {
          [label]: own?.label ?? 0,
          // Two names in four are CloudFormation's own.
          ...((own?.name ?? 2) < 2 ? { [name]: `n${own?.name ?? 0}-${place.toLowerCase()}${index}` } : {}),
          ...(own?.explicit === true ? {} : { [uses]: ids.map((Ref) => ({ Ref })) }),
        },
  };
};

/** The root's text, and those of its nested stacks by their paths. */
export const textsOf = (
  kinds: MadeKinds,
  made: MadeTemplate,
  version: number,
): { readonly root: string; readonly parts: readonly (readonly [string, string])[] } => {
  const { on } = made;
  const [child, grandchild] = [`${version}/child.json`, `${version}/grandchild.json`];
  return {
    root: bodyOf('R', kinds.own, made.own, { on, inner: child }),
    parts: [
      [child, bodyOf('C', kinds.child, made.child, { on, inner: grandchild })],
      [grandchild, bodyOf('G', kinds.grandchild, made.grandchild, { on })],
    ],
  };
};
