import { isListType } from '../../../template/index.ts';
import { addRole, trustFor } from '../../services/iam/roles.ts';
import type { AccountState } from '../state.ts';

/** Parameters of an answers file. */
export type ParameterTexts = Readonly<Record<string, string>>;

export const matchesIn = (parameters: ParameterTexts, pattern: RegExp): readonly RegExpMatchArray[] =>
  Object.values(parameters).flatMap((value) => [...value.matchAll(pattern)]);

/** What shows by its shape, whatever its parameter is called. */
export function fitIds(account: AccountState, parameters: ParameterTexts): void {
  const { region } = account;
  const kinds = [
    [/\bami-[0-9a-f]{8,17}\b/g, account.images],
    [/\bi-[0-9a-f]{8,17}\b/g, account.instances],
    [/\bvol-[0-9a-f]{8,17}\b/g, account.volumes],
  ] as const;
  for (const [pattern, collection] of kinds)
    for (const [id] of matchesIn(parameters, pattern)) collection.set(id, { region });
}

const roleArn = /arn:[\w-]+:iam::(\d{12}):role(\/(?:[\w+=,.@-]+\/)*)([\w+=,.@-]+)/g;

/** Roles of this account; another account's cannot be looked into anyway. */
export function fitRoles(account: AccountState, parameters: ParameterTexts, at: number): void {
  for (const [, owner, path = '/', name = ''] of matchesIn(parameters, roleArn))
    if (owner === account.id && !account.roles.has(name))
      addRole(account, { name, path, trust: trustFor('cloudformation.amazonaws.com'), at });
}

const secretArn = /arn:[\w-]+:secretsmanager:([\w-]+):\d{12}:secret:([\w/+=.@-]+)-[A-Za-z0-9]{6}\b/g;

/** Their values stay what they are: a rehearsed secret holds an empty one. */
export function fitSecrets(account: AccountState, parameters: ParameterTexts, at: number): void {
  for (const [arn, region = account.region, name = ''] of matchesIn(parameters, secretArn))
    if (!account.secrets.has(name))
      account.secrets.set(name, {
        name,
        arn,
        region,
        description: 'named in the answers',
        value: '{}',
        versionId: 'rehearsal-version-0000000000000001',
        tags: [],
        createdAt: at,
        changedAt: at,
        deletedAt: undefined,
        tokens: new Map(),
        opaque: true,
      });
}

const dynamicReference = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}$:]+)[^{}$]*\}\}/g;

/** What dynamic references name; a reference stands for the value that nobody here knows. */
export function fitDynamicReferences(account: AccountState, parameters: ParameterTexts, at: number): void {
  for (const [text, service, name = ''] of matchesIn(parameters, dynamicReference))
    if (service === 'secretsmanager') holdSecret(account, name, at);
    else fitSsm(account, name, service === 'ssm' ? 'String' : 'SecureString', text);
}

const holdSecret = (account: AccountState, name: string, at: number): void => {
  const { id, partition, region, secrets } = account;
  if (name !== 'arn' && !secrets.has(name))
    fitSecrets(
      account,
      { name: `arn:${partition}:secretsmanager:${region}:${id}:secret:${name}-000000` },
      at,
    );
};

const topicArn = /arn:[\w-]+:sns:([\w-]+):(\d{12}):[\w-]+(?:\.fifo)?/g;

/** Topics of this account; another account's are not looked for. */
export function fitTopics(account: AccountState, parameters: ParameterTexts): void {
  for (const [arn, region = account.region, owner] of matchesIn(parameters, topicArn))
    if (owner === account.id) account.topics.set(arn, { region });
}

/** Things whose names have no shape: only the parameter's type says what they are. */
const holders: Readonly<Record<string, (account: AccountState, name: string) => void>> = {
  'AWS::EC2::KeyPair::KeyName': ({ keyPairs, region }, name) => void keyPairs.set(name, { region }),
  'AWS::EC2::SecurityGroup::GroupName': (account, name) => {
    const { region, securityGroups, vpcs } = account;
    if ([...securityGroups.values()].some((group) => group.name === name)) return;
    const id = `sg-0000000000000f${String(securityGroups.size).padStart(3, '0')}`;
    const vpcId = [...vpcs.keys()][0] ?? 'vpc-0';
    const description = 'named in the answers';
    securityGroups.set(id, { id, region, name, description, vpcId, ingress: [], egress: [] });
  },
  'AWS::Route53::HostedZone::Id': ({ zones }, id) => {
    if (zones.has(id)) return;
    const name = `${id.toLowerCase()}.invalid.`;
    zones.set(id, { id, name, private: false, vpcs: [], callerReference: id, records: [], delegated: false });
  },
};

/** What Parameter Store would give is not known; its name stands for it. */
const fitSsm = (
  { parameters, region }: AccountState,
  name: string,
  type: 'String' | 'StringList' | 'SecureString',
  value = name,
): void => {
  if (!parameters.has(name)) parameters.set(name, { name, region, type, value });
};

/** @param types CloudFormation's types of the template's parameters, by key. */
export function fitTyped(account: AccountState, parameters: ParameterTexts, types: ParameterTexts): void {
  for (const [key, value] of Object.entries(parameters)) {
    const type = types[key] ?? '';
    const names = value.split(',').map((name) => name.trim());
    if (type.startsWith('AWS::SSM::Parameter'))
      fitSsm(account, value, isListType(type) ? 'StringList' : 'String');
    const hold = holders[type.replace(/^List<(.*)>$/, '$1')];
    if (hold !== undefined) for (const name of names.filter(Boolean)) hold(account, name);
  }
}
