import type { PolicyDocument, PolicyStatement } from './document.ts';

/** Characters IAM takes, white space not counted. */
export const managedPolicyLimit = 6_144;
/** All inline policies of one role together. */
export const inlinePolicyLimit = 10_240;

/** As IAM counts it. No string in a policy of ours holds white space, so that none is lost here. */
export const policySize = (part: PolicyDocument | PolicyStatement): number => JSON.stringify(part).length;

const emptyDocument: PolicyDocument = { Version: '2012-10-17', Statement: [] };

/** The Sids of as few managed policies as hold the document, in its order; one statement is never divided. */
export function managedPolicies({ Statement }: PolicyDocument): readonly (readonly string[])[] {
  const policies: { sids: string[]; size: number }[] = [];
  for (const statement of Statement) {
    const size = policySize(statement) + 1;
    const last = policies.at(-1);
    if (last !== undefined && last.size + size <= managedPolicyLimit) {
      last.sids.push(statement.Sid);
      last.size += size;
    } else policies.push({ sids: [statement.Sid], size: policySize(emptyDocument) + size });
  }
  return policies.map(({ sids }) => sids);
}
