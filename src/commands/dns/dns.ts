import type { CommandResult } from '../../core/command.ts';
import { exitCodes, type ExitCode } from '../../core/exit-codes.ts';
import { stopped } from '../../core/interrupts.ts';
import type { Session } from '../../core/session.ts';
import type { ProductScope } from '../../core/product.ts';
import { formatRecords, dnsPlanLines, type DnsPlan } from '../../dns/index.ts';
import { stackScope } from '../../products/index.ts';
import { stackBusy } from '../../stack/index.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { reportHeader, createContext, type CommandContext } from '../shared/context.ts';
import { choosesZone } from '../shared/dns/choose-zone.ts';
import { delegationWait } from '../shared/dns/delegation.ts';
import { manualSteps } from '../shared/dns/manual-steps.ts';
import { verificationOf } from '../shared/dns/verify-records.ts';
import { plannedDns } from '../shared/dns/publish.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { apply } from './apply.ts';
import { createZone } from './create-zone.ts';
import { noRecords } from './errors.ts';

const print = (
  { session, connection, product }: Pick<CommandContext<'dns'>, 'session' | 'connection' | 'product'>,
  plan: DnsPlan,
): void => {
  const { records } = plan;
  const { format } = session.options;
  if (format === undefined || session.options.output === 'json')
    connection.emit({ type: 'dns', records, state: 'planned', message: dnsPlanLines(plan).join('\n') });
  else connection.emit({ type: 'text', text: formatRecords(records, format, product.title) });
};

const result = (exitCode: ExitCode): CommandResult => ({
  outcome: exitCode === exitCodes.succeeded ? 'succeeded' : 'failed',
  exitCode,
});

const planFor = async (
  context: Pick<CommandContext<'dns'>, 'session' | 'connection' | 'settings' | 'product'>,
  scope: ProductScope,
): Promise<DnsPlan> => plannedDns(context, scope, { choose: (zones) => choosesZone(context, zones) });

/** What `--apply` would do, or how else the records come to be. */
const reportNext = (
  context: Pick<CommandContext<'dns'>, 'session' | 'connection' | 'stackName'>,
  plan: DnsPlan,
): void => {
  const { emit } = context.connection;
  if (plan.noZone.length > 0) emit({ type: 'next', steps: manualSteps(context, plan) });
  else if (plan.toCreate.length > 0)
    emit({ type: 'next', steps: [resumeCommand(context, 'dns', '--apply')] });
};

/** Into the zones that are there, else into one that is made for it. */
const write = async (
  context: Pick<CommandContext<'dns'>, 'session' | 'connection' | 'settings' | 'product' | 'stackName'>,
  scope: ProductScope,
  plan: DnsPlan,
): Promise<ExitCode> => {
  const { waitMs } = context.session.options;
  const hostedZoneId = await createZone(context, plan);
  if (hostedZoneId === undefined) return apply(context, plan, { waitMs });
  const fresh = await plannedDns(context, scope, { hostedZoneId });
  print(context, fresh);
  return apply(context, fresh, { agreed: true, waitMs: waitMs ?? delegationWait });
};

/** The records of an existing stack: shown; with --apply written, with --verify looked up until they answer. */
export async function dns(session: Session<'dns'>): Promise<CommandResult> {
  const { options } = session;
  const writes = options.apply || options.createZone;
  session.interrupts.atStake = writes;
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await requireStack(context);
  const scope = stackScope(stack);
  const plan = await planFor(context, scope);
  if (plan.records.length === 0) throw noRecords(context, stack);
  print(context, plan);
  // Records to a balancer that is being deleted would lead nowhere within minutes.
  if (writes && stack.status === 'DELETE_IN_PROGRESS') throw stackBusy(stack);
  if (writes) {
    const code = await write(context, scope, plan);
    if (code !== exitCodes.succeeded || !options.verify) return result(code);
  }
  if (!writes && !options.verify) reportNext(context, plan);
  if (!options.verify) return result(exitCodes.succeeded);
  const { records } = writes ? await plannedDns(context, scope) : plan;
  const waitMs = options.waitMs ?? (plan.zoneless.length > 0 && writes ? delegationWait : 0);
  const seen = await verificationOf(context, records, waitMs);
  if (seen !== 'verified' && context.connection.signal.aborted) throw stopped();
  return result(seen === 'verified' ? exitCodes.succeeded : exitCodes.dnsFailed);
}
