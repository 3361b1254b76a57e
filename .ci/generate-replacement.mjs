#!/usr/bin/env node
/**
 * Writes src/rehearsal/cloudformation/planning/resource-types.json from AWS's own service specification: a line for
 * each resource type, with what CloudFormation replaces, requires, allows and offers. Run it after the dev dependency
 * @aws-cdk/aws-service-spec moved; the result is committed. With --check nothing is written: it fails when the
 * committed table is not what the specification says. Neither needs a network.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { nestedProperties, unmetExceptions } from './nested-properties.mjs';

const specification = loadAwsServiceSpecSync();
const target = 'src/rehearsal/cloudformation/planning/resource-types.json';

/** Words of a line are parted by spaces and its fields by tabs, so neither may be in them. */
const words = (list) => {
  const stray = list.find((word) => /[\s"\\]/.test(word));
  if (stray !== undefined) throw new Error(`"${stray}" does not fit into a line`);
  return list.join(' ');
};

const replaced = { yes: '!', maybe: '?' };
/** `Name*!`: required, replaced when changed (`?` perhaps); what is inside of it behind that. */
const property =
  (suffixes) =>
  ([name, { required, causesReplacement }]) =>
    `${name}${required === true ? '*' : ''}${replaced[causesReplacement] ?? ''}${suffixes[name] ?? ''}`;

const shapes = { array: '[]', integer: '#', number: '#', boolean: '~', ref: '{}', map: '{}', json: '{}' };
/** `Name[]`: a list; `#` a number, `~` a boolean, `{}` a structure. */
const attribute = ([name, { type }]) => `${name}${shapes[type.type] ?? ''}`;

const sorted = (entries) => Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));

/** Region and account are the common middle of an ARN; `@` stands for them. */
const arnOf = ({ arnTemplate }) =>
  (arnTemplate ?? '')
    .replace('arn:${Partition}:', '')
    .replace(':${Region}:${Account}:', '@')
    .replace(/\s/g, '');

/**
 * What the type's own name tells is left out: its service before `@`; `=` stands for its name behind it, in words with
 * hyphens, `~` for the same in one word; `$i $n $s $r` for `${NameId} ${NameName} ${Name} ${ResourceId}`.
 */
