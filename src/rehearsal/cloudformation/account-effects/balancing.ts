import { listOf, recordOf, textOf, type Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';
import { canonicalZoneOf } from '../physical-ids/index.ts';
import type { AffectingResource, Effect } from './effect.ts';

export const loadBalancer: Effect = {
  add: ({ world, region, physicalId, properties, attribute }) => {
    const subnetIds = listOf(properties, 'Subnets').map(String);
    world.account.loadBalancers.set(physicalId, {
      region,
      arn: physicalId,
      name: attribute('LoadBalancerName'),
      dnsName: attribute('DNSName'),
      zoneId: canonicalZoneOf(region),
      scheme:
        world.account.balancers.scheme ??
        (textOf(properties, 'Scheme') === 'internal' ? 'internal' : 'internet-facing'),
      ipAddressType: world.account.balancers.ipAddressType ?? textOf(properties, 'IpAddressType') ?? 'ipv4',
      type: textOf(properties, 'Type') === 'network' ? 'network' : 'application',
      vpcId: world.account.subnets.get(subnetIds[0] ?? '')?.vpcId ?? '',
      subnetIds,
      createdAt: world.timeline.now(),
      certificateArns: new Set(),
    });
  },
  remove: ({ world, physicalId }) => {
    world.account.loadBalancers.delete(physicalId);
    // Its listeners go with it, whoever made them.
    forgetWays(world, (_, balancer) => balancer === physicalId);
    for (const certificate of world.account.certificates.values()) certificate.inUseBy.delete(physicalId);
  },
};

/** A classic balancer has its listeners in itself. */
export const classicLoadBalancer: Effect = {
  add: ({ world, region, physicalId, properties, attribute }) => {
    const subnetIds = listOf(properties, 'Subnets').map(String);
    const listeners = listOf(properties, 'Listeners').map(recordOf);
    world.account.loadBalancers.set(physicalId, {
      region,
      arn: physicalId,
      name: physicalId,
      dnsName: attribute('DNSName'),
      zoneId: canonicalZoneOf(region),
      scheme: textOf(properties, 'Scheme') === 'internal' ? 'internal' : 'internet-facing',
      type: 'classic',
      vpcId: world.account.subnets.get(subnetIds[0] ?? '')?.vpcId ?? '',
      subnetIds,
      createdAt: world.timeline.now(),
      certificateArns: new Set(listeners.flatMap((one) => textOf(one, 'SSLCertificateId') ?? [])),
    });
  },
  remove: ({ world, physicalId }) => void world.account.loadBalancers.delete(physicalId),
};

/** A listener lends its certificates to its load balancer. */
const certificatesOf = (properties: Properties): readonly string[] =>
  listOf(properties, 'Certificates')
    .map((one) => textOf(recordOf(one), 'CertificateArn'))
    .filter((one) => one !== undefined);

/** Of all actions that forward. */
const targetGroupsOf = (properties: Properties): readonly string[] =>
  [...listOf(properties, 'DefaultActions'), ...listOf(properties, 'Actions')]
    .map(recordOf)
    .flatMap((action) => [
      textOf(action, 'TargetGroupArn') ?? [],
      ...listOf(recordOf(action['ForwardConfig']), 'TargetGroups').map(
        (one) => textOf(recordOf(one), 'TargetGroupArn') ?? [],
      ),
    ])
    .flat();

const leadTo = ({ world, physicalId, properties }: AffectingResource, balancer: string): void => {
  for (const arn of targetGroupsOf(properties))
    world.account.targetGroups.get(arn)?.ledFrom.set(physicalId, balancer);
};

/** Target groups forget the listeners and rules that are gone. */
const forgetWays = ({ account }: World, isGone: (way: string, balancer: string) => boolean): void => {
  for (const { ledFrom } of account.targetGroups.values())
    for (const [way, balancer] of ledFrom) if (isGone(way, balancer)) ledFrom.delete(way);
};

/** `listener/app/name/id/id` is of `loadbalancer/app/name/id`. */
export const listenerRule: Effect = {
  add: (made) => {
    const listener = textOf(made.properties, 'ListenerArn') ?? '';
    leadTo(made, listener.replace(/:listener\/(.+)\/[^/]+$/, ':loadbalancer/$1'));
  },
  remove: ({ world, physicalId }) => forgetWays(world, (way) => way === physicalId),
};

export const listener: Effect = {
  add: (made) => {
    const { world, properties } = made;
    leadTo(made, textOf(properties, 'LoadBalancerArn') ?? '');
    const balancer = world.account.loadBalancers.get(textOf(properties, 'LoadBalancerArn') ?? '');
    if (balancer === undefined) return;
    for (const arn of certificatesOf(properties)) {
      balancer.certificateArns.add(arn);
      world.account.certificates.get(arn)?.inUseBy.add(balancer.arn);
    }
  },
  remove: ({ world, physicalId, properties }) => {
    forgetWays(world, (way) => way === physicalId);
    const balancer = world.account.loadBalancers.get(textOf(properties, 'LoadBalancerArn') ?? '');
    for (const arn of certificatesOf(properties)) {
      balancer?.certificateArns.delete(arn);
      world.account.certificates.get(arn)?.inUseBy.delete(balancer?.arn ?? '');
    }
  },
};

export const targetGroup: Effect = {
  add: ({ world, region, physicalId, properties, attribute }) =>
    void world.account.targetGroups.set(physicalId, {
      region,
      arn: physicalId,
      name: attribute('TargetGroupName'),
      ledFrom: new Map(),
      port: Number(textOf(properties, 'Port') ?? 80),
      vpcId: textOf(properties, 'VpcId') ?? '',
      targets: [{ id: '10.0.1.20', port: Number(textOf(properties, 'Port') ?? 80), state: 'healthy' }],
    }),
  remove: ({ world, physicalId }) => void world.account.targetGroups.delete(physicalId),
};
