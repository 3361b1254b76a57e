import type { CommandResult } from '../../core/command.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf } from '../../core/stack-status.ts';
import { saveAnswers } from '../shared/answers.ts';
import { deploy } from '../shared/deploy/deploy.ts';
import { attachOrLeave, requireStack, stuckStackResult } from '../shared/stack/existing-stack.ts';
import { createContext, withHeader } from '../shared/context.ts';
import { printAnswers } from '../shared/prepare/print-answers.ts';
import { MadeByFixes } from '../shared/fix/made.ts';
import { prepare } from '../shared/prepare/prepare.ts';
import { emptyStackNotUpgraded } from '../shared/stack/errors.ts';
import { resolveDeployment } from '../shared/deployment-context.ts';

/** The same story for a stack that is there: its values carried over, its tags kept, replacements in plain sight. */
export async function upgrade(session: Session<'upgrade'>): Promise<CommandResult> {
  if (session.options.printAnswers) return printAnswers(session, 'update');
  session.interrupts.atStake = true;
  const context = await createContext(session, { by: 'template' });
  const stack = await withHeader(
    context,
    requireStack(context, context.connection.facts.stack(context.stackName)),
  );
  const condition = conditionOf(stack.status);
  if (condition === 'busy') return attachOrLeave(context, stack);
  if (condition === 'stuck') return stuckStackResult(context, stack);
  if (condition === 'empty') throw emptyStackNotUpgraded(context, stack);
  const deployment = await resolveDeployment(context, 'update', stack);
  const made = new MadeByFixes();
  try {
    const prepared = await prepare(deployment, made);
    if ('result' in prepared) return prepared.result;
    const { loadedTemplate, resolved } = prepared;
    const keptAnswers = await saveAnswers(prepared.deployment, resolved);
    const kept = { ...prepared.deployment.context, keptAnswers };
    return await deploy({ ...prepared.deployment, context: kept }, loadedTemplate, resolved);
  } finally {
    made.report(context);
  }
}
