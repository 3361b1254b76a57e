import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isListType, isSsmType, parseTemplate } from '../../src/template/index.ts';
import type { Template, TemplateParameter } from '../../src/core/template.ts';
import type { AccountState } from '../../src/rehearsal/account/state.ts';
import { seedAssumedExports } from '../../src/rehearsal/account/scenario/assumed.ts';
import { fitDynamicReferences } from '../../src/rehearsal/account/scenario/fit-named.ts';
import { packaged } from './packaged.ts';
import { startEngine } from '../rehearsal/cloudformation/account.ts';

/** What became of one template: its stack's status, or the words it was refused with. */
export interface ForeignEnd {
  readonly name: string;
  readonly end: 'complete' | 'refused' | 'failed';
  readonly reason: string;
}

/** One version, so that what was judged once stays judged. */
const distribution = 'cfn-lint==1.58.0';
/** Milliseconds; pip asks for the distribution's own metadata, which it has to build. */
const downloadLimit = 180_000;

/**
 * cfn-lint's own source distribution; its templates are read where it is unpacked, and none is kept.
 * @returns why there is none to read, where python3, pip or the network is missing
 */
export async function withForeignTemplates<T>(
  use: (folder: string) => Promise<T>,
): Promise<T | { readonly missing: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'foreign-'));
  try {
    const missing = download(folder);
    if (missing !== undefined) return { missing };
    const archive = readdirSync(folder).find((name) => name.endsWith('.tar.gz')) ?? '';
    execFileSync('tar', ['xzf', path.join(folder, archive), '-C', folder]);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const download = (folder: string): string | undefined => {
  const args = ['-m', 'pip', 'download', '-q', '--disable-pip-version-check', '--retries', '1'];
  const done = spawnSync(
    'python3',
    [...args, '--no-binary', 'cfn-lint', '--no-deps', '-d', folder, distribution],
    { encoding: 'utf8', timeout: downloadLimit },
  );
  if (done.error !== undefined) return done.error.message;
  return done.status === 0 ? undefined : (done.stderr.trim().split('\n').pop() ?? 'pip failed');
};

/** Template files in every folder called `good`. */
export const goodTemplates = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /fixtures\/templates\/good\/.*\.(ya?ml|json|template)$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort();

/** A key of the map that a parameter chooses from. */
const mapKeyOf = ({ mappings, resources, outputs }: Template, key: string): string | undefined => {
  const text = JSON.stringify([...resources.values(), ...outputs.values()]);
  const [, map = ''] = new RegExp(`"Fn::FindInMap":\\["(\\w+)",\\{"Ref":"${key}"`).exec(text) ?? [];
  const entries = mappings[map];
  return typeof entries === 'object' && entries !== null ? Object.keys(entries)[0] : undefined;
};

/** What a template's own rules and maps ask for, where nothing made up would do. */
const given: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = {
  'conditions/and.yaml': { Users: ',another' },
  'functions/foreach.yaml': { Environment: 'Production' },
  'good/no_value.yaml': { pDBInstanceClass: 'db.t3.medium' },
  'dynamodb/attributes_transform.yaml': { IncludeBaseUrl: 's3://snippets' },
};

const topic = 'Resources: { Topic: { Type: AWS::SNS::Topic } }';
/** What `--nested-dir` would hold, where a template names another by an address: by the end of that. */
const elsewhere: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries({
    'pipeline.yaml': `Parameters: { DeploymentName: { Type: String }, Deploy: { Type: String } }\n${topic}`,
    'example-instance-profile.yml': `${topic}\nOutputs: { InstanceProfileArn: { Value: !Ref Topic } }`,
    'example-instance.yml': `Parameters: { IamInstanceProfile: { Type: String } }\n${topic}`,
    'attribute-definitions.yaml': '- { AttributeName: pk, AttributeType: S }',
    'key-schema.yaml': '- { AttributeName: pk, KeyType: HASH }',
  }).map(([name, text]) => [name, Buffer.from(text)]),
);

