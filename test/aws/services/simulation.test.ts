import type { EvaluationResult } from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeResults } from '../../../src/aws/services/iam/simulation.ts';
import { caught, portsOn, query, queryError, serve } from '../wire.ts';

const one = (more: Partial<EvaluationResult>): EvaluationResult => ({
  EvalActionName: 's3:GetObject',
  EvalDecision: 'allowed',
  ...more,
});
const decisions = ['allowed', 'implicitDeny', 'explicitDeny'] as const;

describe('a simulated action', () => {
  it('answered once per resource, as it used to be, has its worst answer', () => {
    const [answer, ...others] = mergeResults([
      one({}),
      one({ EvalDecision: 'explicitDeny' }),
      one({ EvalDecision: 'implicitDeny' }),
    ]);
    expect(answer).toMatchObject({ action: 's3:GetObject', decision: 'explicitDeny', by: 'policy' });
    expect(others).toEqual([]);
  });

  it('answered once with its resources inside has the worst of these', () => {
    const [answer] = mergeResults([
      one({
        ResourceSpecificResults: [
          { EvalResourceName: 'a', EvalResourceDecision: 'allowed' },
          {
            EvalResourceName: 'b',
            EvalResourceDecision: 'implicitDeny',
            MissingContextValues: ['aws:SourceIp'],
          },
        ],
      }),
    ]);
    expect(answer).toMatchObject({ decision: 'implicitDeny', missingContext: ['aws:SourceIp'] });
  });

  it.each([
    ['scp', { OrganizationsDecisionDetail: { AllowedByOrganizations: false } }],
    ['boundary', { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } }],
    ['policy', { OrganizationsDecisionDetail: { AllowedByOrganizations: true } }],
  ])('denied by %s says so', (by, more) => {
    expect(mergeResults([one({ EvalDecision: 'explicitDeny', ...more })])[0]?.by).toBe(by);
  });

  it('with an answer nobody knows is no permission', () => {
    expect(mergeResults([one({ EvalDecision: 'perhaps' as never })])[0]?.decision).toBe('implicitDeny');
  });

  it('is never better than its worst answer, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...decisions), { minLength: 1 }), (list) => {
        const worst = decisions[Math.max(...list.map((each) => decisions.indexOf(each)))];
        const merged = mergeResults(list.map((EvalDecision) => one({ EvalDecision })));
        expect(merged.map(({ decision }) => decision)).toEqual([worst]);
      }),
    );
  });
});

describe('asking', () => {
  const actions = Array.from({ length: 120 }, (_, i) => `s3:Action${i}`);

  it('goes in batches, each with the region the policies may name', async () => {
    const { url, asked } = await serve(({ body }) => {
      const names = [...new URLSearchParams(body)]
        .filter(([key]) => key.startsWith('ActionNames'))
        .map(([, name]) => name);
      return query(
        'SimulatePrincipalPolicy',
        `<IsTruncated>false</IsTruncated><EvaluationResults>${names.map((name) => `<member><EvalActionName>${name}</EvalActionName><EvalDecision>allowed</EvalDecision></member>`).join('')}</EvaluationResults>`,
      );
    });
    const answers = await portsOn(url, { region: 'eu-west-1' }).facts.simulate(
      'arn:aws:iam::1:role/r',
      actions,
    );
    expect(answers.map(({ action }) => action).sort()).toEqual([...actions].sort());
    expect(asked).toHaveLength(3);
    expect(
      asked.every(
        ({ body }) =>
          new URLSearchParams(body).get('ContextEntries.member.1.ContextKeyValues.member.1') === 'eu-west-1',
      ),
    ).toBe(true);
  });

  it('about a session rather than a role is refused, and can be told apart', async () => {
    const { url } = await serve(() =>
      queryError(
        'InvalidInput',
        'Invalid Entity Arn: arn:aws:sts::1:assumed-role/R/S does not clearly define entity type and name.',
      ),
    );
    expect(
      await caught(portsOn(url).facts.simulate('arn:aws:sts::1:assumed-role/R/S', ['s3:GetObject'])),
    ).toMatchObject({ code: 'aws-refused' });
  });
});
