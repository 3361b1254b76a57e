import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import type { Quota } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

/** Quotas of global services are kept in the home region. */
const global = new Set(['iam', 's3', 'route53', 'cloudfront', 'organizations']);
const absent = ['NoSuchResourceException'];

/** The applied value, else AWS's default (which knows of no increase), else undefined. */
export async function quota(aws: AwsConnection, service: string, code: string): Promise<Quota | undefined> {
  const client = aws.client(ServiceQuotasClient, 'quotas', global.has(service) ? aws.home : aws.region);
  const input = { ServiceCode: service, QuotaCode: code };
  const applied = await unless(client.send(new GetServiceQuotaCommand(input)), absent, undefined);
  if (applied?.Quota?.Value !== undefined)
    return { service, code, value: applied.Quota.Value, applied: true };
  const standard = await unless(client.send(new GetAWSDefaultServiceQuotaCommand(input)), absent, undefined);
  const value = standard?.Quota?.Value;
  return value === undefined ? undefined : { service, code, value, applied: false };
}
