import {
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
  type LoadBalancer as WireBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';

const all = async (aws: AwsConnection): Promise<readonly WireBalancer[]> => {
  const client = aws.client(ElasticLoadBalancingV2Client, 'elb');
  const found: WireBalancer[] = [];
  for await (const page of paginateDescribeLoadBalancers({ client }, {}))
    found.push(...(page.LoadBalancers ?? []));
  return found;
};

export const loadBalancers = async (aws: AwsConnection): Promise<readonly LoadBalancer[]> =>
  (await all(aws)).map((one) => ({
    arn: one.LoadBalancerArn ?? '',
    name: one.LoadBalancerName ?? '',
    dnsName: (one.DNSName ?? '').toLowerCase(),
    zoneId: one.CanonicalHostedZoneId ?? '',
    scheme: one.Scheme ?? '',
    vpcId: one.VpcId,
    ipAddressType: one.IpAddressType,
  }));

/** Network and gateway balancers have quotas of their own. */
export const isApplication = ({ arn }: LoadBalancer): boolean => arn.includes(':loadbalancer/app/');
