import {
  failedAssertions,
  parameterValues,
  pseudoParameters,
  type RuleFacts,
  type RuleThing,
} from '../../../../template/index.ts';
import type { AccountState, Regional } from '../../../account/state.ts';
import { ServiceError } from '../../../service.ts';
import { allTags } from '../../../services/ec2/describe.ts';
import { defaultNetworkAclOf, defaultSecurityGroupOf } from '../../../services/ec2/vpc.ts';
import type { Definition } from '../stack-record.ts';
import type { World } from '../world.ts';

/**
 * The template's `Rules`, judged before the call is accepted, with the values that the stack would have.
 * @param stackName of a call; a nested stack's name is not made yet
 */
export function checkTemplateRules(
  world: World,
  region: string,
  { template, parameters }: Pick<Definition, 'template' | 'parameters'>,
  stackName: string | undefined,
): void {
  if (template.rules.size === 0) return;
  const values = new Map([...parameters].map(([key, { value, resolved }]) => [key, resolved ?? value]));
  const facts = factsOf(world, region, stackName);
  const [failed] = failedAssertions(template, parameterValues(template, values), facts);
  if (failed === undefined) return;
  // AWS documents that the call is refused with the AssertDescription; the words around it are ours, for want of a source.
  throw new ServiceError(
    'ValidationError',
    `Template error: rule ${failed.rule} is not satisfied: ${failed.description ?? 'an assertion evaluated to false'}`,
  );
}

/** What is known of a stack before there is one. */
export function pseudoOfCall(
  { account }: World,
  region: string,
  stackName: string | undefined,
): ReadonlyMap<string, string> {
  const pseudo = new Map(
    pseudoParameters({
      account: account.id,
      region,
      partition: account.partition,
      stackName: stackName ?? '',
      stackId: '',
    }),
  );
  pseudo.delete('AWS::StackId');
  if (stackName === undefined) pseudo.delete('AWS::StackName');
  return pseudo;
}

const factsOf = (world: World, region: string, stackName: string | undefined): RuleFacts => ({
  pseudo: pseudoOfCall(world, region, stackName),
  things: thingsOf(world.account, region),
  unreadable: new Map(),
});

const thingsOf = (account: AccountState, region: string): RuleFacts['things'] => {
  const here = <T extends Regional>(all: ReadonlyMap<string, T>): readonly T[] =>
    [...all.values()].filter((one) => one.region === region);
  return new Map([
    [
      'AWS::EC2::VPC::Id',
      here(account.vpcs).map((vpc) =>
        thing(vpc.id, allTags(vpc), {
          DefaultNetworkAcl: defaultNetworkAclOf(vpc),
          DefaultSecurityGroup: defaultSecurityGroupOf(vpc),
        }),
      ),
    ],
    [
      'AWS::EC2::Subnet::Id',
      here(account.subnets).map((subnet) =>
        thing(subnet.id, allTags(subnet), { AvailabilityZone: subnet.zone, VpcId: subnet.vpcId }),
      ),
    ],
    [
      'AWS::EC2::SecurityGroup::Id',
      here(account.securityGroups).map(({ id, tags }) => thing(id, tags ?? {}, {})),
    ],
  ]);
};

const thing = (
  id: string,
  tags: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): RuleThing => ({
  id,
  attributes: new Map([
    ...Object.entries(own),
    ...Object.entries(tags).map(([key, value]) => [`Tags.${key}`, value] as const),
  ]),
});
