import type { Check } from '../core/check.ts';
import { checkIds, type CheckId } from '../core/ids.ts';
import { account, credentials, region } from './account/account.ts';
import { authSignIn } from './values/sign-in.ts';
import { bucketEncryption } from './bucket/encryption.ts';
import { bucket, bucketVersioning } from './bucket/bucket.ts';
import { bucketNotifications } from './bucket/notifications.ts';
import { dnsCaa } from './certificate/caa.ts';
import { acmCertificate } from './certificate/certificate.ts';
import { cloudtrailCapacity } from './quota/cloudtrail.ts';
import { hostedZone, hostnamesFree } from './dns/zone.ts';
import { fargate } from './account/fargate.ts';
import { keyPair } from './values/key-pair.ts';
import { valuesExist } from './values/existence.ts';
import { logsResourcePolicy } from './account/logs-policy.ts';
import { sesIdentity } from './account/ses-identity.ts';
import { ssmParameters } from './account/ssm-parameters.ts';
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
import { stackRollbackAlarms } from './stack/rollback-alarms.ts';
import { stackSearchEngine } from './stack/search-engine.ts';
import { stackName } from './stack/name.ts';
import { stackOwner } from './stack/owner.ts';
import { stackState } from './stack/state.ts';
import { templateVersion } from './template/version.ts';
import { templateCapabilities, templateReadable } from './template/template.ts';

/** A check for every id: one that is missing, or under another's id, does not compile. */
const byId: { readonly [Id in CheckId]: Check<Id> } = {
  'aws.credentials': credentials,
  'aws.account': account,
  'aws.region': region,
  'aws.session-lifetime': sessionLifetime,
  'template.readable': templateReadable,
  'template.capabilities': templateCapabilities,
  'template.version': templateVersion,
  'license.key': licenseKey,
  'auth.sign-in': authSignIn,
  'stack.name': stackName,
  'stack.state': stackState,
  'stack.owner': stackOwner,
  'stack.drift': stackDrift,
  'stack.rollback-alarms': stackRollbackAlarms,
  'stack.search-engine': stackSearchEngine,
  'iam.es-service-linked-role': esServiceLinkedRole,
  'iam.ecs-service-linked-role': ecsServiceLinkedRole,
  'iam.permissions': permissions,
  'iam.service-role': serviceRole,
  'ec2.key-pair': keyPair,
  'values.exist': valuesExist,
  'logs.resource-policy': logsResourcePolicy,
  'ses.identity': sesIdentity,
  'ssm.parameters': ssmParameters,
  'region.fargate': fargate,
  'acm.certificate': acmCertificate,
  'dns.hosted-zone': hostedZone,
  'dns.hostnames-free': hostnamesFree,
  'dns.caa': dnsCaa,
  's3.bucket': bucket,
  's3.bucket-notifications': bucketNotifications,
  's3.bucket-versioning': bucketVersioning,
  's3.bucket-encryption': bucketEncryption,
  'cloudtrail.capacity': cloudtrailCapacity,
  'network.vpc': networkVpc,
  'network.subnets': networkSubnets,
  'network.routes': networkRoutes,
  'network.security-group': networkSecurityGroup,
  'network.endpoints': networkEndpoints,
  ...quotaChecks,
};

/** Every check, in the order in which results are told. */
export const checks: readonly Check[] = checkIds.map((id) => byId[id]);
