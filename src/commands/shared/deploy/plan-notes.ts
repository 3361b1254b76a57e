import type { ResolvedValues } from '../../../parameters/index.ts';
import type { DeploymentContext } from '../deployment.ts';

const listed = (keys: readonly string[], words: string): readonly string[] =>
  keys.length === 0 ? [] : [`${words}: ${keys.join(', ')}`];

/** Lines over the plan: which template, which version, what the new template no longer takes. */
export function planNotes(
  { loadedTemplate, target }: Pick<DeploymentContext, 'loadedTemplate' | 'target'>,
  resolved: ResolvedValues,
): readonly string[] {
  if (loadedTemplate === undefined) return [];
  const version = target.product.version({ template: loadedTemplate.template });
  return [
    `Template ${loadedTemplate.shownSource}, SHA-256 ${loadedTemplate.sha256.slice(0, 12)}…${version === undefined ? '' : `, version ${version}`}`,
    ...(target.roleArn === undefined ? [] : [`CloudFormation works as ${target.roleArn}`]),
    ...listed(resolved.added, 'New parameters'),
    ...listed(resolved.dropped, 'No longer in the template, dropped'),
  ];
}
