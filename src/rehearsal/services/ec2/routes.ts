import { DescribeRouteTables$ } from '@aws-sdk/client-ec2';
import type { RouteState, RouteTableState } from '../../account/state.ts';
import { describing, notThere } from './describe.ts';

const targetMember = (target: string): object => {
  if (target.startsWith('nat-')) return { NatGatewayId: target };
  if (target.startsWith('tgw-')) return { TransitGatewayId: target };
  if (target.startsWith('pcx-')) return { VpcPeeringConnectionId: target };
  if (target.startsWith('eni-')) return { NetworkInterfaceId: target };
  return { GatewayId: target };
};

const shownRoute = ({ destination, target, state }: RouteState): object => ({
  ...(destination.startsWith('pl-')
    ? { DestinationPrefixListId: destination }
    : { DestinationCidrBlock: destination }),
  ...targetMember(target),
  Origin: target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
  State: state,
});

const associations = (table: RouteTableState): readonly object[] => [
  ...(table.main
    ? [{ Main: true, RouteTableAssociationId: `rtbassoc-main-${table.id}`, RouteTableId: table.id }]
    : []),
  ...table.subnetIds.map((SubnetId) => ({
    Main: false,
    RouteTableAssociationId: `rtbassoc-${SubnetId.slice('subnet-'.length)}`,
    RouteTableId: table.id,
    SubnetId,
  })),
];

export const describeRouteTables = describing(DescribeRouteTables$, {
  ids: 'RouteTableIds',
  output: 'RouteTables',
  collection: ({ routeTables }) => routeTables,
  absent: notThere('InvalidRouteTableID.NotFound', 'routeTable ID'),
  filters: {
    'route-table-id': ({ id }) => [id],
    'vpc-id': ({ vpcId }) => [vpcId],
    // Explicit ones only: a subnet without an association of its own is found under no id.
    'association.subnet-id': ({ subnetIds }) => subnetIds,
    'association.main': ({ main }) => [String(main)],
  },
  shown: (table, account) => ({
    RouteTableId: table.id,
    VpcId: table.vpcId,
    OwnerId: account.id,
    Associations: associations(table),
    Routes: table.routes.map(shownRoute),
  }),
});
