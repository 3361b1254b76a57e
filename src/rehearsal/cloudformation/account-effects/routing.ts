import type { RouteTableState } from '../../account/state.ts';
import { textOf } from '../model/values.ts';
import type { AffectingResource, Effect } from './effect.ts';

export const routeTable: Effect = {
  add: ({ world: { account }, region, physicalId, properties }) => {
    const vpcId = textOf(properties, 'VpcId') ?? '';
    account.routeTables.set(physicalId, {
      region,
      id: physicalId,
      vpcId,
      main: false,
      subnetIds: [],
      routes: [{ destination: account.vpcs.get(vpcId)?.cidr ?? '', target: 'local', state: 'active' }],
    });
  },
  remove: ({ world: { account }, physicalId }) => void account.routeTables.delete(physicalId),
};

/** Route tables are records: a change of one makes it anew. */
const changeTable = (
  { world: { account }, properties }: AffectingResource,
  change: (table: RouteTableState) => Partial<RouteTableState>,
): void => {
  const table = account.routeTables.get(textOf(properties, 'RouteTableId') ?? '');
  if (table !== undefined) account.routeTables.set(table.id, { ...table, ...change(table) });
};

const targetProperties = [
  'GatewayId',
  'NatGatewayId',
  'TransitGatewayId',
  'VpcEndpointId',
  'NetworkInterfaceId',
];

export const route: Effect = {
  add: (subject) => {
    const { properties } = subject;
    const destination = textOf(properties, 'DestinationCidrBlock') ?? '::/0';
    const target =
      targetProperties.map((name) => textOf(properties, name)).find((one) => one !== undefined) ?? '';
    changeTable(subject, ({ routes }) => ({ routes: [...routes, { destination, target, state: 'active' }] }));
  },
  remove: (subject) => {
    const destination = textOf(subject.properties, 'DestinationCidrBlock') ?? '::/0';
    changeTable(subject, ({ routes }) => ({
      routes: routes.filter((one) => one.destination !== destination),
    }));
  },
};

export const association: Effect = {
  add: (subject) =>
    changeTable(subject, ({ subnetIds }) => ({
      subnetIds: [...subnetIds, textOf(subject.properties, 'SubnetId') ?? ''],
    })),
  remove: (subject) =>
    changeTable(subject, ({ subnetIds }) => ({
      subnetIds: subnetIds.filter((id) => id !== textOf(subject.properties, 'SubnetId')),
    })),
};
