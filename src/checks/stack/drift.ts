import type { Check, CheckInput, DeploymentTarget, Verdict } from '../../core/check.ts';
import type { StackResource } from '../../core/stack.ts';
import { counted, listed, pass, skipped, warn } from '../verdicts.ts';

const detect = ({ stackName, region }: DeploymentTarget): string =>
  `aws cloudformation detect-stack-drift --stack-name ${stackName} --region ${region}`;

/** What was found stays with the stack when its resources, updated since, no longer tell it. */
const whatDrifted = (resources: readonly StackResource[]): string => {
  const drifted = resources.filter((one) => one.drift === 'MODIFIED' || one.drift === 'DELETED');
  if (drifted.length === 0) return 'Something was changed by hand, and AWS does not tell what';
  const names = drifted.map((one) => `${one.logicalId} (${one.drift?.toLowerCase() ?? ''})`);
  return `${counted(drifted.length, 'resource')} ${drifted.length === 1 ? 'was' : 'were'} changed by hand: ${listed(names, 8)}`;
};

/** Detection takes minutes and belongs to no look; what the last one found is told with its date. */
const judge = async ({ facts, target }: CheckInput): Promise<Verdict> => {
  if (target.kind === 'create') return skipped('A new stack has not drifted.');
  const stack = await facts.stack(target.stackName);
  if (stack?.drift === undefined)
    return skipped(
      'Drift of this stack has never been looked for.',
      `To look for changes by hand: ${detect(target)}`,
    );
  const { status, checkedAt } = stack.drift;
  const when =
    checkedAt === undefined ? '' : `, looked for on ${new Date(checkedAt).toISOString().slice(0, 10)}`;
  if (status !== 'DRIFTED') return pass(`${status}${when}`);
  const resources = await facts.stackResources(target.stackName);
  const found = `${whatDrifted(resources)}${when}.`;
  if (target.revertDrift === true) return pass(`${found} --revert-drift undoes it.`);
  return warn(
    `${found} The update may overwrite or trip over these changes.`,
    `Undo the changes (this upgrade does with --revert-drift) or have them in the template, then look again: ${detect(target)}`,
  );
};

export const stackDrift: Check<'stack.drift'> = {
  id: 'stack.drift',
  category: 'Stack',
  title: 'Nothing in the stack was changed by hand',
  judge,
};
