import { opensPort } from '../../account/security-group.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../core/facts.ts';
import { noNetwork } from './vpc.ts';
import { chosen, keysOf } from '../template/chosen-values.ts';
import { fail, listed, pass, warn, worst } from '../verdicts.ts';

/** HTTPS, and HTTP for the redirect to it. */
const ports = [443, 80];

/** Other groups count among those let in. */
export const admits = (rule: SecurityGroupRule, port: number): boolean =>
  rule.sources.length > 0 && opensPort(rule, port);

const sources = (group: SecurityGroup): readonly string[] => [
  ...new Set(
    group.ingress.filter((rule) => ports.some((port) => admits(rule, port))).flatMap((rule) => rule.sources),
  ),
];

const command = (region: string, id: string, port: number): string =>
  `aws ec2 authorize-security-group-ingress --region ${region} --group-id ${id} --protocol tcp --port ${port} --cidr YOUR-NETWORK`;

const judgeGroup = (group: SecurityGroup, vpcId: string | undefined, region: string): Verdict => {
  if (vpcId !== undefined && group.vpcId !== undefined && group.vpcId !== vpcId)
    return fail(
      `${group.id} belongs to ${group.vpcId}, not to ${vpcId}.`,
      `Choose a security group of ${vpcId}.`,
    );
  const closed = ports.filter((port) => !group.ingress.some((rule) => admits(rule, port)));
  const open = (which: readonly number[]): string =>
    which.map((port) => command(region, group.id, port)).join(' && ');
  if (closed.length > 0)
    return fail(`${group.id} (${group.name}) lets nobody in on port ${closed.join(' and ')}.`, open(closed));
  // As a VPC's own group does until somebody changes it.
  if (sources(group).every((source) => source === group.id))
    return warn(
      `${group.id} (${group.name}) lets in on 443 and 80 only what is in this group itself, and users are not.`,
      `Choose a group that lets your users in, or open this one: ${open(ports)}`,
    );
  return pass(`${group.id} admits 443 and 80 from ${listed(sources(group), 3)}`);
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { ids } = chosen(input, 'security-group');
  if (ids.length === 0) return noNetwork;
  const groups = await input.facts.securityGroups();
  const [vpcId] = chosen(input, 'vpc').ids;
  return worst(
    ids.map((id) => {
      const group = groups.find((one) => one.id === id);
      return group === undefined
        ? fail(
            `There is no security group ${id} in ${input.target.region}.`,
            'Choose one that aws ec2 describe-security-groups lists.',
          )
        : judgeGroup(group, vpcId, input.target.region);
    }),
  );
};

export const networkSecurityGroup: Check<'network.security-group'> = {
  id: 'network.security-group',
  category: 'Network',
  title: 'The security group lets users in on 443 and 80',
  needs: (product, template) => keysOf(product, template, 'security-group'),
  uses: (product, template) => keysOf(product, template, 'vpc'),
  judge,
};
