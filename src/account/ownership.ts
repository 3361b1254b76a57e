import type { Product } from '../core/product.ts';
import type { Stack } from '../core/stack.ts';

/** A tool other than this one that made a stack and will want to keep it as its own records say. */
export interface Owner {
  /** As a person knows it: `Terraform`, `AWS Service Catalog`. */
  readonly tool: string;
  /** What gave it away, for the evidence line. */
  readonly evidence: string;
  /** False where the signs fit that tool but would fit a person's own doing too. */
  readonly sure: boolean;
  /** How to make the change so that the owner's records stay true. */
  readonly advice: string;
}

type Signs = Pick<Stack, 'name' | 'tags' | 'exports' | 'parameters' | 'parentId'>;

const tagSign = (signs: Signs, pattern: RegExp): string | undefined => {
  for (const [key, value] of signs.tags) if (pattern.test(`${key}=${value}`)) return `tag ${key}=${value}`;
  return undefined;
};
const nameSign = (signs: Signs, pattern: RegExp): string | undefined =>
  pattern.test(signs.name) ? `stack name ${signs.name}` : undefined;
const exportSign = (signs: Signs, pattern: RegExp): string | undefined => {
  const found = signs.exports.find((name) => pattern.test(name));
  return found === undefined ? undefined : `export ${found}`;
};
const parameterSign = (signs: Signs, keys: readonly string[]): string | undefined =>
  keys.every((key) => signs.parameters.has(key)) ? `parameters ${keys.join(', ')}` : undefined;

/** Most telling first. Names and tags are the tools' own conventions. */
const tools: readonly {
  readonly tool: string;
  readonly sign: (signs: Signs) => string | undefined;
}[] = [
  {
    tool: 'a parent stack',
    sign: ({ parentId }) => (parentId === undefined ? undefined : `nested in ${parentId}`),
  },
  {
    tool: 'AWS Service Catalog',
    sign: (signs) => tagSign(signs, /^aws:servicecatalog:/) ?? nameSign(signs, /^SC-\d{12}-pp-/),
  },
  {
    tool: 'CloudFormation StackSets',
    sign: (signs) => nameSign(signs, /^StackSet-.+-[0-9a-f-]{36}$/),
  },
  {
    tool: 'Terraform',
    sign: (signs) => tagSign(signs, /^(terraform|tf|tfc|hashicorp)[^=]*=|=(terraform|opentofu)$/i),
  },
  { tool: 'Pulumi', sign: (signs) => tagSign(signs, /^pulumi:/i) },
  {
    tool: 'AWS Amplify',
    sign: (signs) => tagSign(signs, /^amplify:/) ?? nameSign(signs, /^amplify-[a-z0-9]+-/),
  },
  { tool: 'AWS Copilot', sign: (signs) => tagSign(signs, /^copilot-application=/) },
  { tool: 'Elastic Beanstalk', sign: (signs) => nameSign(signs, /^awseb-e-/) },
  {
    tool: 'the AWS CDK',
    sign: (signs) =>
      parameterSign(signs, ['BootstrapVersion']) ?? exportSign(signs, /:ExportsOutput(Ref|FnGetAtt)/),
  },
  {
    tool: 'the Serverless Framework',
    sign: (signs) => exportSign(signs, /^sls-.+-ServerlessDeploymentBucketName$/),
  },
];

const ownerWith = (tool: string, evidence: string, sure: boolean): Owner => ({
  tool,
  evidence,
  sure,
  advice: `Make this change through ${tool}, which would otherwise undo it or refuse its next own change; or, if that is over, go on with --ignore stack.owner.`,
});

/**
 * Who else looks after this stack, by its tags, name, exports and parameters; undefined: nobody that shows.
 * @param likely what the product knows of
 */
export function ownerOf(signs: Signs, likely: Product['managedBy']): Owner | undefined {
  for (const { tool, sign } of tools) {
    const evidence = sign(signs);
    if (evidence !== undefined) return ownerWith(tool, evidence, true);
  }
  for (const { tool, parameters } of likely) {
    const evidence = parameterSign(signs, parameters);
    if (evidence !== undefined) return ownerWith(tool, evidence, false);
  }
  return undefined;
}
