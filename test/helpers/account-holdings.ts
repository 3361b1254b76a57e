import type { AccountState, CertificateState, LoadBalancerState } from '../../src/rehearsal/account/state.ts';

/** A certificate of ACM that any balancer takes, in the rehearsed account's region. */
export const addCertificate = (
  state: AccountState,
  fields: Pick<CertificateState, 'arn' | 'names'> & Partial<CertificateState>,
): void =>
  void state.certificates.set(fields.arn, {
    region: state.region,
    status: 'ISSUED',
    type: 'AMAZON_ISSUED',
    keyAlgorithm: 'RSA_2048',
    createdAt: 0,
    inUseBy: new Set(),
    validation: [],
    ...fields,
  });

/** An application load balancer that shows these certificates, in the rehearsed account's region. */
export const addLoadBalancer = (
  state: AccountState,
  fields: Pick<LoadBalancerState, 'arn' | 'name' | 'dnsName' | 'certificateArns'> &
    Partial<LoadBalancerState>,
): void =>
  void state.loadBalancers.set(fields.arn, {
    region: state.region,
    // That of us-east-1.
    zoneId: 'Z35SXDOTRQ7X7K',
    scheme: 'internet-facing',
    type: 'application',
    vpcId: 'vpc-1',
    subnetIds: [],
    createdAt: 0,
    ...fields,
  });
