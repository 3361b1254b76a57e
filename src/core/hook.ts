/** A hook of CloudFormation as it is told of. */
export const hookWords = (type: string): string => `Hook ${type}`;

/** What it had to say, without CloudFormation's words around it. */
export const hookMessage = (reason: string): string =>
  reason.replace(/^Hook (?:failed|succeeded) with message:\s*/, '');
