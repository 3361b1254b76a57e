import { Route53Client } from '@aws-sdk/client-route-53';
import type { AwsConnection } from '../../connection/connection.ts';

export const route53Client = (aws: AwsConnection): Route53Client =>
  aws.client(Route53Client, 'route53', aws.home);

/** Route 53 writes names fully qualified, lower case, with `*` and other signs as octal escapes. */
export const plainName = (name: string): string =>
  name
    .replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
    .replace(/\.$/, '')
    .toLowerCase();

export const bareId = (id: string): string => id.replace(/^\/(hostedzone|change)\//, '');
