import { opensPort } from '../../account/security-group.ts';
import { known } from '../../core/parameter.ts';
import type { SecurityGroup, Vpc, VpcEndpoint } from '../../core/facts.ts';
import { shortText } from '../../core/text.ts';
import { pickerOf } from '../enrichment.ts';
import { columns, vpcKey, type PickMaker, type PickRequest } from './picker.ts';

/** The VPC chosen so far; what lies in it is picked from it alone. */
export function chosenVpc({ template, product, values }: PickRequest): string | undefined {
  const key = vpcKey(template, (parameter) => pickerOf(product, parameter));
  return key === undefined ? undefined : known(values, key);
}

/** Its Name tag, which is what people know it by. */
const named = (id: string, name: string | undefined): string => shortText(name ?? '', 40) || id;

const vpcName = (vpc: Vpc): string =>
  columns(vpc.id, shortText(vpc.name ?? '', 40), vpc.cidrs.join(' '), vpc.isDefault ? 'default VPC' : '');

/** The default VPC has public subnets only, so it is never proposed while another is there. */
export const pickVpc: PickMaker = async (_picking, { facts }) => {
  const vpcs = [...(await facts.vpcs())].sort((a, b) => Number(a.isDefault) - Number(b.isDefault));
  const own = vpcs.filter((vpc) => !vpc.isDefault);
  return {
    choices: vpcs.map((vpc) => ({ name: vpcName(vpc), short: named(vpc.id, vpc.name), value: vpc.id })),
    best: vpcs.slice(0, 1).map((vpc) => vpc.id),
    takes: own.length === 1 ? 'only' : undefined,
    lacking: own.length === 0,
  };
};

/** Rules that name other groups let in machines, not users. */
const admitsUsers = ({ ingress }: SecurityGroup, port: number): boolean =>
  ingress.some((rule) => opensPort(rule, port) && rule.sources.some((source) => !source.startsWith('sg-')));

const vpcsOwn = ({ name }: SecurityGroup): boolean => name === 'default';

/** Groups that let users in on 443 and 80 first; each VPC's own, which others may widen for their ends, last. */
export const pickSecurityGroup: PickMaker = async (request, { facts }) => {
  const vpc = chosenVpc(request);
  const groups = (await facts.securityGroups())
    .filter((group) => vpc === undefined || group.vpcId === vpc)
    .map((group) => ({ group, ports: [443, 80].filter((port) => admitsUsers(group, port)) }))
    .sort(
      (a, b) =>
        Number(vpcsOwn(a.group)) - Number(vpcsOwn(b.group)) ||
        b.ports.length - a.ports.length ||
        a.group.name.localeCompare(b.group.name),
    );
  const fit = groups.filter(({ group, ports }) => ports.length === 2 && !vpcsOwn(group));
  return {
    choices: groups.map(({ group, ports }) => ({
      name: columns(
        group.id,
        vpcsOwn(group) ? "default (the VPC's own)" : shortText(group.name, 40),
        ports.length === 0 ? 'lets no users in' : `open on ${ports.join(' and ')}`,
      ),
      // `default` alone would read like a template's default.
      short: vpcsOwn(group) ? group.id : named(group.id, group.name),
      value: group.id,
    })),
    best: fit.slice(0, 1).map(({ group }) => group.id),
    // Which users may enter is a decision; where several groups would do, it is a person's.
    takes: vpc !== undefined && fit.length === 1 ? 'only' : undefined,
  };
};

const ready = (endpoint: VpcEndpoint): boolean =>
  endpoint.service.endsWith('.execute-api') && endpoint.state === 'available' && endpoint.privateDns;

/** Interface endpoints of the chosen VPC, the usable ones for API Gateway first. */
export const pickVpcEndpoint: PickMaker = async (request, { facts }) => {
  const vpc = chosenVpc(request);
  const endpoints = (await facts.vpcEndpoints())
    .filter((endpoint) => endpoint.type === 'interface' && (vpc === undefined || endpoint.vpcId === vpc))
    .sort((a, b) => Number(ready(b)) - Number(ready(a)) || a.id.localeCompare(b.id));
  const fit = endpoints.filter(ready);
  return {
    choices: endpoints.map((endpoint) => ({
      name: columns(
        endpoint.id,
        shortText(endpoint.service, 60),
        endpoint.state,
        endpoint.privateDns ? 'private DNS' : 'no private DNS',
      ),
      value: endpoint.id,
    })),
    best: fit.slice(0, 1).map(({ id }) => id),
    takes: vpc === undefined || fit.length === 0 ? undefined : fit.length === 1 ? 'only' : 'best',
    because: fit.length > 1 ? `one of ${fit.length} that fit` : undefined,
  };
};
