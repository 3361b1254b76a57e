import {
  GetAWSDefaultServiceQuota$,
  GetServiceQuota$,
  ListServiceQuotas$,
} from '@aws-sdk/client-service-quotas';
import type { AccountState } from '../account/state.ts';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import { pageOf, pageSize } from './paging.ts';

interface KnownQuota {
  readonly name: string;
  readonly value: number;
}

/** AWS's defaults, by service and code. */
const defaults: Readonly<Record<string, KnownQuota>> = {
  'vpc/L-F678F1CE': { name: 'VPCs per Region', value: 5 },
  'ec2/L-0263D0A3': { name: 'EC2-VPC Elastic IPs', value: 5 },
  'vpc/L-FE5A380F': { name: 'NAT gateways per Availability Zone', value: 5 },
  'elasticloadbalancing/L-53DA6B97': { name: 'Application Load Balancers per Region', value: 50 },
  'cloudformation/L-0485CB21': { name: 'Stack count', value: 2000 },
  'iam/L-FE177D64': { name: 'Roles per account', value: 1000 },
  'es/L-076D529E': { name: 'Domains per Region', value: 100 },
  'lambda/L-B99A9384': { name: 'Concurrent executions', value: 1000 },
  's3/L-DC2B2D3D': { name: 'General purpose buckets', value: 10_000 },
  'rds/L-7B6409FD': { name: 'DB instances', value: 40 },
  'fargate/L-3032A538': { name: 'Fargate On-Demand vCPU resource count', value: 140 },
  'vpc/L-E79EC296': { name: 'VPC security groups per Region', value: 2500 },
};

interface GetServiceQuotaInput {
  readonly ServiceCode: string;
  readonly QuotaCode: string;
}

const keyOf = ({ ServiceCode, QuotaCode }: GetServiceQuotaInput): string => `${ServiceCode}/${QuotaCode}`;

const missing = (): ServiceError =>
  new ServiceError(
    'NoSuchResourceException',
    'The request failed because the specified service or quota does not exist.',
  );

const shown = (key: string, value: number): object => {
  const [ServiceCode = '', QuotaCode = ''] = key.split('/');
  return {
    ServiceCode,
    QuotaCode,
    QuotaName: defaults[key]?.name ?? QuotaCode,
    Value: value,
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: ServiceCode === 'iam' || ServiceCode === 's3',
  };
};

const defaultOf = (key: string): KnownQuota | undefined =>
  Object.hasOwn(defaults, key) ? defaults[key] : undefined;

/** What holds in the account. @param key `service/code` */
export const quotaOf = (account: AccountState, key: string): number =>
  account.quotas.get(key) ?? defaultOf(key)?.value ?? Infinity;

/** Only quotas that were ever raised have an applied value; for others this call fails. */
const applied = (input: GetServiceQuotaInput, { account }: CallContext): object => {
  const key = keyOf(input);
  const value = account.quotas.get(key);
  if (value === undefined) throw missing();
  return { Quota: shown(key, value) };
};

const byDefault = (input: GetServiceQuotaInput): object => {
  const key = keyOf(input);
  const quota = defaultOf(key);
  if (quota === undefined) throw missing();
  return { Quota: shown(key, quota.value) };
};

interface ListServiceQuotasInput {
  readonly ServiceCode: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const list = (input: ListServiceQuotasInput, { account }: CallContext): object => {
  const keys = [...new Set([...Object.keys(defaults), ...account.quotas.keys()])].filter((key) =>
    key.startsWith(`${input.ServiceCode}/`),
  );
  const page = pageOf(keys, pageSize(input.MaxResults, 100), input.NextToken);
  return {
    Quotas: page.items.map((key) => shown(key, account.quotas.get(key) ?? defaults[key]?.value ?? 0)),
    NextToken: page.next,
  };
};

export const serviceQuotas: Service = {
  id: 'servicequotas',
  operations: {
    GetServiceQuota: operation(GetServiceQuota$, applied),
    GetAWSDefaultServiceQuota: operation(GetAWSDefaultServiceQuota$, byDefault),
    ListServiceQuotas: operation(ListServiceQuotas$, list),
  },
};
