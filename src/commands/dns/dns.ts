import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import {
  applyDns,
  formatRecords,
  dnsPlanLines,
  overwriteUndo,
  verifyDns,
  type DnsPlan,
} from '../../dns/index.ts';
import { stackScope } from '../../products/index.ts';
import { whileBusy } from '../shared/busy.ts';
import { stackBusy } from '../../stack/index.ts';
import { confirmOrDecline, missingConsent } from '../shared/consent.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { reportHeader, createContext, type CommandContext } from '../shared/context.ts';
import { plannedDns } from '../shared/publish-dns.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { noRecords } from './errors.ts';

const print = (
  { session, connection }: Pick<CommandContext<'dns'>, 'session' | 'connection'>,
  plan: DnsPlan,
): void => {
  const { records } = plan;
  const { format } = session.options;
  if (format === undefined || session.options.output === 'json')
    connection.emit({ type: 'dns', records, state: 'planned', message: dnsPlanLines(plan).join('\n') });
  else connection.emit({ type: 'text', text: formatRecords(records, format) });
};

const result = (ok: boolean): CommandResult =>
  ok
    ? { outcome: 'succeeded', exitCode: exitCodes.succeeded }
    : { outcome: 'failed', exitCode: exitCodes.dnsFailed };

/** What stands there now is gone once it is replaced: the way back is told before. */
const reportUndo = ({ connection }: Pick<CommandContext<'dns'>, 'connection'>, plan: DnsPlan): void => {
  const undo = overwriteUndo(plan);
  if (undo.length === 0) return;
  connection.emit({
    type: 'note',
    level: 'warn',
    message: 'Records in place will be replaced. Keep what takes it back:',
    detail: undo,
  });
};

const apply = async (
  context: Pick<CommandContext<'dns'>, 'session' | 'connection'>,
  plan: DnsPlan,
): Promise<boolean> => {
  const { options } = context.session;
  if (plan.toCreate.length > 0 || (options.overwrite && plan.conflicts.length > 0)) {
    const [missing] = missingConsent(context);
    if (missing !== undefined) throw missing;
    if (options.overwrite) reportUndo(context, plan);
    await confirmOrDecline(
      context,
      options.overwrite && plan.conflicts.length > 0
        ? 'Replace what is in the way and write these records?'
        : 'Write these records?',
      'Writing the records',
    );
  }
  return (await applyDns(plan, { overwrite: options.overwrite }, context.connection)).complete;
};

/** The records of an existing stack: shown; with --apply written, with --verify looked up until they answer. */
export async function dns(session: Session<'dns'>): Promise<CommandResult> {
  session.interrupts.atStake = session.options.apply;
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await requireStack(context);
  const plan = await plannedDns(context, stackScope(stack));
  if (plan.records.length === 0) throw noRecords(context, stack);
  print(context, plan);
  const { options } = session;
  // Records to a balancer that is being deleted would lead nowhere within minutes.
  if (options.apply && stack.status === 'DELETE_IN_PROGRESS') throw stackBusy(stack);
  if (options.apply && !(await apply(context, plan))) return result(false);
  if (!options.apply && !options.verify && plan.toCreate.length > 0)
    context.connection.emit({ type: 'next', steps: [resumeCommand(context, 'dns', '--apply')] });
  if (!options.verify) return result(true);
  const verified = verifyDns(plan.records, { waitMs: options.waitMs ?? 0 }, context.connection);
  return result(await whileBusy(context.connection, 'Looking the records up', verified));
}
