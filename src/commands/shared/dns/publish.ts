import type { DnsMethod, DnsMove, DnsRecord } from '../../../core/dns.ts';
import { InstallError } from '../../../core/errors.ts';
import { exitCodes, type ExitCode } from '../../../core/exit-codes.ts';
import type { HostedZone } from '../../../core/facts.ts';
import type { ProductScope } from '../../../core/product.ts';
import { applyDns, desiredRecords, planDns, withoutZoneLines, type DnsPlan } from '../../../dns/index.ts';
import type { CommandContext } from '../context.ts';
import { delegationWait } from './delegation.ts';
import { manualSteps } from './manual-steps.ts';
import { awaitRecords } from './await-records.ts';
import { dnsCommand, overwriting, verifyRecords, timeToShow } from './verify-records.ts';
import { dnsPorts } from './zone-account.ts';

type PlanContext = Pick<CommandContext, 'session' | 'connection' | 'settings' | 'product'>;

export interface ZoneChoice {
  /** In place of the one that flag or answers name. */
  readonly hostedZoneId?: string;
  readonly choose?: (zones: readonly HostedZone[]) => Promise<HostedZone | undefined>;
}

/** The records of a stack, each with the zone it would go into. */
export async function plannedDns(
  context: PlanContext,
  scope: ProductScope,
  { hostedZoneId, choose }: ZoneChoice = {},
): Promise<DnsPlan> {
  const { settings, product } = context;
  const ports = dnsPorts(context);
  const desired = await desiredRecords(
    {
      product,
      scope,
      recordType: settings.recordType.value,
      hostedZoneId: hostedZoneId ?? settings.hostedZoneId.value,
      ttl: settings.ttl.value,
      choose,
    },
    ports,
  );
  return planDns(desired, ports);
}

type PublishContext = Pick<CommandContext, 'session' | 'connection' | 'stackName' | 'settings' | 'freshZone'>;

const showRecords = (
  context: Pick<CommandContext, 'connection'>,
  records: readonly DnsRecord[],
  message: string,
  moves?: readonly DnsMove[],
): void => context.connection.emit({ type: 'dns', records, state: 'planned', message, moves });

/** What was agreed to, as the plan has shown it. */
export interface AgreedDns {
  readonly method: DnsMethod;
  /** The zones the plan named; undefined: it could name none. */
  readonly zoneIds?: readonly string[];
  /** The one that somebody chose of several. */
  readonly chosenZoneId?: string;
}

/** A balancer's scheme shows only once it is made, and may lead to another zone than the plan has named. */
const notShown = (plan: DnsPlan, { zoneIds }: AgreedDns): readonly DnsRecord[] =>
  zoneIds === undefined
    ? []
    : plan.toCreate.filter(({ zoneId }) => zoneId === undefined || !zoneIds.includes(zoneId));

const apply = async (context: PublishContext, plan: DnsPlan, agreed: AgreedDns): Promise<ExitCode> => {
  const foreign = notShown(plan, agreed);
  if (foreign.length > 0) {
    const zones = [...new Set(foreign.map(({ zoneId }) => zoneId))].join(', ');
    const way = `These belong into ${zones}, which the plan did not show. Write them with\n${dnsCommand(context, '--apply')}`;
    showRecords(context, foreign, way);
    return exitCodes.dnsFailed;
  }
  const done = await applyDns(plan, { overwrite: false, replacing: overwriting(context) }, dnsPorts(context));
  if (plan.noZone.length > 0)
    showRecords(
      context,
      plan.noZone.map(({ record }) => record),
      `Not written:\n${withoutZoneLines(plan).join('\n')}`,
      manualSteps(context, { ...plan, toCreate: [] }),
    );
  if (!done.complete) return exitCodes.dnsFailed;
  return verifyRecords(context, plan.records, context.freshZone ? delegationWait : timeToShow(done));
};

/** A failure of DNS never hides that the stack is up: it is told, and only the exit code carries it. */
const reportDnsFailure = (context: PublishContext, error: unknown): ExitCode => {
  if (!(error instanceof InstallError)) throw error;
  const { code, message, docs } = error;
  context.connection.emit({
    type: 'error',
    code,
    message,
    hint: `The stack is up. When this is fixed:\n${dnsCommand(context, '--apply')}`,
    docs,
  });
  return exitCodes.dnsFailed;
};

/** DNS after the stack is up. @returns 0, or 9 where it was to be done and was not. */
export async function publish(
  context: Pick<
    CommandContext,
    'session' | 'connection' | 'settings' | 'product' | 'stackName' | 'freshZone'
  >,
  scope: ProductScope,
  agreed: AgreedDns,
): Promise<ExitCode> {
  const { method, chosenZoneId } = agreed;
  if (method === 'none') return exitCodes.succeeded;
  try {
    // The balancers were counted before this one was made.
    dnsPorts(context).facts.refresh('loadBalancers', 'records');
    const plan = await plannedDns(context, scope, { hostedZoneId: chosenZoneId });
    if (method === 'route53') return await apply(context, plan, agreed);
    const reasons = plan.choices.length === 0 ? [] : withoutZoneLines(plan);
    const message = ['Create these records where the domain is managed.', ...reasons].join('\n');
    showRecords(context, plan.records, message, manualSteps(context, plan));
    await awaitRecords(context, plan.records);
    return exitCodes.succeeded;
  } catch (error) {
    const code = reportDnsFailure(context, error);
    return method === 'route53' ? code : exitCodes.succeeded;
  }
}

/** What is left to do about DNS, for a command that only looks. */
export async function reportDnsLeft(
  context: Pick<CommandContext, 'session' | 'connection' | 'settings' | 'product' | 'stackName'>,
  scope: ProductScope,
): Promise<void> {
  const plan = await plannedDns(context, scope).catch((error: unknown) => {
    if (!(error instanceof InstallError) || error.exitCode === exitCodes.interrupted) throw error;
    const message = `Its DNS records could not be looked up: ${error.message}`;
    if (context.product.needsRecords) context.connection.emit({ type: 'note', level: 'warn', message });
    return undefined;
  });
  if (plan === undefined || plan.records.length === 0) return;
  const { records, alreadyThere, problem } = plan;
  if (alreadyThere.length === records.length)
    context.connection.emit({ type: 'dns', records, state: 'applied' });
  else if (problem === undefined)
    showRecords(context, records, `Left to do:\n${dnsCommand(context, '--apply')}`);
  else
    showRecords(
      context,
      records,
      `Whether they are in place could not be looked up: ${problem.message} To look again:\n${dnsCommand(context)}`,
    );
}
