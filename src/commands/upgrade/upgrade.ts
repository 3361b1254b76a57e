import type { CommandResult } from '../../core/command.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf } from '../../core/stack.ts';
import { saveAnswers } from '../shared/answers.ts';
import { deploy } from '../shared/deploy/deploy.ts';
import { existingStack } from '../shared/require-stack.ts';
import { noted } from '../shared/plan-notes.ts';
import { introduce, open } from '../shared/context.ts';
import { prepare } from '../shared/prepare.ts';
import { attachOrLeave, shellNotUpgraded, stuckResult } from '../shared/existing-stack.ts';
import { survey } from '../shared/deployment.ts';

/** The same story for a stack that is there: its values carried over, its tags kept, replacements in plain sight. */
export async function upgrade(session: Session): Promise<CommandResult> {
  session.interrupts.atStake = true;
  const opened = await open(session);
  await introduce(opened);
  const stack = await existingStack(opened);
  const condition = conditionOf(stack.status);
  if (condition === 'busy') return attachOrLeave(opened, stack);
  if (condition === 'stuck') return stuckResult(opened, stack);
  if (condition === 'shell') throw shellNotUpgraded(opened, stack);
  const surveyed = await survey(opened, 'update', stack);
  const prepared = await prepare(surveyed);
  if ('result' in prepared) return prepared.result;
  await saveAnswers(surveyed, prepared.settled);
  if (surveyed.inHand === undefined) throw new Error('prepare lets no run through without a template');
  return deploy(surveyed, surveyed.inHand, prepared.settled, noted(surveyed, prepared.settled));
}
