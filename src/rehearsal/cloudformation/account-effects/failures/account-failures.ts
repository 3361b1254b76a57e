import type { AccountState } from '../../../account/state.ts';
import { advanceValidation } from '../../../services/acm/validation.ts';
import { isWithin } from '../../../services/route53/names.ts';
import { handlerReason } from '../../model/reasons.ts';
import type { StackRecord } from '../../model/stack-record.ts';
import { isSameRecord, recordSetOf, zoneOf } from '../dns.ts';
import { listOf, recordOf, textOf } from '../../model/values.ts';
import { configRule, configRecorder } from '../config.ts';
import { eventSource } from './event-sources.ts';
import { nameTaken, priorityTaken } from './names-taken.ts';
import { refusal, type AccountFailure, type Creation, type Rule } from './creation-rule.ts';

const isRole = (account: AccountState, service: string): boolean =>
  [...account.roles.values()].some((role) => role.arn.includes(`/aws-service-role/${service}.`));

/** The group that a domain is to write logs to though no policy of the region lets it write any. */
const shutLogGroup = ({ world: { account }, stack, properties }: Creation): string | undefined => {
  const mayWrite = [...account.logsPolicies.values()].some(
    ({ region, document }) => region === stack.region && document.includes('es.amazonaws.com'),
  );
  const [logs] = Object.values(recordOf(properties['LogPublishingOptions'])).map(recordOf);
  return mayWrite || logs === undefined
    ? undefined
    : /log-group:([^:]+)/.exec(textOf(logs, 'CloudWatchLogsLogGroupArn') ?? '')?.[1];
};

/** Either service-linked role will do; the deprecated one is asked for by the deprecated type. */
const searchDomain: Rule = (creation) => {
  const { account } = creation.world;
  const group = shutLogGroup(creation);
  if (group !== undefined)
    return refusal(
      creation,
      `The Resource Access Policy specified for the CloudWatch Logs log group ${group} does not grant sufficient permissions for Amazon OpenSearch Service to create a log stream. Please check the Resource Access Policy.`,
    );
  const inVpc = listOf(recordOf(creation.properties['VPCOptions']), 'SubnetIds');
  if (inVpc.length === 0 || isRole(account, 'es') || isRole(account, 'opensearchservice')) return undefined;
  const text =
    'Before you can proceed, you must enable a service-linked role to give Amazon OpenSearch Service permissions to access your VPC.';
  const reason = handlerReason(creation.world, creation.type, text, 'GeneralServiceException');
  return { reason, after: 900, refused: false };
};

const bucket: Rule = (creation) => {
  const name = creation.physicalId;
  if (/[A-Z]/.test(name))
    return refusal(
      creation,
      'Bucket name should not contain uppercase characters',
      'GeneralServiceException',
    );
  const there = creation.world.account.buckets.get(name);
  if (there === undefined) return undefined;
  if (there.owner === creation.world.account.id)
    return { reason: `${name} already exists`, after: 1, refused: true };
  return refusal(
    creation,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    'AlreadyExists',
    409,
  );
};

/** Five per region, shadow trails of other regions and of the organisation counted in. */
const trail: Rule = (creation) => {
  const { account } = creation.world;
  const { region } = creation.stack;
  const here = [...account.trails.values()].filter((one) => one.multiRegion || one.homeRegion === region);
  const text = `Invalid request provided: User: ${account.id} already has 5 trails in ${region}.`;
  return here.length >= 5 ? refusal(creation, text, 'ServiceLimitExceeded') : undefined;
};

