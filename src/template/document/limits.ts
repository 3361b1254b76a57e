/** CloudFormation's own limits; sizes are bytes of UTF-8, not characters. */

/** A larger template cannot be sent inline (`TemplateBody`); it must be in S3. */
export const bodyLimit = 51_200;
/** The largest template CloudFormation reads from S3. */
export const templateLimit = 1_048_576;
export const descriptionLimit = 1024;
export const sectionLimits = { Parameters: 200, Resources: 500, Outputs: 200, Mappings: 200 } as const;
/** Logical ids, parameter, mapping and output names. */
export const nameLimit = 255;
/** Ours, not AWS's: deeper nesting than any real template has would exhaust the stack. */
export const nestingLimit = 150;

/** Ours too: a real template of 1 MB has half as many marks and scalars; more only cost time. */
export const tokenLimit = 500_000;

export const byteLength = (text: string): number => new TextEncoder().encode(text).byteLength;
