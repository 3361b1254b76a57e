import type { Template, TemplateResource } from '../core/template.ts';
import { isNestedStack } from './resource-type.ts';

/** Types for which CloudFormation wants consent, with the property that gives one a name of its own. */
const nameProperties: ReadonlyMap<string, string | undefined> = new Map([
  ['AWS::IAM::AccessKey', undefined],
  ['AWS::IAM::Group', 'GroupName'],
  ['AWS::IAM::InstanceProfile', 'InstanceProfileName'],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
  ['AWS::IAM::Policy', undefined],
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::IAM::User', 'UserName'],
  ['AWS::IAM::UserToGroupAddition', undefined],
]);

const isIam = (resource: TemplateResource): boolean => nameProperties.has(resource.type);
const isNamed = (resource: TemplateResource): boolean => {
  const property = nameProperties.get(resource.type);
  return property !== undefined && resource.properties[property] !== undefined;
};

/**
 * What must be acknowledged to create this template. A nested stack's template is not at hand here, and a macro's
 * output neither: for both the widest is named, because one that is missing ends the operation.
 */
export function capabilitiesOf(template: Template): readonly string[] {
  const resources = [...template.resources.values()];
  const nested = resources.some(({ type }) => isNestedStack(type));
  const macros = template.transforms.length > 0;
  const iam = nested || macros || resources.some(isIam);
  const named = nested || macros || resources.some(isNamed);
  return [
    ...(named ? ['CAPABILITY_NAMED_IAM'] : iam ? ['CAPABILITY_IAM'] : []),
    ...(nested || macros ? ['CAPABILITY_AUTO_EXPAND'] : []),
  ];
}
