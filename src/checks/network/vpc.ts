import { prefixLength } from '../../account/subnet.ts';
import type { Check, CheckInput, Fix, DeploymentTarget, Verdict } from '../../core/check.ts';
import type { Vpc } from '../../core/facts.ts';
import type { Picker, SubnetRole } from '../../core/product.ts';
import { chosen, keysOf } from '../template/chosen-values.ts';
import { fail, listed, notNeeded, pass, warn, worst } from '../verdicts.ts';

/** A /24 is the smallest network in which all subnets still fit. */
const longestPrefix = 24;

export const noNetwork = notNeeded('This template takes no network of yours.');

const attribute = (region: string, vpcId: string, name: 'support' | 'hostnames'): string =>
  `aws ec2 modify-vpc-attribute --region ${region} --vpc-id ${vpcId} --enable-dns-${name}`;

/** Private DNS of interface endpoints needs both. */
const dnsFault = async ({ facts, target }: CheckInput, vpc: Vpc): Promise<Verdict | undefined> => {
  const { support, hostnames } = await facts.vpcDns(vpc.id);
  const off = [...(support ? [] : ['support' as const]), ...(hostnames ? [] : ['hostnames' as const])];
  if (off.length === 0) return undefined;
  const words = off.map((one) => (one === 'support' ? 'DNS resolution' : 'DNS host names'));
  return fail(
    `${vpc.id} has ${words.join(' and ')} switched off; private endpoints are then not found by name.`,
    off.map((one) => attribute(target.region, vpc.id, one)).join(' && '),
  );
};

const dhcpFault = async ({ facts }: CheckInput, vpc: Vpc): Promise<Verdict | undefined> => {
  const id = vpc.dhcpOptionsId;
  if (id === undefined || id === 'default') return undefined;
  const servers = await facts.dhcpNameServers(id);
  if (servers.length === 0 || servers.includes('AmazonProvidedDNS')) return undefined;
  return warn(
    `${vpc.id} uses its own name servers (${listed(servers)}, DHCP options ${id}).`,
    'They must forward amazonaws.com names to the Amazon resolver (the second address of the VPC), or private endpoints are not found; or set domain-name-servers to AmazonProvidedDNS.',
  );
};

const sizeFault = (vpc: Vpc): Verdict | undefined => {
  const prefixes = vpc.cidrs.map(prefixLength).filter((bits) => bits !== undefined);
  if (prefixes.length === 0 || Math.min(...prefixes) <= longestPrefix) return undefined;
  return fail(
    `${vpc.id} (${vpc.cidrs.join(', ')}) is smaller than /${longestPrefix}; its subnets run out of addresses.`,
    `Choose a VPC of /${longestPrefix} or larger, or add addresses: aws ec2 associate-vpc-cidr-block.`,
  );
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const [id] = chosen(input, 'vpc').ids;
  if (id === undefined) return noNetwork;
  const vpc = (await input.facts.vpcs()).find((one) => one.id === id);
  if (vpc === undefined)
    return fail(
      `There is no VPC ${id} in ${input.target.region}.`,
      'Choose one that aws ec2 describe-vpcs lists, or another --region.',
    );
  const faults = await Promise.all([dnsFault(input, vpc), dhcpFault(input, vpc)]);
  const found = [...faults, sizeFault(vpc)].filter((fault) => fault !== undefined);
  return found.length > 0 ? worst(found) : pass(`${vpc.id}, ${vpc.cidrs.join(', ')}, DNS on`);
};

/** A range that overlaps another network can never be connected with it. */
const freeAddress = (vpcs: readonly Vpc[]): string => {
  const taken = vpcs.flatMap((vpc) => vpc.cidrs).map((cidr) => cidr.split('.').slice(0, 2).join('.'));
  const second = Array.from({ length: 256 }, (_, index) => index).find((n) => !taken.includes(`10.${n}`));
  return `10.${second ?? 0}.0.0`;
};

/** Which of the network's outputs each parameter of the template takes. */
const outputByParameter = ({ product, template }: DeploymentTarget): Readonly<Record<string, string>> => {
  const keys = (picker: Picker, role?: SubnetRole): readonly string[] =>
    keysOf(product, template, picker, role);
  const given: readonly (readonly [string, readonly string[]])[] = [
    ['VPC', keys('vpc')],
    ['PrivateSubnets', keys('subnets', 'private')],
    ['IsolatedSubnets', keys('subnets', 'intra')],
    ['InternetSubnets', [...keys('subnets', 'user'), ...keys('subnets', 'public')]],
    ['SecurityGroup', keys('security-group')],
    ['ExecuteApiEndpoint', keys('vpc-endpoint')],
  ];
  return Object.fromEntries(given.flatMap(([output, names]) => names.map((name) => [name, output])));
};

/** Only where one is to be brought and none was: the stack may make its own, and a chosen one is repaired by whoever runs it. */
const planFix = async ({ facts, target, values }: CheckInput): Promise<Fix | undefined> => {
  const { keys, ids } = chosen({ target, values }, 'vpc');
  const wanted = keys.filter((key) => target.product.enrich[key]?.askWhen?.(values) !== false);
  if (wanted.length === 0 || ids.length > 0 || target.kind === 'update') return undefined;
  return {
    title:
      'Create a network of its own (two zones, a NAT gateway in each, private endpoints; about 80 US dollars a month before traffic)',
    template: 'network.yaml',
    stackName: 'quilt-install-network',
    parameters: { Address: freeAddress(await facts.vpcs()) },
    capabilities: [],
    needsPerson: true,
    cost: 'about 80 US dollars a month before traffic',
    provides: { parameters: outputByParameter(target) },
  };
};

export const networkVpc: Check<'network.vpc'> = {
  id: 'network.vpc',
  category: 'Network',
  title: 'The VPC has DNS on and is large enough',
  needs: (product, template) => keysOf(product, template, 'vpc'),
  judge,
  fix: planFix,
};
