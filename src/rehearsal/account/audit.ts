import type { Caller, ServiceError } from '../service.ts';
import { randomUuid } from './random-source.ts';
import type { AccountState } from './state.ts';

/** What CloudTrail needs to know of a call. */
export interface AuditedCall {
  readonly serviceId: string;
  readonly operation: string;
  readonly region: string;
  readonly caller: Caller;
  readonly at: number;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: ServiceError;
}

const readOnly = /^(Get|List|Describe|Head|Lookup|Simulate|Validate|Estimate|Detect|Filter)/;

/** Members that name what was acted on. Values are left out of the record altogether: they may be secrets. */
const namingMembers: Readonly<Record<string, string>> = {
  StackName: 'AWS::CloudFormation::Stack',
  Bucket: 'AWS::S3::Bucket',
  RoleName: 'AWS::IAM::Role',
  Name: '',
  SecretId: 'AWS::SecretsManager::Secret',
  HostedZoneId: 'AWS::Route53::HostedZone',
};

const stackName = (text: string): string => /:stack\/([^/]+)\//.exec(text)?.[1] ?? text;

const textIn = (fields: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined => {
  const value = fields?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Stack names by change set, for ExecuteChangeSet, which may name the change set alone. */
const stackOfChangeSet = new WeakMap<AccountState, Map<string, string>>();

const changeSetsOf = (account: AccountState): Map<string, string> => {
  const known = stackOfChangeSet.get(account) ?? new Map<string, string>();
  stackOfChangeSet.set(account, known);
  return known;
};

const resourcesOf = (account: AccountState, call: AuditedCall): readonly { type: string; name: string }[] => {
  const named = Object.entries(namingMembers).flatMap(([member, type]) => {
    const name = textIn(call.input, member);
    return name === undefined ? [] : [{ type, name: member === 'StackName' ? stackName(name) : name }];
  });
  const changeSet = textIn(call.output, 'Id') ?? textIn(call.input, 'ChangeSetName');
  const made = textIn(call.output, 'StackId');
  const known = changeSetsOf(account);
  if (changeSet !== undefined && made !== undefined) known.set(changeSet, stackName(made));
  const owner = changeSet === undefined ? undefined : known.get(changeSet);
  if (owner === undefined || named.some(({ name }) => name === owner)) return named;
  return [...named, { type: 'AWS::CloudFormation::Stack', name: owner }];
};

/** CloudTrail's event history: writing calls, done or denied. */
export function audit(account: AccountState, call: AuditedCall): void {
  if (readOnly.test(call.operation)) return;
  const source = `${call.serviceId}.amazonaws.com`;
  const id = randomUuid();
  account.trailEvents.push({
    id,
    at: call.at,
    region: call.region,
    name: call.operation,
    source,
    userName: call.caller.arn.split('/').at(-1) ?? '',
    readOnly: false,
    resources: resourcesOf(account, call),
    record: JSON.stringify({
      eventVersion: '1.11',
      eventID: id,
      eventTime: new Date(call.at).toISOString(),
      eventName: call.operation,
      eventSource: source,
      awsRegion: call.region,
      recipientAccountId: account.id,
      userIdentity: { arn: call.caller.arn, principalId: call.caller.userId },
      errorCode: call.error?.code,
      errorMessage: call.error?.message,
    }),
  });
}
