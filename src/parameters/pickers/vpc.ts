import { opensPort } from '../../account/security-group.ts';
import { known } from '../../core/parameter.ts';
import type { SecurityGroup, Vpc, VpcEndpoint } from '../../core/facts.ts';
import { shortText } from '../../core/text.ts';
import { pickerOf } from '../enrichment.ts';
import {
  columns,
  vpcKey,
  type PickChoice,
  type PickList,
  type PickMaker,
  type PickRequest,
} from './picker.ts';

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

/** The VPC's own last: others may widen or empty it for their ends. */
const vpcsOwnLast = (a: SecurityGroup, b: SecurityGroup): number => Number(vpcsOwn(a)) - Number(vpcsOwn(b));
const byName = (a: SecurityGroup, b: SecurityGroup): number => a.name.localeCompare(b.name);

const groupChoice = (group: SecurityGroup, ...more: readonly string[]): PickChoice => ({
  name: columns(group.id, vpcsOwn(group) ? "default (the VPC's own)" : shortText(group.name, 40), ...more),
  // `default` alone would read like a template's default.
  short: vpcsOwn(group) ? group.id : named(group.id, group.name),
  value: group.id,
});

/** Groups that let users in on 443 and 80 first. */
const forUsers = (groups: readonly SecurityGroup[], vpc: string | undefined): PickList => {
  const rated = groups
    .map((group) => ({ group, ports: [443, 80].filter((port) => admitsUsers(group, port)) }))
    .sort(
      (a, b) => vpcsOwnLast(a.group, b.group) || b.ports.length - a.ports.length || byName(a.group, b.group),
    );
  const fit = rated.filter(({ group, ports }) => ports.length === 2 && !vpcsOwn(group));
  return {
    choices: rated.map(({ group, ports }) =>
      groupChoice(group, ports.length === 0 ? 'lets no users in' : `open on ${ports.join(' and ')}`),
    ),
    best: fit.slice(0, 1).map(({ group }) => group.id),
    // Which users may enter is a decision; where several groups would do, it is a person's.
    takes: vpc !== undefined && fit.length === 1 ? 'only' : undefined,
  };
};

/** What a group is for, only a product knows that names it: without, none is better than another. */
export const pickSecurityGroup: PickMaker = async (request, { facts }) => {
  const vpc = chosenVpc(request);
  const groups = (await facts.securityGroups()).filter((group) => vpc === undefined || group.vpcId === vpc);
  if (request.enrichment.picker === 'security-group') return forUsers(groups, vpc);
  const sorted = groups.sort((a, b) => vpcsOwnLast(a, b) || byName(a, b));
  return { choices: sorted.map((group) => groupChoice(group)), best: [] };
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
