import type { CommandResult } from '../../core/command.ts';
import type { Stack } from '../../core/stack.ts';
import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { plannedScope } from '../../products/index.ts';
import { discardPlanOrTell, makePlan } from '../../stack/index.ts';
import { deployUnchanged } from '../shared/deploy/deploy.ts';
import type { CommandContext } from '../shared/context.ts';
import { resolveParameters } from '../shared/prepare/parameters.ts';
import { dnsIntent } from '../shared/dns/intent.ts';
import { planDetails } from '../shared/deploy/plan-details.ts';
import { planRequest } from '../shared/deploy/request.ts';
import { installOnHealthy } from '../shared/stack/errors.ts';
import { resolveDeployment } from '../shared/deployment-context.ts';
import { isContested, UndoList } from '../shared/deploy/undo.ts';

/**
 * A script that runs install again after it succeeded: if the same template would change nothing, what may be left
 * (protection, DNS) is finished and it is a success; else install is the wrong command.
 * @throws InstallError `stack-exists` (2)
 */
export async function completeHealthy(context: CommandContext, stack: Stack): Promise<CommandResult> {
  const deployment = await resolveDeployment(context, 'update', stack);
  if (deployment.loadedTemplate === undefined || !context.session.options.yes)
    throw installOnHealthy(context, stack);
  const undo = new UndoList();
  context.session.interrupts.left = () => undo.lines;
  try {
    const resolved = await resolveParameters(deployment);
    if (resolved.left || resolved.problems.length > 0 || resolved.generated.length > 0)
      throw installOnHealthy(context, stack);
    const scope = plannedScope({
      values: resolved.values,
      template: deployment.loadedTemplate.template,
      region: context.connection.region,
      stackName: context.stackName,
    });
    const dns = await dnsIntent(deployment.context, scope, stack);
    const details = planDetails(deployment, resolved, scope, dns.note);
    const request = await planRequest(deployment, deployment.loadedTemplate, resolved.values, details, undo);
    const plan = await makePlan(request, context.connection);
    if (plan.kind === 'unchanged') {
      context.connection.emit(plan.event);
      if (context.session.options.planOnly === true)
        return { outcome: 'unchanged', exitCode: exitCodes.succeeded };
      // While AWS still answers: nothing hangs on what was made for a plan without changes.
      await undo.run(context);
      return await deployUnchanged(deployment, resolved.values, plan.stack, dns);
    }
    if (plan.kind !== 'blocked') await discardPlanOrTell(plan, context.connection);
    throw installOnHealthy(context, stack);
  } catch (error) {
    if (isContested(error)) undo.contested = true;
    if (error instanceof InstallError && error.code === 'plan-refused')
      throw installOnHealthy(context, stack);
    throw error;
  } finally {
    await undo.run(context);
  }
}
