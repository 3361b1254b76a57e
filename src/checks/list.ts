import type { Check } from '../core/check.ts';
import { account, credentials, region } from './aws.ts';
import { bucketEncryption } from './bucket-encryption.ts';
import { bucket, bucketNotifications, bucketVersioning } from './bucket.ts';
import { dnsCaa } from './caa.ts';
import { acmCertificate } from './certificate.ts';
import { cloudtrailCapacity } from './cloudtrail.ts';
import { hostedZone, hostnamesFree } from './dns.ts';
import { fargate } from './fargate.ts';
import { licenseKey } from './license.ts';
import { networkEndpoints } from './network-endpoints.ts';
import { networkRoutes } from './network-routes.ts';
import { networkSecurityGroup } from './network-security-group.ts';
import { networkSubnets } from './network-subnets.ts';
import { networkVpc } from './network-vpc.ts';
import { permissions } from './permissions.ts';
import { quotaChecks } from './quota.ts';
import { ecsServiceLinkedRole, esServiceLinkedRole } from './service-linked-role.ts';
import { serviceRole } from './service-role.ts';
import { sessionLifetime } from './session-lifetime.ts';
import { stackDrift } from './stack-drift.ts';
import { stackName } from './stack-name.ts';
import { stackOwner } from './stack-owner.ts';
import { stackState } from './stack-state.ts';
import { templateVersion } from './template-version.ts';
import { templateCapabilities, templateReadable } from './template.ts';

/** Every check, in the order in which results are told; those that stop the run come first. */
export const checks: readonly Check[] = [
  credentials,
  account,
  region,
  sessionLifetime,
  templateReadable,
  templateCapabilities,
  templateVersion,
  licenseKey,
  stackName,
  stackState,
  stackOwner,
  stackDrift,
  esServiceLinkedRole,
  ecsServiceLinkedRole,
  permissions,
  serviceRole,
  fargate,
  acmCertificate,
  hostedZone,
  hostnamesFree,
  dnsCaa,
  bucket,
  bucketNotifications,
  bucketVersioning,
  bucketEncryption,
  cloudtrailCapacity,
  networkVpc,
  networkSubnets,
  networkRoutes,
  networkSecurityGroup,
  networkEndpoints,
  ...quotaChecks,
];
