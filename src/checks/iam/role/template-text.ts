import { Document, isScalar, visit, type Node } from 'yaml';
import { managedPolicies } from '../../policy/size.ts';
import type { Place } from './names.ts';
import type { CommentedStatement } from './statements.ts';

/** Outside the paths of the stack's own roles and policies, so that the role cannot widen itself. */
export const rolePath = '/cloudformation/';

/** As long as any, where CloudFormation is to fill them in. */
const longest: Readonly<Record<string, string>> = {
  '${AWS::Partition}': 'aws-us-gov',
  '${AWS::Region}': 'ap-southeast-2',
  '${AWS::AccountId}': '123456789012',
  '${StackName}': 'twenty-letters-long-',
};

const filledIn = (statement: CommentedStatement): CommentedStatement => {
  let text = JSON.stringify({ ...statement, comment: undefined });
  for (const [name, value] of Object.entries(longest)) text = text.replaceAll(name, value);
  return JSON.parse(text) as CommentedStatement;
};

/** The statements by managed policy, as few as IAM's size allows. */
export function packed(
  statements: readonly CommentedStatement[],
): readonly (readonly CommentedStatement[])[] {
  const Statement = statements.map(filledIn);
  return managedPolicies({ Version: '2012-10-17', Statement }).map((sids) =>
    statements.filter(({ Sid }) => sids.includes(Sid)),
  );
}

const policyId = (index: number): string => `Policy${index + 1}`;

const policyOf = (statements: readonly CommentedStatement[]) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: {
    Path: rolePath,
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: statements.map(({ Sid, Effect, Action, Resource, Condition }) => ({
        Sid,
        Effect,
        Action,
        Resource,
        Condition,
      })),
    },
  },
});

const roleOf = (policies: number, { stackName }: Pick<Place, 'stackName'>) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    Description: `CloudFormation service role of stack ${stackName}`,
    Path: rolePath,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudformation.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    ManagedPolicyArns: Array.from({ length: policies }, (_, index) => ({ Ref: policyId(index) })),
  },
});

/** What CloudFormation fills in is written with its own function; a person's own role holds plain text. */
const withFunctions = (document: Document): void =>
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && node.value.includes('${')) node.tag = '!Sub';
    },
  });

const withComments = (document: Document, policies: readonly (readonly CommentedStatement[])[]): void =>
  policies.forEach((statements, policy) =>
    statements.forEach(({ comment }, index) => {
      const path = ['Resources', policyId(policy), 'Properties', 'PolicyDocument', 'Statement', index];
      const node = document.getIn(path, true) as Node | undefined;
      if (node !== undefined && !isScalar(node) && comment !== undefined) node.commentBefore = ` ${comment}`;
    }),
  );

/** A template that makes the role; its comments say why a statement is as wide as it is. */
export function roleTemplate(
  policies: readonly (readonly CommentedStatement[])[],
  place: Pick<Place, 'stackName'>,
): string {
  const document = new Document(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description:
        'Service role with which CloudFormation creates, updates and deletes one stack, and nothing else. Give its ARN to quilt-install with --role-arn; CloudFormation then needs neither your permissions nor your session.',
      Resources: {
        ServiceRole: roleOf(policies.length, place),
        ...Object.fromEntries(policies.map((statements, index) => [policyId(index), policyOf(statements)])),
      },
      Outputs: {
        RoleArn: {
          Description: 'Give this to quilt-install with --role-arn',
          Value: { 'Fn::GetAtt': ['ServiceRole', 'Arn'] },
        },
      },
    },
    // CloudFormation reads YAML 1.1, where a policy's version without quotation marks is a date.
    { aliasDuplicateObjects: false, schema: 'yaml-1.1' },
  );
  withFunctions(document);
  withComments(document, policies);
  return document.toString({ lineWidth: 0, singleQuote: true });
}
