import type { TemplateResource } from '../../../core/template.ts';
import { activeResources } from '../../../template/index.ts';
import type { AccountState } from '../../account/state.ts';
import type { PlannedChange } from '../model/change-set-record.ts';
import { properties, scopeOf } from '../model/scope.ts';
import type { Definition, StackRecord, ValidationFinding } from '../model/stack-record.ts';
import { textOf, type Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';
import { schemaFaultsApart } from '../value-checks/specification.ts';
import { traitsOf } from './resource-types.ts';

/** Types whose existing namesakes AWS looks for, with the property that names them. */
const named: Readonly<Record<string, readonly [string, (account: AccountState, name: string) => boolean]>> = {
  'AWS::S3::Bucket': ['BucketName', (account, name) => account.buckets.has(name)],
  'AWS::IAM::Role': ['RoleName', (account, name) => account.roles.has(name)],
  'AWS::Logs::LogGroup': ['LogGroupName', (account, name) => account.logGroups.has(name)],
  'AWS::RDS::DBInstance': ['DBInstanceIdentifier', (account, name) => account.databases.has(name)],
  'AWS::SecretsManager::Secret': ['Name', (account, name) => account.secrets.has(name)],
  'AWS::ECS::Cluster': [
    'ClusterName',
    (account, name) => [...account.clusters.values()].some((one) => one.name === name),
  ],
};

/** What CloudFormation refuses before it touches anything; the details are told by DescribeEvents only. */
export function findingsOf(
  world: World,
  stack: StackRecord,
  definition: Definition,
  changes: readonly PlannedChange[],
): readonly ValidationFinding[] {
  const scope = scopeOf(world, stack, definition);
  const added = new Set(changes.filter(({ action }) => action === 'Add').map(({ logicalId }) => logicalId));
  const findings: ValidationFinding[] = [];
  for (const raw of activeResources(scope)) {
    if (!added.has(raw.logicalId)) continue;
    const subject = { logicalId: raw.logicalId, type: raw.type, path: `/Resources/${raw.logicalId}` };
    const known = properties(raw.properties, scope).known;
    for (const fault of [...missing(raw), ...schemaFindings(raw.type, known)])
      findings.push({
        ...subject,
        name: 'PROPERTY_VALIDATION',
        mode: 'FAIL',
        path: `${subject.path}/Properties`,
        reason: `Property validation failure: [${fault}]`,
      });
    const conflict = conflictOf(world.account, raw.type, known);
    if (conflict !== undefined)
      findings.push({
        ...subject,
        name: 'NAME_CONFLICT_VALIDATION',
        mode: 'FAIL',
        reason: `Resource of type '${raw.type}' with identifier '${conflict}' already exists.`,
      });
  }
  return findings;
}

/** A set of properties that a function chooses is not judged for what it lacks. */
const missing = ({ type, properties: raw }: TemplateResource): readonly string[] =>
  'Fn::If' in raw
    ? []
    : (traitsOf(type)?.required ?? [])
        .filter((name) => raw[name] === undefined)
        .map((name) => `The property {/${name}} is required`);

/** What the schema refuses of the values that are known already, in early validation's own words. */
const schemaFindings = (type: string, known: Properties): readonly string[] => {
  const { strange, others } = schemaFaultsApart(type, known);
  const unsupported = `Encountered unsupported properties in {/}: [${strange.join(', ')}]`;
  return [...(strange.length === 0 ? [] : [unsupported]), ...others];
};

const conflictOf = (account: AccountState, type: string, known: Properties): string | undefined => {
  const [property, exists] = named[type] ?? [];
  const name = property === undefined ? undefined : textOf(known, property);
  return name !== undefined && exists?.(account, name) === true ? name : undefined;
};

/** How the failed change set names what found something. */
export function validationReason(findings: readonly ValidationFinding[]): string {
  const hooks = new Set(
    findings
      .filter(({ mode }) => mode === 'FAIL')
      .map(({ name }) =>
        name === 'PROPERTY_VALIDATION'
          ? 'AWS::EarlyValidation::PropertyValidation'
          : 'AWS::EarlyValidation::ResourceExistenceCheck',
      ),
  );
  return `The following hook(s)/validation failed: [${[...hooks].join(', ')}]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.`;
}
