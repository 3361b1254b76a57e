/** A resource that a person's own function makes. */
export const isCustomResource = (type: string): boolean =>
  type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/** A stack of its own, as its parent's resource. */
export const isNestedStack = (type: string): boolean => type === 'AWS::CloudFormation::Stack';

/** A clean-up calls every custom resource by its general type. */
export const generalType = (type: string): string =>
  isCustomResource(type) ? 'AWS::CloudFormation::CustomResource' : type;
