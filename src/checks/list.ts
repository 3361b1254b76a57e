import type { Check } from '../core/check.ts';
import { account, credentials, region } from './account/account.ts';
import { bucketEncryption } from './bucket/encryption.ts';
import { bucket, bucketNotifications, bucketVersioning } from './bucket/bucket.ts';
import { dnsCaa } from './certificate/caa.ts';
import { acmCertificate } from './certificate/certificate.ts';
import { cloudtrailCapacity } from './quota/cloudtrail.ts';
import { hostedZone, hostnamesFree } from './dns/zone.ts';
import { fargate } from './account/fargate.ts';
import { licenseKey } from './template/license.ts';
import { networkEndpoints } from './network/endpoints.ts';
import { networkRoutes } from './network/routes.ts';
import { networkSecurityGroup } from './network/security-group.ts';
import { networkSubnets } from './network/subnets.ts';
import { networkVpc } from './network/vpc.ts';
import { permissions } from './iam/permissions.ts';
import { quotaChecks } from './quota/quota.ts';
import { ecsServiceLinkedRole, esServiceLinkedRole } from './iam/service-linked-role.ts';
import { serviceRole } from './iam/service-role.ts';
import { sessionLifetime } from './account/session-lifetime.ts';
import { stackDrift } from './stack/drift.ts';
import { stackName } from './stack/name.ts';
import { stackOwner } from './stack/owner.ts';
import { stackState } from './stack/state.ts';
import { templateVersion } from './template/version.ts';
import { templateCapabilities, templateReadable } from './template/template.ts';

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
