import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { recovery, type RecoveryOption } from '../../stack/index.ts';
import { reportNextStep } from './next-step.ts';
import { confirmByName } from '../shared/consent.ts';
import { attachOrLeave, requireStack } from '../shared/stack/existing-stack.ts';
import { reportHeader, createContext, type CommandContext } from '../shared/context.ts';
import { reportCause } from '../shared/stack/explain.ts';
import { carryOut, resourcesToSkip } from '../shared/stack/recovery.ts';

const nothingToDo = (context: Pick<CommandContext, 'connection'>, summary: string): CommandResult => {
  context.connection.emit({ type: 'note', level: 'good', message: summary });
  return { outcome: 'unchanged', exitCode: exitCodes.succeeded };
};

/** A script takes the best way on; a person chooses. */
const chooseOption = async (
  { connection }: Pick<CommandContext, 'connection'>,
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

const leftAsIs = (context: Pick<CommandContext, 'connection'>, stack: Stack): CommandResult => {
  context.connection.emit({
    type: 'note',
    level: 'info',
    message: `Stack ${stack.name} is left as it is (${stack.status}).`,
  });
  return { outcome: 'declined', exitCode: exitCodes.declined };
};

/** The way out of a stuck stack: what its state means, what can be done, done only when its name is typed. */
export async function recover(session: Session<'recover'>): Promise<CommandResult> {
  session.interrupts.atStake = true;
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await requireStack(context);
  const { summary, options } = recovery(stack.status, stack.name);
  const condition = conditionOf(stack.status);
  if (condition === 'busy') return attachOrLeave(context, stack);
  if (condition === 'healthy' || condition === 'absent')
    return nothingToDo(context, `Stack ${stack.name} is in ${stack.status}. ${summary}`);
  context.connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stack ${stack.name} is in ${stack.status}. ${summary}`,
  });
  if (condition !== 'empty') await reportCause(context, stack);
  const ways = options.filter(({ id }) => id !== 'install' && id !== 'upgrade');
  const option = await chooseOption(context, ways);
  if (option === undefined) return leftAsIs(context, stack);
  const skip = option.id === 'continue-rollback' ? await resourcesToSkip(context, stack) : [];
  if (option.needsTypedName) await confirmByName(context, option.title);
  const result = await carryOut(context, stack, option.id, skip);
  if ('exitCode' in result && result.exitCode === exitCodes.succeeded) await reportNextStep(context, skip);
  return result;
}