/** Something of the parameter's type, where the template leaves it to whoever makes the stack. */
const invented = (template: Template, parameter: TemplateParameter): string => {
  const { key, type, allowedValues, minLength, minValue, noEcho } = parameter;
  const mapped = mapKeyOf(template, key);
  if (mapped !== undefined) return mapped;
  if (noEcho) return 'example-password';
  if (allowedValues !== undefined) return allowedValues[0] ?? '';
  if (/cidr/i.test(key)) return '10.0.0.0/16';
  if (/Number/.test(type)) return String(minValue ?? 1);
  if (type.includes('VPC::Id')) return 'vpc-1';
  if (type.includes('Subnet::Id')) return isListType(type) ? 'subnet-1,subnet-2' : 'subnet-1';
  if (type.includes('SecurityGroup::Id')) return 'sg-1';
  if (type.includes('AvailabilityZone')) return isListType(type) ? 'us-east-1a,us-east-1b' : 'us-east-1a';
  if (type.includes('Image::Id')) return 'ami-0123456789abcdef0';
  return 'example'.padEnd(minLength ?? 0, 'e');
};

const capabilities = ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];

/** Parameter Store holds what the template's defaults name in it. */
const keepDefaults = (account: AccountState, declared: readonly TemplateParameter[]): void => {
  for (const { type, default: name } of declared)
    if (isSsmType(type) && name !== undefined)
      account.parameters.set(name, {
        region: 'us-east-1',
        name,
        type: isListType(type) ? 'StringList' : 'String',
        value: '10.0.0.0/24',
      });
};

/** The template's stack, made in an account of its own; exports of other stacks that it asks for are assumed. */
export async function endOf(file: string): Promise<ForeignEnd> {
  const end = await endWith(file, []);
  const [, names] = /No export named (.+) found/.exec(end.reason) ?? [];
  return names === undefined ? end : endWith(file, names.split(', '));
}

const endWith = async (file: string, exports: readonly string[]): Promise<ForeignEnd> => {
  const name = path.basename(path.dirname(file)) + '/' + path.basename(file);
  const engine = startEngine({ nestedTemplates: elsewhere });
  network(engine.account);
  seedAssumedExports(
    engine.service,
    exports.map((one) => `${one}=example`),
  );
  const TemplateBody = packaged(readFileSync(file, 'utf8'));
  try {
    const template = parseTemplate(TemplateBody);
    const { parameters } = template;
    keepDefaults(engine.account, [...parameters.values()]);
    fitDynamicReferences(engine.account, { TemplateBody }, 0);
    await engine.call('CreateStack', {
      StackName: 'foreign',
      TemplateBody,
      Capabilities: capabilities,
      DisableValidation: true,
      Parameters: [...parameters.values()]
        .filter((parameter) => parameter.default === undefined)
        .map((parameter) => ({
          ParameterKey: parameter.key,
          ParameterValue: given[name]?.[parameter.key] ?? invented(template, parameter),
        })),
    });
  } catch (error) {
    return { name, end: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
  await engine.runToEnd();
  // A nested template elsewhere is waited for over the network, which the engine's own time does not know of.
  const { StackStatus } = await engine.stack(await engine.newestStack());
  if (StackStatus === 'CREATE_IN_PROGRESS') return { name, end: 'failed', reason: 'S3 error: not fetched' };
  if (StackStatus === 'CREATE_COMPLETE') return { name, end: 'complete', reason: '' };
  const events = await engine.events(await engine.newestStack());
  const first = events.find(({ ResourceStatus }) => /FAILED|ROLLBACK_IN_PROGRESS/.test(ResourceStatus));
  return {
    name,
    end: 'failed',
    reason: `${StackStatus}: ${first?.LogicalResourceId ?? ''} ${first?.ResourceStatusReason ?? ''}`,
  };
};

const network = (account: AccountState): void => {
  const region = 'us-east-1';
  account.vpcs.set('vpc-1', {
    id: 'vpc-1',
    region,
    cidr: '10.0.0.0/16',
    isDefault: false,
    dnsSupport: true,
    dnsHostnames: true,
    dhcpOptionsId: 'default',
  });
  for (const [id, zone] of [
    ['subnet-1', 'us-east-1a'],
    ['subnet-2', 'us-east-1b'],
  ] as const)
    account.subnets.set(id, {
      id,
      region,
      vpcId: 'vpc-1',
      zone,
      zoneId: zone,
      cidr: '10.0.0.0/24',
      freeAddresses: 100,
      mapPublicIp: false,
    });
  account.securityGroups.set('sg-1', {
    id: 'sg-1',
    region,
    name: 'example',
    description: '',
    vpcId: 'vpc-1',
    ingress: [],
    egress: [],
  });
  account.keyPairs.set('example', { region });
};