const shortArn = (arn, type) => {
  if (/[=~]|\$(?!\{)/.test(arn)) throw new Error(`"${arn}" does not fit into a line`);
  const [, service, name] = type.split('::');
  const own = (stem, mark) => (text) =>
    text.startsWith(`@${stem}`) && /^[/:]|^$/.test(text.slice(stem.length + 1))
      ? `@${mark}${text.slice(stem.length + 1)}`
      : text;
  const words = name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  const bare = arn.startsWith(`${service.toLowerCase()}@`) ? arn.slice(service.length) : arn;
  return own(
    name.toLowerCase(),
    '~',
  )(own(words, '=')(bare))
    .replaceAll(`\${${name}Id}`, () => '$i')
    .replaceAll(`\${${name}Name}`, () => '$n')
    .replaceAll(`\${${name}}`, () => '$s')
    .replaceAll('${ResourceId}', () => '$r');
};

/** The place of the attribute that it is, where it is one. */
const identifierOf = ({ primaryIdentifier = [], attributes }) => {
  const place = Object.keys(attributes).sort().indexOf(primaryIdentifier[0]);
  return primaryIdentifier.length === 1 && place >= 0 ? String(place) : words(primaryIdentifier);
};

/** Nothing where it is `Tags` as usual, `-` where that property carries none; `%` behind it: no list but a map. */
const tagsOf = ({ tagInformation, properties }) => {
  const name = tagInformation?.tagPropertyName ?? '';
  const usual = properties.Tags === undefined ? '' : 'Tags';
  const isList = properties[name]?.type.type === 'array';
  return `${name === usual ? '' : name === '' ? '-' : name}${name === '' || isList ? '' : '%'}`;
};

/** No resource needs tags, whatever the specification says of one type. */
const untagged = ({ properties, tagInformation }) => {
  const name = tagInformation?.tagPropertyName;
  return name === undefined
    ? properties
    : { ...properties, [name]: { ...properties[name], required: false } };
};

const line = (resource) => {
  const { suffixes, definitions } = nestedProperties(specification, resource);
  return [
    words(sorted(untagged(resource)).map(property(suffixes))),
    words(sorted(resource.attributes).map(attribute)),
    identifierOf(resource),
    words(resource.cfnRefIdentifier ?? []),
    tagsOf(resource),
    shortArn(arnOf(resource), resource.cloudFormationType),
    definitions,
  ]
    .join('\t')
    .trimEnd();
};

/**
 * Types that CloudFormation has though the specification does not list them: newer than it, in preview, or like
 * `AWS::CDK::Metadata` without a schema. Nothing but their names is known, and their lines are empty.
 */
const nameless = {
  AppFabric: 'AppAuthorization IngestionDestination',
  ApplicationSignals: 'InstrumentationConfig',
  AuditManager: 'Control',
  BcmPricingCalculator: 'BillEstimate',
  Bedrock: 'RetrievalInstruction',
  BedrockAgentCore: 'ConsentPortal',
  CDK: 'Metadata',
  CloudFront: 'FieldLevelEncryptionConfig',
  CloudWatch: 'Integration ResourceMetricsConfiguration View',
  Comprehend: 'EntityRecognizerEndpoint',
  Connect: 'UseCase',
  CustomerProfiles: 'RecommenderFilter',
  DRS: 'RecoveryPlan',
  DynamoDB: 'Backup',
  EC2: 'IpamInternetRegistryAssociation SecondaryNetwork',
  ECS: 'Gateway GatewayClusterAssociations',
  ElastiCache: 'Snapshot',
  GammaDilithium: 'JobDefinition',
  IVS: 'AdConfiguration',
  IoT1Click: 'Device Placement Project',
  IoTManagedIntegrations:
    'AccountAssociation CloudConnector CredentialLocker ManagedThing ProvisioningProfile',
  Lambda: 'WebFunction WebFunctionEndpoint WebFunctionRevision',
  LicenseManager: 'LicenseConfiguration ReportGenerator',
  LicenseManagerLinuxSubscriptions: 'SubscriptionProvider',
  LicenseManagerUserSubscriptions: 'LicenseServerEndpoint',
  MediaConvert: 'CertificateAssociation',
  MediaTailor: 'Program',
  NetworkSecurityManager: 'Deployment Policy Rule Scope Template',
  ObservabilityAdmin: 'DatasetIntegration',
  Personalize: 'Campaign',
  Polly: 'Lexicon',
  QuickSight: 'Assignment Brand Group',
  RAM: 'PermissionAssociation PrincipalAssociation ResourceAssociation SourceAssociation',
  RDS: 'DBClusterEndpoint Deployment',
  Redshift: 'RedshiftIdcApplication',
  SCN: 'Instance',
  SMSVOICE: 'NotifyConfiguration RcsAgent',
  SageMaker: 'ComputeQuota',
  SecurityAgent: 'Integration',
  SecurityHub: 'ActionTarget',
  StorageGateway: 'NFSFileShare SMBFileShare',
  Timestream: 'InfluxDBBackup',
  Translate: 'Terminology',
  Wisdom: 'Content ContentAssociation',
  WorkSpaces: 'Directory',
};
const newer = Object.entries(nameless).flatMap(([service, names]) =>
  names.split(' ').map((name) => [`AWS::${service}::${name}`, '']),
);

const known = specification
  .all('resource')
  .filter(({ cloudFormationTransform }) => cloudFormationTransform === undefined)
  .map((resource) => [resource.cloudFormationType, line(resource)]);
if (unmetExceptions().length > 0) throw new Error(`no enumeration any more: ${unmetExceptions().join(', ')}`);
const types = [...new Map([...newer, ...known])].sort(([a], [b]) => (a < b ? -1 : 1));
const text = `${JSON.stringify({ types: Object.fromEntries(types) }, null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(`${target} is not what the specification says; run .ci/generate-replacement.mjs\n`);
  process.exitCode = 1;
}