const database: Rule = (creation) => {
  const password = textOf(creation.properties, 'MasterUserPassword');
  if (password === undefined) return undefined;
  if (/[/@" ]|[^\x20-\x7e]/.test(password))
    return refusal(
      creation,
      "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
    );
  return password.length < 8
    ? refusal(
        creation,
        'The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.',
      )
    : undefined;
};

const listener: Rule = (creation) => {
  const wanted = listOf(creation.properties, 'Certificates')
    .map((one) => textOf(recordOf(one), 'CertificateArn'))
    .filter((one) => one !== undefined);
  for (const certificateArn of wanted) {
    const { account, timeline } = creation.world;
    const found = account.certificates.get(certificateArn);
    if (found !== undefined) advanceValidation(account, timeline.now(), found);
    if (
      found?.status === 'ISSUED' &&
      found.region === creation.stack.region &&
      found.keyAlgorithm !== 'RSA_1024'
    )
      continue;
    return refusal(
      creation,
      `The certificate '${certificateArn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
    );
  }
  return undefined;
};

const loadBalancer: Rule = (creation) => {
  const subnets = listOf(creation.properties, 'Subnets').map(String);
  const { account } = creation.world;
  const missing = subnets.find((id) => !account.subnets.has(id) && !madeHere(creation.stack, id));
  if (missing !== undefined)
    return refusal(creation, `The subnet ID '${missing}' does not exist`, 'NotFound');
  const zones = subnets.map((id) => account.subnets.get(id)?.zone ?? id);
  const twice = new Set(zones).size < zones.length;
  if (twice)
    return refusal(
      creation,
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  if (subnets.length === 1)
    return refusal(creation, 'At least two subnets in two different Availability Zones must be specified');
  const crowded = subnets.find((id) => (account.subnets.get(id)?.freeAddresses ?? 8) < 8);
  return crowded === undefined
    ? undefined
    : refusal(
        creation,
        `Not enough IP space available in ${crowded}. ELB requires at least 8 free IP addresses in each subnet.`,
      );
};

const madeHere = (stack: StackRecord, physicalId: string): boolean =>
  [...stack.resources.values()].some((resource) => resource.physicalId === physicalId);

/** A record that somebody wrote already is never written over. */
const recordSet: Rule = ({ world, properties }) => {
  const record = recordSetOf(properties);
  const zone = zoneOf(world, properties);
  // A name that nobody here knows is left out of the properties.
  if (zone === undefined || properties['Name'] === undefined) return undefined;
  const fault = !isWithin(record.name, zone.name)
    ? `RRSet with DNS name ${record.name} is not permitted in zone ${zone.name}`
    : zone.records.some((other) => isSameRecord(other, record))
      ? `Tried to create resource record set [name='${record.name}', type='${record.type}'] but it already exists`
      : undefined;
  return fault === undefined ? undefined : { reason: `[${fault}]`, after: 1, refused: true };
};

/** Names given by the template that something else holds already. */
const taken =
  (holds: (account: AccountState, name: string) => boolean): Rule =>
  (creation) =>
    holds(creation.world.account, creation.physicalId)
      ? {
          reason: `Resource of type '${creation.type}' with identifier '${creation.physicalId}' already exists.`,
          after: 1,
          refused: true,
        }
      : undefined;

const rules = new Map<string, Rule>([
  ['AWS::Elasticsearch::Domain', searchDomain],
  ['AWS::OpenSearchService::Domain', searchDomain],
  ['AWS::S3::Bucket', bucket],
  ['AWS::CloudTrail::Trail', trail],
  ['AWS::RDS::DBInstance', database],
  ['AWS::ElasticLoadBalancingV2::Listener', listener],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', loadBalancer],
  ['AWS::ElasticLoadBalancingV2::ListenerRule', priorityTaken],
  ['AWS::Lambda::EventSourceMapping', eventSource],
  ['AWS::Route53::RecordSet', recordSet],
  ['AWS::Config::ConfigurationRecorder', configRecorder],
  ['AWS::Config::ConfigRule', configRule],
  ['AWS::IAM::Role', taken((account, name) => account.roles.has(name))],
  ['AWS::Logs::LogGroup', taken((account, name) => account.logGroups.has(name))],
]);

/** What the account's state makes of this creation; undefined: it succeeds. */
export const accountFailureOf = (creation: Creation): AccountFailure | undefined =>
  rules.get(creation.type)?.(creation) ?? nameTaken(creation);
