import type { AccountState, SecurityGroupState, VpcState } from '../../account/state.ts';

type VpcId = Pick<VpcState, 'id'>;

/** Every VPC has one from its creation on, and rehearsed ones have no other. */
export const defaultNetworkAclOf = ({ id }: VpcId): string => id.replace('vpc-', 'acl-');

/** Not the VPC's own digits: the scenarios' named groups have those. */
export const defaultSecurityGroupOf = ({ id }: VpcId): string =>
  id.replace(/^vpc-(.)/, (_, first: string) => `sg-${(Number.parseInt(first, 16) ^ 0xd).toString(16)}`);

/** Until somebody changes it, its members reach one another, and nobody else reaches them. */
const defaultGroup = ({ id: vpcId, region }: VpcState): SecurityGroupState => {
  const id = defaultSecurityGroupOf({ id: vpcId });
  return {
    id,
    region,
    name: 'default',
    description: 'default VPC security group',
    vpcId,
    ingress: [{ protocol: '-1', cidrs: [id] }],
    egress: [{ protocol: '-1', cidrs: ['0.0.0.0/0'] }],
  };
};

/** With what AWS makes together with it. */
export function addVpc(account: AccountState, vpc: VpcState): void {
  account.vpcs.set(vpc.id, vpc);
  const group = defaultGroup(vpc);
  account.securityGroups.set(group.id, group);
}

/** What was made with it goes with it; nothing else removes that. */
export function removeVpc(account: AccountState, id: string): void {
  account.vpcs.delete(id);
  account.securityGroups.delete(defaultSecurityGroupOf({ id }));
}
