import type { CommandResult } from '../../core/command.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf, type Stack } from '../../core/stack.ts';
import { saveAnswers } from '../shared/answers.ts';
import { deploy } from '../shared/deploy/deploy.ts';
import { introduce, open, type Opened } from '../shared/context.ts';
import { prepare } from '../shared/prepare.ts';
import {
  agreeToRemove,
  attachOrLeave,
  offerUpgrade,
  ownShell,
  removeLeftover,
  stuckResult,
} from '../shared/existing-stack.ts';
import { survey } from '../shared/deployment.ts';
import { completeHealthy } from './complete.ts';
import { noted } from '../shared/plan-notes.ts';

/** What a stack of that name means for an install: another way, or undefined to go on. */
const met = async (opened: Opened, stack: Stack | undefined): Promise<CommandResult | undefined> => {
  switch (conditionOf(stack?.status)) {
    case 'absent':
      return undefined;
    case 'shell':
      if (stack !== undefined) await ownShell(opened, stack);
      return undefined;
    case 'busy':
      return stack && attachOrLeave(opened, stack);
    case 'healthy':
      return stack && ((await offerUpgrade(opened, stack)) ?? (await completeHealthy(opened, stack)));
    case 'stuck':
      return stack?.status === 'ROLLBACK_COMPLETE' ? undefined : stack && stuckResult(opened, stack);
  }
};

/** The whole story: preflight, parameters, plan, yes, create, watch, DNS, next steps. */
export async function install(session: Session): Promise<CommandResult> {
  session.interrupts.atStake = true;
  const opened = await open(session);
  await introduce(opened);
  const stack = await opened.connection.stacks.describe(opened.stackName);
  const elsewhere = await met(opened, stack);
  if (elsewhere !== undefined) return elsewhere;
  const leftover = stack?.status === 'ROLLBACK_COMPLETE' ? stack : undefined;
  if (leftover !== undefined) {
    const left = await agreeToRemove(opened, leftover);
    if (left !== undefined) return left;
  }
  const surveyed = await survey(opened, 'create', stack);
  const target = leftover === undefined ? surveyed.target : { ...surveyed.target, confirmed: true };
  const prepared = await prepare({ ...surveyed, target });
  if ('result' in prepared) return prepared.result;
  await saveAnswers(surveyed, prepared.settled);
  if (leftover !== undefined && !session.options.planOnly) {
    const stopped = await removeLeftover(opened, leftover);
    if (stopped !== undefined) return stopped;
  }
  if (surveyed.inHand === undefined) throw new Error('prepare lets no run through without a template');
  return deploy(
    { ...surveyed, target, stack: undefined },
    surveyed.inHand,
    prepared.settled,
    noted(surveyed, prepared.settled),
  );
}
