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

/** Every leaf that grants: an allowed action, a principal, a policy ARN, a source address. Denies count apart. */
const grantsIn = (value: Json | undefined, denied = false): readonly string[] => {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one: Json) => grantsIn(one, denied));
  if (!isRecord(value)) return [`${denied ? '!' : ''}${String(value)}`];
  const deny = denied || value['Effect'] === 'Deny';
  return Object.entries(value)
    .filter(([key]) => !['Sid', 'Effect', 'Version', 'Description', 'PolicyName'].includes(key))
    .flatMap(([, one]) => grantsIn(one, deny));
};

/** Values that CloudFormation masks, shortens or learns only later cannot be compared. */
const opaque = (text: string | undefined): boolean =>
  text === undefined || text.includes(noEchoMask) || text.includes('{{changeSet:KNOWN_AFTER_APPLY}}');

const propertyText = (property: ChangedProperty): string | undefined => {
  const { name, before, after } = property;
  if (/PermissionsBoundary/.test(name) && before !== undefined && after === undefined)
    return 'the permissions boundary is taken away';
  if (opaque(after) || opaque(before)) return `${name} changes (cannot compare)`;
  const had = new Set(grantsIn(parsed(before)));
  const has = new Set(grantsIn(parsed(after)));
  const gained = [...has].filter((one) => !had.has(one) && !one.startsWith('!'));
  const lostDenies = [...had]
    .filter((one) => one.startsWith('!') && !has.has(one))
    .map((one) => one.slice(1));
  const list = (items: readonly string[]): string => shortText(items.join(', '), 120);
  if (gained.length > 0) return `${name} gains ${list(gained)}`;
  return lostDenies.length > 0 ? `${name} no longer denies ${list(lostDenies)}` : undefined;
};

const textOf = (change: Change): string | undefined => {
  if (change.action === 'Add') return grants.includes(change.type) ? 'is new' : undefined;
  if (change.action !== 'Modify' || !watched.test(change.type)) return undefined;
  const concerned = change.properties.filter(({ name }) => properties.test(name));
  return concerned.map(propertyText).find((text) => text !== undefined);
};

/** IAM, policy and security-group changes to a running stack that widen access, in plan order. */
export const wideningChanges = (changes: readonly Change[]): readonly Widening[] =>
  changes.flatMap((change) => {
    const text = textOf(change);
    return text === undefined ? [] : [{ change, text }];
  });
