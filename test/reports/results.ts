import fc from 'fast-check';
import type { CheckResult, Verdict } from '../../src/core/check.ts';
import type { CheckId } from '../../src/core/ids.ts';
import { anyCharacter } from '../helpers/any-character.ts';

export const result = (
  id: string,
  category: string,
  title: string,
  verdict: Verdict,
  ignored = false,
): CheckResult => ({
  check: { id: id as CheckId, category, title, judge: async () => verdict },
  verdict,
  ignored,
});

export const some: readonly CheckResult[] = [
  result('aws.credentials', 'Account', 'AWS credentials work', { status: 'pass', message: 'user/ops' }),
  result('iam.permissions', 'IAM', 'Permissions suffice', {
    status: 'unknown',
    message: 'needs iam:SimulatePrincipalPolicy',
  }),
  result('s3.bucket-notifications', 'Storage', 'No other notifications on s3://acme', {
    status: 'fail',
    message: '2 queues attached: lims, audit',
    fix: 'Move them behind EventBridge.',
  }),
  result('cloudtrail.capacity', 'Storage', 'CloudTrail has room', {
    status: 'warn',
    message: '4 of 5 used',
    fix: 'Nothing to do now.',
  }),
  result('network.vpc', 'Network', 'VPC is fit', { status: 'skipped', message: 'give --param VPC=…' }),
  result(
    'dns.caa',
    'DNS',
    'CAA allows the certificate',
    { status: 'fail', message: '0 issue "other"', fix: 'Add amazon.com.' },
    true,
  ),
];

export const meta = {
  product: 'Quilt',
  stackName: 'quilt',
  account: '123456789012',
  region: 'us-east-1',
  at: Date.UTC(2026, 4, 2, 12, 0, 0),
  strict: false,
};

export const hostile = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 40 }),
  fc.constantFrom(
    ']]></failure><x a="',
    '<script>alert(1)</script>',
    '| a | b |\n|---|',
    '\n::error::owned',
    '%0A::set-output name=x::y',
    '@octocat [click](javascript:x) `code` **b** $x$',
    '1. list',
    '- list',
    '# head',
    '\u0000\u0008\uFFFE\uD800',
    '\u001B[31mred\u001B[0m',
    '</details>',
    '&amp;',
  ),
);

export const anyResults: fc.Arbitrary<readonly CheckResult[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom('a.b', 'c.d-e', 'f.g'),
      fc.constantFrom('Account', 'IAM', 'DNS'),
      hostile,
      fc.constantFrom<Verdict['status']>('pass', 'warn', 'fail', 'unknown', 'skipped'),
      hostile,
      hostile,
      fc.boolean(),
    )
    .map(([id, category, title, status, message, fix, ignored]) =>
      result(id, category, title, { status, message, fix }, ignored),
    ),
  { maxLength: 8 },
);
