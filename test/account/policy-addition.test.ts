import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyWith, type AddedStatement } from '../../src/account/policy-addition.ts';

const reader = 'arn:aws:iam::123456789012:role/Reader';
const writer = 'arn:aws:iam::123456789012:role/Writer';
const grant: AddedStatement = {
  principals: [reader, writer],
  actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
  resource: '*',
};

const policy = (...statements: readonly unknown[]): string =>
  JSON.stringify({ Version: '2012-10-17', Id: 'key', Statement: statements });
const statementsIn = (json: string | undefined): readonly unknown[] => {
  const { Statement } = JSON.parse(json ?? '{}') as { Statement: unknown };
  return Array.isArray(Statement) ? (Statement as readonly unknown[]) : [Statement];
};

const anyStatement = fc.record(
  {
    Sid: fc.constantFrom('Use', 'Use2', 'Other'),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: fc.oneof(
      fc.constant('*'),
      fc.record({
        AWS: fc.oneof(fc.constantFrom(reader, writer, '*'), fc.array(fc.constantFrom(reader, writer))),
      }),
      fc.record({ Service: fc.constant('s3.amazonaws.com') }),
    ),
    Action: fc.oneof(
      fc.constantFrom('*', 'kms:*', 'kms:Decrypt', 'KMS:generatedatakey', 'kms:Describe*'),
      fc.array(fc.constantFrom('kms:Decrypt', 'kms:GenerateDataKey')),
    ),
    Resource: fc.constant('*'),
    Condition: fc.constantFrom({}, { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }),
    Foreign: fc.json(),
  },
  { requiredKeys: ['Effect'] },
);

describe('what is added to a policy', () => {
  it('leaves every other statement as it is, and is not added twice, whatever stands there', () =>
    fc.assert(
      fc.property(fc.array(anyStatement), fc.boolean(), (statements, alone) => {
        const [only] = statements;
        const json =
          alone && only !== undefined
            ? JSON.stringify({ Version: '2012-10-17', Statement: only })
            : policy(...statements);
        const first = policyWith(json, grant, 'Use');
        if (first?.document === undefined) return;
        const before = statementsIn(json);
        const after = statementsIn(first.document);
        expect(after.slice(0, -1)).toEqual(before);
        expect(after.filter((one) => (one as { Sid?: string }).Sid === first.sid)).toHaveLength(1);
        expect(policyWith(first.document, grant, 'Use')?.document).toBeUndefined();
      }),
    ));

  it('is who is missing, and only they', () => {
    const json = policy({ Effect: 'Allow', Principal: { AWS: [reader] }, Action: 'kms:*', Resource: '*' });
    expect(statementsIn(policyWith(json, grant, 'Use')?.document)[1]).toEqual({
      Sid: 'Use',
      Effect: 'Allow',
      Principal: { AWS: writer },
      Action: grant.actions,
      Resource: '*',
    });
  });

  it.each([
    [
      'a condition',
      { Effect: 'Allow', Principal: '*', Action: '*', Condition: { Bool: { 'aws:x': 'true' } } },
    ],
    ['one of two actions', { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt' }],
    [
      'the account, which only lets IAM decide',
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*' },
    ],
    ['all but somebody', { Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::1:root' }, Action: 'kms:*' }],
  ])('is missing where it is allowed to %s', (_what, statement) =>
    expect(policyWith(policy(statement), grant, 'Use')?.document).toBeDefined(),
  );

  it('tells of a deny, which wins, and of principals that are gone', () => {
    const json = policy(
      { Effect: 'Deny', Principal: { AWS: writer }, Action: 'kms:Decrypt' },
      { Effect: 'Allow', Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' }, Action: 'kms:Decrypt' },
    );
    expect(policyWith(json, grant, 'Use')).toMatchObject({ denied: true, gone: ['AROAEXAMPLEEXAMPLE123'] });
  });

  it('tells of a deny of all but some actions', () => {
    const all = { Effect: 'Deny', Principal: '*', NotAction: 'kms:Describe*' };
    expect(policyWith(policy(all), grant, 'Use')).toMatchObject({ denied: true });
    const others = { Effect: 'Deny', Principal: '*', NotAction: 'kms:*' };
    expect(policyWith(policy(others), grant, 'Use')).toMatchObject({ denied: false });
  });

  it.each(['', '[]', 'null', '{'])('is refused by %j', (json) =>
    expect(policyWith(json, grant, 'Use')).toBeUndefined(),
  );
});
