import type { Settled } from '../../parameters/index.ts';
import type { Survey } from './deployment.ts';

const listed = (keys: readonly string[], words: string): readonly string[] =>
  keys.length === 0 ? [] : [`${words}: ${keys.join(', ')}`];

/** Lines over the plan: which template, which version, what the new template no longer takes. */
export function noted({ inHand, target }: Survey, settled: Settled): readonly string[] {
  if (inHand === undefined) return [];
  const version = target.product.version(inHand.template);
  return [
    `Template ${inHand.shownSource}, SHA-256 ${inHand.sha256.slice(0, 12)}…${version === undefined ? '' : `, version ${version}`}`,
    ...(target.roleArn === undefined ? [] : [`CloudFormation works as ${target.roleArn}`]),
    ...listed(settled.added, 'New parameters'),
    ...listed(settled.dropped, 'No longer in the template, dropped'),
  ];
}
