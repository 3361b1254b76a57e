import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isListType, parseTemplate } from '../../src/template/index.ts';
import type { TemplateParameter } from '../../src/core/template.ts';
import { startEngine } from '../rehearsal/cloudformation/account.ts';

/** What became of one template: its stack's status, or the words it was refused with. */
export interface ForeignEnd {
  readonly name: string;
  readonly end: 'complete' | 'refused' | 'failed';
  readonly reason: string;
}

/** cfn-lint's own source distribution; its templates are read where it is unpacked, and none is kept. */
export async function withForeignTemplates<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'foreign-'));
  try {
    execFileSync(
      'python3',
      ['-m', 'pip', 'download', '-q', '--no-binary', 'cfn-lint', '--no-deps', '-d', folder, 'cfn-lint'],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const archive = readdirSync(folder).find((name) => name.endsWith('.tar.gz')) ?? '';
    execFileSync('tar', ['xzf', path.join(folder, archive), '-C', folder]);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Template files in every folder called `good`. */
export const goodTemplates = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /fixtures\/templates\/good\/.*\.(ya?ml|json|template)$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort();

/** Something of the parameter's type, where the template leaves it to whoever makes the stack. */
const invented = ({ type, allowedValues, minLength, minValue }: TemplateParameter): string => {
  if (allowedValues !== undefined) return allowedValues[0] ?? '';
  if (/Number/.test(type)) return String(minValue ?? 1);
  if (type.includes('VPC::Id')) return 'vpc-1';
  if (type.includes('Subnet::Id')) return isListType(type) ? 'subnet-1,subnet-2' : 'subnet-1';
  if (type.includes('SecurityGroup::Id')) return 'sg-1';
  if (type.includes('AvailabilityZone')) return isListType(type) ? 'us-east-1a,us-east-1b' : 'us-east-1a';
  if (type.includes('Image::Id')) return 'ami-0123456789abcdef0';
  return 'example'.padEnd(minLength ?? 0, 'e');
};

const capabilities = ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];

/** The template's stack, made in an account of its own. */
export async function endOf(file: string): Promise<ForeignEnd> {
  const name = path.basename(path.dirname(file)) + '/' + path.basename(file);
  const engine = startEngine();
  network(engine.account);
  const TemplateBody = readFileSync(file, 'utf8');
  try {
    const { parameters } = parseTemplate(TemplateBody);
    await engine.call('CreateStack', {
      StackName: 'foreign',
      TemplateBody,
      Capabilities: capabilities,
      DisableValidation: true,
      Parameters: [...parameters.values()]
        .filter((parameter) => parameter.default === undefined)
        .map((parameter) => ({ ParameterKey: parameter.key, ParameterValue: invented(parameter) })),
    });
  } catch (error) {
    return { name, end: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
  await engine.settle();
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
}

const network = (account: ReturnType<typeof startEngine>['account']): void => {
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
