import { activeResources, evaluate, type Scope } from '../../../../template/index.ts';
import { ServiceError } from '../../../service.ts';
import { dynamicReferences } from '../parameters/dynamic-references.ts';
import { unlessInvalid } from '../scope.ts';
import { storedParameter } from '../parameters/parameter-store.ts';
import type { Plain } from '../values.ts';
import type { World } from '../world.ts';

const invalid = (message: string): ServiceError => new ServiceError('ValidationError', message);

/** docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html */
const secureProperties = [
  'AWS::DirectoryService::MicrosoftAD/Properties/Password',
  'AWS::DirectoryService::SimpleAD/Properties/Password',
  'AWS::ElastiCache::ReplicationGroup/Properties/AuthToken',
  'AWS::IAM::User/Properties/LoginProfile/Password',
  'AWS::KinesisFirehose::DeliveryStream/Properties/RedshiftDestinationConfiguration/Password',
  'AWS::OpsWorks::App/Properties/AppSource/Password',
  'AWS::OpsWorks::Stack/Properties/CustomCookbooksSource/Password',
  'AWS::OpsWorks::Stack/Properties/RdsDbInstances/DbPassword',
  'AWS::RDS::DBCluster/Properties/MasterUserPassword',
  'AWS::RDS::DBInstance/Properties/MasterUserPassword',
  'AWS::Redshift::Cluster/Properties/MasterUserPassword',
];

/**
 * Refuses dynamic references to parameters that are not there, are of the other kind, or stand where they may not.
 * Secrets are looked up later, with their resource.
 * @param scope of a call: no resource is made yet
 * @returns what is told once the operation has begun
 */
export function checkDynamicReferences(world: World, region: string, scope: Scope): string | undefined {
  for (const { key, default: value = '' } of scope.template.parameters.values())
    for (const { service, rest } of dynamicReferences(value))
      if (service !== 'secretsmanager' && !/:\d+$/.test(rest))
        throw invalid(`Template error: parameter ${key} should not contain ${service} versionless resolver`);
  let later: string | undefined;
  for (const { type, properties } of resourcesOf(scope))
    for (const [name, raw] of Object.entries(properties))
      for (const { service, rest, text, path } of dynamicReferences(valueOf(raw, scope), [name])) {
        if (service === 'secretsmanager') continue;
        if (/:(?!\d+$)[^:]*$/.test(rest))
          throw invalid(`Incorrect format is used in the following SSM reference: [${text}]`);
        const place = [type, 'Properties', ...path].join('/');
        if (service === 'ssm-secure' && !secureProperties.includes(place)) {
          const words = `SSM Secure reference is not supported in: [${place}]`;
          // Only one that names its version is judged at once.
          if (/:\d+$/.test(rest)) throw invalid(words);
          later ??= words;
          continue;
        }
        const stored = storedParameter(world, region, rest);
        if (stored === undefined) throw invalid(`Parameters: [${service}:${rest}] cannot be found.`);
        if (service === 'ssm' && stored.type === 'SecureString')
          throw invalid(`Non-secure ssm prefix was used for secure parameter ${rest.replace(/:\d+$/, '')}`);
      }
  return later;
}

const resourcesOf = (scope: Scope): ReturnType<typeof activeResources> =>
  unlessInvalid(() => activeResources(scope)) ?? [];

/** Evaluated; where that waits for a resource, the texts as they are written. */
const valueOf = (raw: Plain, scope: Scope): Plain => {
  const evaluated = unlessInvalid(() => evaluate(raw, scope));
  return evaluated?.known === true ? evaluated.value : raw;
};
