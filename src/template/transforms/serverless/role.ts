import type { TemplateValue } from '../../../core/template.ts';
import type { Mapping } from '../../document/section.ts';
import { isMapping, textOf } from '../../document/section.ts';
import { isFunction, listOf, mapAt, present, sub, tagList } from './parts.ts';

export const managed = (name: string): Mapping => sub(`arn:\${AWS::Partition}:iam::aws:policy/${name}`);

/** Somebody who may be whoever the role is made for. */
export const trustFor = (service: string): Mapping => ({
  Version: '2012-10-17',
  Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
});

export interface RoleRequest {
  readonly id: string;
  readonly service: string;
  /** What the type needs in any case. */
  readonly base: readonly TemplateValue[];
  readonly mark: string;
}

/** The role that SAM makes where the template names none. */
export function roleOf(properties: Mapping, { id, service, base, mark }: RoleRequest): Mapping {
  const given = listOf(properties['Policies']);
  const isDocument = (policy: TemplateValue): boolean =>
    isMapping(policy) && policy['Statement'] !== undefined;
  const templates = given.filter((policy) => isMapping(policy) && !isDocument(policy) && !isFunction(policy));
  const attached = given.filter((policy) => !isMapping(policy) || isFunction(policy)).map(policyArn);
  const inline = [
    ...given
      .filter(isDocument)
      .map((document) => ({ Version: '2012-10-17', ...(isMapping(document) ? document : {}) })),
    ...templates.map(policyFromTemplate),
  ];
  return {
    Type: 'AWS::IAM::Role',
    Properties: present({
      AssumeRolePolicyDocument: properties['AssumeRolePolicyDocument'] ?? trustFor(service),
      ManagedPolicyArns: [...base, ...attached],
      Policies:
        inline.length === 0
          ? undefined
          : inline.map((PolicyDocument, index) => ({
              PolicyName: `${id}RolePolicy${index}`,
              PolicyDocument,
            })),
      PermissionsBoundary: properties['PermissionsBoundary'],
      Path: properties['RolePath'],
      Tags: tagList(mapAt(properties, 'Tags'), mark),
    }),
  };
}

/** A managed policy may go by its bare name. */
const policyArn = (policy: TemplateValue): TemplateValue => {
  const text = textOf(policy);
  return text === undefined || text.startsWith('arn:') ? policy : managed(text);
};

/** `S3ReadPolicy: {BucketName: …}` grants the actions of its service; which exactly matters to nobody here. */
const policyFromTemplate = (policy: TemplateValue): Mapping => {
  const [name = ''] = isMapping(policy) ? Object.keys(policy) : [];
  const service =
    /^(S3|SQS|SNS|DynamoDB|Lambda|KMS|SSM|StepFunctions|Kinesis|SES|EventBridge|Athena|Rekognition)/.exec(
      name,
    );
  const prefix =
    { StepFunctions: 'states', EventBridge: 'events' }[service?.[1] ?? ''] ?? service?.[1]?.toLowerCase();
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: [`${prefix ?? 'logs'}:*`], Resource: '*' }],
  };
};
