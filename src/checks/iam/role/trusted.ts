import type { TemplateResource } from '../../../core/template.ts';
import { statementsOf } from '../../../account/policy-document.ts';
import { evaluate, type Scope } from '../../../template/index.ts';

const trustOf = ({ properties }: TemplateResource, scope: Scope): string => {
  const found = evaluate(properties['AssumeRolePolicyDocument'] ?? null, scope);
  return found.known ? JSON.stringify(found.value) : '';
};

/** Services that the template's own roles trust: nobody else may be handed one. */
export function trustedServices(resources: readonly TemplateResource[], scope: Scope): readonly string[] {
  // A role may trust another of the template's; its ARN is not known yet and does not matter here.
  const naming: Scope = { ...scope, resources: { ref: () => 'later', att: () => 'later' } };
  const services = resources
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .flatMap((role) => statementsOf(trustOf(role, naming)))
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principals }) => principals)
    .flatMap((principal) => /^Service:([a-z0-9.-]+)$/.exec(principal)?.[1] ?? []);
  return [...new Set(services)].sort();
}
