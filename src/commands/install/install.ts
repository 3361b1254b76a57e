import type { CommandResult } from '../../core/command.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { saveAnswers } from '../shared/answers.ts';
import { deploy } from '../shared/deploy/deploy.ts';
import { createContext, withHeader, type CommandContext } from '../shared/context.ts';
import { printAnswers } from '../shared/prepare/print-answers.ts';
import { prepare } from '../shared/prepare/prepare.ts';
import { assertOwnEmptyStack } from '../shared/stack/empty-stack.ts';
import { attachOrLeave, offerUpgrade, stuckStackResult } from '../shared/stack/existing-stack.ts';
import { agreeToRemove, removeLeftover } from '../shared/stack/leftover.ts';
import { MadeByFixes } from '../shared/fix/made.ts';
import { resolveDeployment, type DeploymentContext } from '../shared/deployment-context.ts';
import { completeHealthy } from './complete.ts';

/** What a stack of that name means for an install: another way, or undefined to go on. */
const handleExistingStack = async (
  context: CommandContext,
  stack: Stack | undefined,
): Promise<CommandResult | undefined> => {
  switch (conditionOf(stack?.status)) {
    case 'absent':
      return undefined;
    case 'empty':
      if (stack !== undefined) await assertOwnEmptyStack(context, stack);
      return undefined;
    case 'busy':
      return stack && attachOrLeave(context, stack);
    case 'healthy':
      return stack && ((await offerUpgrade(context, stack)) ?? (await completeHealthy(context, stack)));
    case 'stuck':
      return stack?.status === 'ROLLBACK_COMPLETE' ? undefined : stack && stuckStackResult(context, stack);
  }
};

/** The whole story: preflight, parameters, plan, yes, create, watch, DNS, next steps. */
export async function install(session: Session<'install'>): Promise<CommandResult> {
  if (session.options.printAnswers) return printAnswers(session, 'create');
  session.interrupts.atStake = true;
  const context = await createContext(session, { by: 'template' });
  const stack = await withHeader(context, context.connection.stacks.describe(context.stackName));
  const elsewhere = await handleExistingStack(context, stack);
  if (elsewhere !== undefined) return elsewhere;
  const leftover = stack?.status === 'ROLLBACK_COMPLETE' ? stack : undefined;
  // No plan can be made beside it, and --plan-only removes nothing.
  const meet = session.options.planOnly ? stuckStackResult : agreeToRemove;
  const left = leftover && (await meet(context, leftover));
  if (left !== undefined) return left;
  const found = await resolveDeployment(context, 'create', stack);
  const target = leftover === undefined ? found.target : { ...found.target, confirmed: true };
  const made = new MadeByFixes();
  try {
    return await prepareAndDeploy({ ...found, target }, leftover, made);
  } finally {
    made.report(context);
  }
}

const prepareAndDeploy = async (
  found: DeploymentContext,
  leftover: Stack | undefined,
  made: MadeByFixes,
): Promise<CommandResult> => {
  const prepared = await prepare(found, made);
  if ('result' in prepared) return prepared.result;
  const { deployment } = prepared;
  const keptAnswers = await saveAnswers(deployment, prepared.resolved);
  const context = { ...deployment.context, keptAnswers };
  const stopped = leftover && (await removeLeftover(context, leftover));
  if (stopped !== undefined) return stopped;
  const { loadedTemplate, resolved } = prepared;
  return deploy({ ...deployment, context, stack: undefined }, loadedTemplate, resolved);
};
