import type { CommandResult } from '../../core/command.ts';
import type { Stack } from '../../core/stack.ts';
import { InstallError } from '../../core/errors.ts';
import { discardPlan, makePlan } from '../../stack/index.ts';
import { deployUnchanged } from '../shared/deploy/deploy.ts';
import type { Opened } from '../shared/context.ts';
import { settle } from '../shared/prepare.ts';
import { planRequest } from '../shared/deploy/request.ts';
import { installOnHealthy } from '../shared/existing-stack.ts';
import { survey } from '../shared/deployment.ts';
import { Undo } from '../shared/deploy/undo.ts';

/**
 * A script that runs install again after it succeeded: if the same template would change nothing, what may be left
 * (protection, DNS) is finished and it is a success; else install is the wrong command.
 * @throws InstallError `stack-exists` (2)
 */
export async function completeHealthy(opened: Opened, stack: Stack): Promise<CommandResult> {
  const surveyed = await survey(opened, 'update', stack);
  if (surveyed.inHand === undefined || !opened.session.options.yes) throw installOnHealthy(opened, stack);
  const undo = new Undo();
  try {
    const settled = await settle(surveyed);
    if (settled.problems.length > 0 || settled.generated.length > 0) throw installOnHealthy(opened, stack);
    const request = await planRequest(surveyed, surveyed.inHand, settled.values, [], undo);
    const plan = await makePlan(request, opened.connection);
    if (plan.kind === 'unchanged') {
      opened.connection.emit(plan.event);
      return await deployUnchanged(surveyed, settled.values, plan.stack);
    }
    if (plan.kind !== 'blocked') await discardPlan(plan, opened.connection);
    throw installOnHealthy(opened, stack);
  } catch (error) {
    if (error instanceof InstallError && error.code === 'plan-refused') throw installOnHealthy(opened, stack);
    throw error;
  } finally {
    await undo.run(opened);
  }
}
