import { bucketNameFault } from '../../account/bucket-name.ts';
import type { CheckInput } from '../../core/check.ts';
import type { Identity } from '../../core/facts.ts';
import type { Template } from '../../core/template.ts';
import { evaluate } from '../../template/index.ts';
import { scopeOf } from '../template/resource-types.ts';

interface NameRule {
  readonly property: string;
  readonly fault: (name: string) => string | undefined;
}

const atMost =
  (limit: number, pattern: RegExp, words: string) =>
  (name: string): string | undefined => {
    if (name.length > limit) return `${name.length} characters, and at most ${limit} are allowed`;
    return pattern.test(name) ? undefined : words;
  };

const domain = atMost(
  28,
  /^[a-z][a-z0-9-]{2,27}$/,
  'only lower-case letters, digits and hyphens are allowed, a letter first',
);
const balancer = atMost(
  32,
  /^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
  'only letters, digits and inner hyphens are allowed, and not internal- in front',
);
const iam = atMost(64, /^[\w+=,.@-]+$/, 'only letters, digits and +=,.@-_ are allowed');

/** Names a template may set itself, and what AWS takes for them. */
const rules: Readonly<Record<string, NameRule>> = {
  'AWS::S3::Bucket': { property: 'BucketName', fault: bucketNameFault },
  'AWS::Elasticsearch::Domain': { property: 'DomainName', fault: domain },
  'AWS::OpenSearchService::Domain': { property: 'DomainName', fault: domain },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': { property: 'Name', fault: balancer },
  'AWS::ElasticLoadBalancingV2::TargetGroup': { property: 'Name', fault: balancer },
  'AWS::IAM::Role': { property: 'RoleName', fault: iam },
  'AWS::Lambda::Function': {
    property: 'FunctionName',
    fault: atMost(64, /^[\w-]+$/, 'only letters, digits, hyphens and underscores are allowed'),
  },
  'AWS::SQS::Queue': {
    property: 'QueueName',
    fault: atMost(80, /^[\w-]+(\.fifo)?$/, 'only letters, digits, hyphens and underscores are allowed'),
  },
  'AWS::RDS::DBInstance': {
    property: 'DBInstanceIdentifier',
    fault: atMost(
      63,
      /^[a-zA-Z](-?[a-zA-Z0-9])*$/,
      'only letters, digits and single inner hyphens are allowed, a letter first',
    ),
  },
  'AWS::CloudTrail::Trail': {
    property: 'TrailName',
    fault: atMost(128, /^[a-zA-Z0-9][\w.-]+$/, 'only letters, digits and ._- are allowed'),
  },
};

export interface DerivedName {
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
}

export const nameFault = ({ type, name }: DerivedName): string | undefined => rules[type]?.fault(name);

/** The names that this template makes from the stack's name, as far as the values decide them. */
export function derivedNames(
  input: Pick<CheckInput, 'values' | 'target'>,
  template: Template,
  identity: Pick<Identity, 'account' | 'partition'>,
): readonly DerivedName[] {
  const scope = scopeOf(template, input, identity);
  return [...template.resources.values()].flatMap(({ logicalId, type, properties }) => {
    const value = properties[rules[type]?.property ?? ''];
    if (value === undefined || !JSON.stringify(value).includes('AWS::StackName')) return [];
    const name = evaluate(value, scope);
    return name.known && typeof name.value === 'string' ? [{ logicalId, type, name: name.value }] : [];
  });
}
