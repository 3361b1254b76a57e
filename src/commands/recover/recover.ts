import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf, type Stack } from '../../core/stack.ts';
import { recovery, type RecoveryOption } from '../../stack/index.ts';
import { tellWayOn } from './next-step.ts';
import { typedName } from '../shared/consent.ts';
import { existingStack } from '../shared/require-stack.ts';
import { introduce, open, type Opened } from '../shared/context.ts';
import { tellCause } from '../shared/explain.ts';
import { carryOut } from '../shared/recovery.ts';
import { attachOrLeave } from '../shared/existing-stack.ts';

const nothingToDo = (opened: Opened, summary: string): CommandResult => {
  opened.connection.emit({ type: 'note', level: 'good', message: summary });
  return { outcome: 'unchanged', exitCode: exitCodes.succeeded };
};

/** A script takes the best way on; a person chooses. */
const chosen = async (
  { connection }: Opened,
  options: readonly RecoveryOption[],
): Promise<RecoveryOption | undefined> => {
  if (!connection.prompt.interactive) return options[0];
  return connection.prompt.select<RecoveryOption | undefined>({
    message: 'What now?',
    choices: [
      ...options.map((option) => ({ name: option.title, value: option })),
      { name: 'Leave it as it is', value: undefined },
    ],
  });
};

const stillThere = (opened: Opened, stack: Stack): CommandResult => {
  opened.connection.emit({
    type: 'note',
    level: 'info',
    message: `Stack ${stack.name} is left as it is (${stack.status}).`,
  });
  return { outcome: 'declined', exitCode: exitCodes.declined };
};

/** The way out of a stuck stack: what its state means, what can be done, done only when its name is typed. */
export async function recover(session: Session): Promise<CommandResult> {
  session.interrupts.atStake = true;
  const opened = await open(session);
  await introduce(opened);
  const stack = await existingStack(opened);
  const { summary, options } = recovery(stack.status, stack.name);
  const condition = conditionOf(stack.status);
  if (condition === 'busy') return attachOrLeave(opened, stack);
  if (condition === 'healthy' || condition === 'absent')
    return nothingToDo(opened, `Stack ${stack.name} is in ${stack.status}. ${summary}`);
  opened.connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stack ${stack.name} is in ${stack.status}. ${summary}`,
  });
  if (condition !== 'shell') await tellCause(opened, stack);
  const ways = options.filter(({ id }) => id !== 'install' && id !== 'upgrade');
  const option = await chosen(opened, ways);
  if (option === undefined) return stillThere(opened, stack);
  if (option.needsTypedName) await typedName(opened, option.title);
  const result = await carryOut(opened, stack, option.id);
  if ('exitCode' in result && result.exitCode === exitCodes.succeeded) await tellWayOn(opened);
  return result;
}
