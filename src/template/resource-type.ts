const customResource = 'AWS::CloudFormation::CustomResource';

/** A resource that a person's own function makes, whatever name its type goes by. */
export const isCustomResource = (type: string): boolean =>
  type.startsWith('Custom::') || type === customResource;

/** The type a resource is looked up by: every custom resource goes by its general type. */
export const generalType = (type: string): string => (isCustomResource(type) ? customResource : type);
