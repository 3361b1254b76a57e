import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { confirmByName } from '../shared/consent.ts';
import { reportHeader, createContext, type CommandContext } from '../shared/context.ts';
import { deleteAndWatch } from '../shared/stack/removal.ts';
import { attachOrLeave } from '../shared/stack/existing-stack.ts';
import { offerDnsRemoval, recordsOf } from './remove-dns.ts';
import { removalOf } from './removal.ts';

const gone = ({ connection, stackName }: Pick<CommandContext, 'connection' | 'stackName'>): CommandResult => {
  connection.emit({
    type: 'note',
    level: 'good',
    message: `There is no stack named ${stackName} in ${connection.region}; nothing to remove.`,
  });
  return { outcome: 'unchanged', exitCode: exitCodes.succeeded };
};

const warn = async (context: Pick<CommandContext, 'connection' | 'product'>, stack: Stack): Promise<void> => {
  const { goes, stays } = await removalOf(context, stack);
  context.connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stack ${stack.name} and everything it made will be deleted${goes === '' ? '' : `: ${goes}`}.`,
    detail: [
      ...(stack.terminationProtection ? ['Termination protection is on; it is lifted first.'] : []),
      ...(stays.length === 0
        ? []
        : ['What stays, and goes on to be paid for:', ...stays.map((line) => `- ${line}`)]),
    ],
  });
};

/** The guided delete: what goes, what stays, the typed name, the delete to its end, then the DNS records. */
export async function uninstall(session: Session<'uninstall'>): Promise<CommandResult> {
  session.interrupts.atStake = true;
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await context.connection.stacks.describe(context.stackName);
  const condition = conditionOf(stack?.status);
  if (stack === undefined || condition === 'absent') return gone(context);
  if (condition === 'busy') return attachOrLeave(context, stack);
  const records = await recordsOf(context, stack);
  await warn(context, stack);
  await confirmByName(context, `Stack ${stack.name} will be deleted`);
  const result = await deleteAndWatch(context, stack);
  if ('next' in result || result.exitCode !== exitCodes.succeeded) return result;
  await offerDnsRemoval(context, records);
  return result;
}
