/** A stack of its own, as its parent's resource. */
export const isNestedStack = (type: string): boolean => type === 'AWS::CloudFormation::Stack';
