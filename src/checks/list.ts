import type { Check } from '../core/check.ts';
import { account, credentials, region } from './aws.ts';
import { bucket, bucketNotifications, bucketVersioning } from './bucket.ts';
import { acmCertificate } from './certificate.ts';
import { cloudtrailCapacity } from './cloudtrail.ts';
import { hostedZone, hostnamesFree } from './dns.ts';
import { fargate } from './fargate.ts';
import { ecsServiceLinkedRole, esServiceLinkedRole } from './service-linked-role.ts';
import { sessionLifetime } from './session-lifetime.ts';
import { stackName } from './stack-name.ts';
import { stackState } from './stack-state.ts';
import { templateCapabilities, templateReadable } from './template.ts';

/** Every check, in the order in which results are told; those that stop the run come first. */
export const checks: readonly Check[] = [
  credentials,
  account,
  region,
  sessionLifetime,
  templateReadable,
  templateCapabilities,
  stackName,
  stackState,
  esServiceLinkedRole,
  ecsServiceLinkedRole,
  fargate,
  acmCertificate,
  hostedZone,
  hostnamesFree,
  bucket,
  bucketNotifications,
  bucketVersioning,
  cloudtrailCapacity,
];
