import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallError, type ExitCode } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf, type Stack, type StackCondition } from '../../core/stack.ts';
import { applyDns, formatRecords, dnsPlanLines, verifyDns, type DnsPlan } from '../../dns/index.ts';
import { stackBusy } from '../../stack/index.ts';
import { confirmOrDecline, consentMissing } from '../shared/consent.ts';
import { requireStack } from '../shared/require-stack.ts';
import { reportHeader, createContext, type CommandContext } from '../shared/context.ts';
import { plannedDns } from '../shared/publish.ts';
import { resumeCommand } from '../shared/resume.ts';

/** A stack at work or stuck has no outputs because of that, and what leads on from there leads to the records. */
const noRecordsError = (context: CommandContext, { name, status }: Stack): InstallError => {
  const condition = conditionOf(status);
  const resume = resumeCommand(context, condition === 'stuck' ? 'recover' : 'watch');
  const hints: Readonly<Partial<Record<StackCondition, string>>> = {
    busy: `An operation is running; follow it with ${resume}, then ask again.`,
    stuck: `The stack is not up; the ways on: ${resume}`,
  };
  return new InstallError({
    code: 'dns-no-records',
    message: `The outputs of stack ${name} (${status}) name no hosts and no load balancer, so there are no records to show.`,
    hint: hints[condition] ?? 'See what the stack gives out with quilt-install outputs.',
    exitCode: noRecordsCodes[condition],
    ...(condition === 'busy' || condition === 'stuck' ? { resume } : {}),
  });
};

const noRecordsCodes: Readonly<Record<StackCondition, ExitCode>> = {
  absent: exitCodes.usage,
  empty: exitCodes.usage,
  busy: exitCodes.stillRunning,
  stuck: exitCodes.needsPerson,
  healthy: exitCodes.dnsFailed,
};

const print = ({ session, connection }: CommandContext<'dns'>, plan: DnsPlan): void => {
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

const apply = async (context: CommandContext<'dns'>, plan: DnsPlan): Promise<boolean> => {
  const { options } = context.session;
  if (plan.toCreate.length > 0 || (options.overwrite && plan.conflicts.length > 0)) {
    const [missing] = consentMissing(context);
    if (missing !== undefined) throw missing;
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
  const plan = await plannedDns(context, stack.outputs);
  if (plan.records.length === 0) throw noRecordsError(context, stack);
  print(context, plan);
  const { options } = session;
  // Records to a balancer that is being deleted would lead nowhere within minutes.
  if (options.apply && stack.status === 'DELETE_IN_PROGRESS') throw stackBusy(stack);
  if (options.apply && !(await apply(context, plan))) return result(false);
  if (!options.apply && !options.verify && plan.toCreate.length > 0)
    context.connection.emit({ type: 'next', steps: [resumeCommand(context, 'dns', '--apply')] });
  if (!options.verify) return result(true);
  return result(await verifyDns(plan.records, { waitMs: options.waitMs ?? 0 }, context.connection));
}
