import {
  DescribeListeners$,
  DescribeLoadBalancers$,
  DescribeTargetGroups$,
  DescribeTargetHealth$,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import type { LoadBalancerState, TargetGroup } from '../account/state.ts';
import { pageOf, pageSize } from './paging.ts';

interface DescribeLoadBalancersInput {
  readonly LoadBalancerArns?: readonly string[];
  readonly Names?: readonly string[];
  readonly Marker?: string;
  readonly PageSize?: number;
}

const shown = (balancer: LoadBalancerState): object => ({
  LoadBalancerArn: balancer.arn,
  LoadBalancerName: balancer.name,
  DNSName: balancer.dnsName,
  CanonicalHostedZoneId: balancer.zoneId,
  CreatedTime: new Date(balancer.createdAt),
  Scheme: balancer.scheme,
  Type: balancer.type,
  VpcId: balancer.vpcId,
  State: { Code: 'active' },
  IpAddressType: balancer.ipAddressType ?? 'ipv4',
  AvailabilityZones: balancer.subnetIds.map((SubnetId) => ({ SubnetId })),
});

const balancersIn = ({ account, region }: CallContext): readonly LoadBalancerState[] =>
  [...account.loadBalancers.values()].filter(({ region: own, type }) => own === region && type !== 'classic');

const describe = (input: DescribeLoadBalancersInput, context: CallContext): object => {
  const all = balancersIn(context);
  const { LoadBalancerArns: arns = [], Names: names = [] } = input;
  const missing =
    arns.find((arn) => !all.some((balancer) => balancer.arn === arn)) ??
    names.find((name) => !all.some((balancer) => balancer.name === name));
  if (missing !== undefined)
    throw new ServiceError('LoadBalancerNotFound', `Load balancers '[${missing}]' not found`);
  const found = all.filter(
    ({ arn, name }) =>
      (arns.length === 0 || arns.includes(arn)) && (names.length === 0 || names.includes(name)),
  );
  const page = pageOf(found, pageSize(input.PageSize, 400), input.Marker);
  return { LoadBalancers: page.items.map(shown), NextMarker: page.next };
};

interface DescribeTargetGroupsInput {
  readonly TargetGroupArns?: readonly string[];
  readonly LoadBalancerArn?: string;
  readonly Names?: readonly string[];
  readonly Marker?: string;
  readonly PageSize?: number;
}

const shownGroup = (group: TargetGroup): object => ({
  TargetGroupArn: group.arn,
  TargetGroupName: group.name,
  Port: group.port,
  Protocol: 'HTTP',
  VpcId: group.vpcId,
  TargetType: 'ip',
  LoadBalancerArns: [...new Set(group.ledFrom.values())],
});

const groups = (input: DescribeTargetGroupsInput, { account, region }: CallContext): object => {
  const found = [...account.targetGroups.values()].filter(
    (group) =>
      group.region === region &&
      (input.TargetGroupArns ?? [group.arn]).includes(group.arn) &&
      (input.Names ?? [group.name]).includes(group.name) &&
      (input.LoadBalancerArn === undefined || [...group.ledFrom.values()].includes(input.LoadBalancerArn)),
  );
  if (found.length === 0 && (input.TargetGroupArns ?? input.Names) !== undefined)
    throw new ServiceError('TargetGroupNotFound', 'One or more target groups not found');
  const page = pageOf(found, pageSize(input.PageSize, 400), input.Marker);
  return { TargetGroups: page.items.map(shownGroup), NextMarker: page.next };
};

const health = ({ TargetGroupArn }: { TargetGroupArn: string }, { account }: CallContext): object => {
  const group = account.targetGroups.get(TargetGroupArn);
  if (group === undefined)
    throw new ServiceError('TargetGroupNotFound', 'One or more target groups not found');
  return {
    TargetHealthDescriptions: group.targets.map(({ id, port, state, reason, description }) => ({
      Target: { Id: id, Port: port },
      HealthCheckPort: String(port),
      TargetHealth: { State: state, Reason: reason, Description: description },
    })),
  };
};

const listeners = (input: { LoadBalancerArn?: string }, context: CallContext): object => {
  const balancer = balancersIn(context).find(({ arn }) => arn === input.LoadBalancerArn);
  if (balancer === undefined)
    throw new ServiceError(
      'LoadBalancerNotFound',
      `Load balancers '[${input.LoadBalancerArn ?? ''}]' not found`,
    );
  const certificates = [...balancer.certificateArns].map((CertificateArn) => ({ CertificateArn }));
  const base = balancer.arn.replace(':loadbalancer/', ':listener/');
  return {
    Listeners: [
      ...(certificates.length === 0
        ? []
        : [
            {
              ListenerArn: `${base}/443`,
              LoadBalancerArn: balancer.arn,
              Port: 443,
              Protocol: 'HTTPS',
              Certificates: certificates,
            },
          ]),
    ],
  };
};

export const loadBalancing: Service = {
  id: 'elasticloadbalancing',
  operations: {
    DescribeLoadBalancers: operation(DescribeLoadBalancers$, describe),
    DescribeTargetGroups: operation(DescribeTargetGroups$, groups),
    DescribeTargetHealth: operation(DescribeTargetHealth$, health),
    DescribeListeners: operation(DescribeListeners$, listeners),
  },
};
