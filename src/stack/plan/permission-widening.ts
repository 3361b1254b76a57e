import type { Json } from '../../core/json.ts';
import { noEchoMask } from '../../core/parameter.ts';
import type { Change, ChangedProperty } from '../../core/stack.ts';
import { shortText } from '../../core/text.ts';

/** A change after which more may be done, or from more places, than before. */
export interface Widening {
  readonly change: Change;
  /** What becomes possible, for the list of its own under the plan. */
  readonly text: string;
}

/** Types whose very addition to a running stack gives somebody access. */
const grants: readonly string[] = [
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::GroupPolicy',
  'AWS::IAM::UserToGroupAddition',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::AccessKey',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::Lambda::Permission',
  'AWS::S3::BucketPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SNS::TopicPolicy',
];
const watched =
  /^AWS::IAM::|^AWS::EC2::SecurityGroup|^AWS::(S3::Bucket|SQS::Queue|SNS::Topic)Policy$|^AWS::KMS::Key$|^AWS::Lambda::Permission$/;
const properties =
  /Polic|AssumeRole|ManagedPolicyArns|PermissionsBoundary|Ingress|Cidr|SourceSecurityGroup|Port|Principal|Action$/i;

const parsed = (text: string | undefined): Json | undefined => {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a statement says of all that is in it. */
interface Terms {
  readonly denied: boolean;
  /** JSON text; empty: none. */
  readonly condition: string;
}
type Leaf = Terms & { readonly text: string };

const termsOf = (statement: { readonly [key: string]: Json }): Terms => ({
  denied: statement['Effect'] === 'Deny',
  condition: statement['Condition'] === undefined ? '' : JSON.stringify(statement['Condition']),
});

const notCompared = ['Sid', 'Effect', 'Condition', 'Version', 'Description', 'PolicyName'];

/** Every leaf that grants: an allowed action, a principal, a policy ARN, a source address. */
const leavesOf = (
  value: Json | undefined,
  terms: Terms = { denied: false, condition: '' },
): readonly Leaf[] => {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one: Json) => leavesOf(one, terms));
  if (!isRecord(value)) return [{ ...terms, text: String(value) }];
  const own = 'Effect' in value ? termsOf(value) : terms;
  return Object.entries(value)
    .filter(([key]) => !notCompared.includes(key))
    .flatMap(([, one]) => leavesOf(one, own));
};

/** By leaf. */
type LeafConditions = ReadonlyMap<string, ReadonlySet<string>>;

/** The conditions under which each leaf is allowed, or denied. */
const conditionsBy = (leaves: readonly Leaf[], denied: boolean): LeafConditions => {
  const found = new Map<string, Set<string>>();
  for (const { text, condition } of leaves.filter((leaf) => leaf.denied === denied))
    found.set(text, new Set([...(found.get(text) ?? []), condition]));
  return found;
};

/**
 * Leaves of both that `wider` has under a condition which `narrower` has not. Whether that asks for more or for less,
 * nobody can tell here.
 */
const underOthers = (wider: LeafConditions, narrower: LeafConditions): readonly string[] =>
  [...wider].flatMap(([text, conditions]) => {
    const known = narrower.get(text);
    const other = known !== undefined && !known.has('') && [...conditions].some((one) => !known.has(one));
    return other ? [text] : [];
  });

const missingIn = (all: LeafConditions, those: LeafConditions): readonly string[] =>
  [...all.keys()].filter((one) => !those.has(one));

/** Values that CloudFormation masks, shortens or learns only later cannot be compared. */
const opaque = (text: string | undefined): boolean =>
  text === undefined || text.includes(noEchoMask) || text.includes('{{changeSet:KNOWN_AFTER_APPLY}}');

const propertyText = (property: ChangedProperty): string | undefined => {
  const { name, before, after } = property;
  if (/PermissionsBoundary/.test(name) && before !== undefined && after === undefined)
    return 'the permissions boundary is taken away';
  if (opaque(after) || opaque(before)) return `${name} changes (cannot compare)`;
  const [had, has] = [leavesOf(parsed(before)), leavesOf(parsed(after))];
  const [allowed, allows] = [conditionsBy(had, false), conditionsBy(has, false)];
  const [denied, denies] = [conditionsBy(had, true), conditionsBy(has, true)];
  const others = new Set([...underOthers(allows, allowed), ...underOthers(denied, denies)]);
  const phrases: readonly (readonly [string, readonly string[]])[] = [
    ['gains', missingIn(allows, allowed)],
    ['no longer denies', missingIn(denied, denies)],
    ['has other conditions for', [...others]],
  ];
  const [phrase] = phrases.filter(([, items]) => items.length > 0);
  return phrase && `${name} ${phrase[0]} ${shortText(phrase[1].join(', '), 120)}`;
};

const textOf = (change: Change): string | undefined => {
  if (change.action === 'Add') return grants.includes(change.type) ? 'is new' : undefined;
  if (change.action !== 'Modify' || !watched.test(change.type)) return undefined;
  const concerned = change.properties.filter(({ name }) => properties.test(name));
  const texts = concerned.map(propertyText).filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts.join('; ');
};

/** IAM, policy and security-group changes to a running stack that widen access, in plan order. */
export const wideningChanges = (changes: readonly Change[]): readonly Widening[] =>
  changes.flatMap((change) => {
    const text = textOf(change);
    return text === undefined ? [] : [{ change, text }];
  });
