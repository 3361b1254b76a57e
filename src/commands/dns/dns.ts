import type { CommandResult } from '../../core/command.ts';
import { exitCodes, type ExitCode } from '../../core/errors.ts';
import type { HostedZone } from '../../core/facts.ts';
import type { Session } from '../../core/session.ts';
import type { ProductScope } from '../../core/product.ts';
import { formatRecords, dnsPlanLines, verifyDns, zoneWords, type DnsPlan } from '../../dns/index.ts';
import { stackScope } from '../../products/index.ts';
import { whileBusy } from '../shared/busy.ts';
import { stackBusy } from '../../stack/index.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { reportHeader, createContext, type CommandContext } from '../shared/context.ts';
import { delegationWait } from '../shared/dns/delegation.ts';
import { plannedDns } from '../shared/dns/publish.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { dnsPorts } from '../shared/dns/zone-account.ts';
import { apply } from './apply.ts';
import { createZone } from './create-zone.ts';
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

const result = (exitCode: ExitCode): CommandResult => ({
  outcome: exitCode === exitCodes.succeeded ? 'succeeded' : 'failed',
  exitCode,
});

/** A private and a public zone of one name serve different people: only a person knows who is meant. */
const asksZone =
  ({ connection }: Pick<CommandContext, 'connection'>) =>
  (zones: readonly HostedZone[]): Promise<HostedZone | undefined> =>
    connection.prompt.interactive
      ? connection.prompt.select({
          message: 'Several zones can hold the hosts. Into which?',
          choices: zones.map((zone) => ({
            name: zoneWords(zone),
            value: zone,
            description: zone.private ? 'seen inside its VPCs only' : 'seen by everybody',
          })),
        })
      : Promise.resolve(undefined);

const planFor = async (context: CommandContext<'dns'>, scope: ProductScope): Promise<DnsPlan> =>
  plannedDns(context, scope, { choose: asksZone(context) });

/** Into the zones that are there, else into one that is made for it. */
const write = async (
  context: CommandContext<'dns'>,
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
  if (!writes && !options.verify && plan.toCreate.length > 0)
    context.connection.emit({ type: 'next', steps: [resumeCommand(context, 'dns', '--apply')] });
  if (!options.verify) return result(exitCodes.succeeded);
  const { records } = writes ? await plannedDns(context, scope) : plan;
  const waitMs = options.waitMs ?? (plan.zoneless.length > 0 && writes ? delegationWait : 0);
  const verified = verifyDns(records, { waitMs }, dnsPorts(context));
  const seen = await whileBusy(context.connection, 'Looking the records up', verified);
  return result(seen === 'verified' ? exitCodes.succeeded : exitCodes.dnsFailed);
}
