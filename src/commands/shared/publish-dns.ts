import type { DnsRecord } from '../../core/dns.ts';
import { exitCodes, InstallError, type ExitCode } from '../../core/errors.ts';
import type { ProductScope } from '../../core/product.ts';
import { applyDns, desiredRecords, planDns, verifyDns, type DnsPlan } from '../../dns/index.ts';
import { whileBusy } from './busy.ts';
import type { CommandContext } from './context.ts';
import { resumeCommand } from './next-command.ts';

/** The records of a stack, each with the zone it would go into. */
export async function plannedDns(
  context: Pick<CommandContext, 'connection' | 'settings' | 'product'>,
  scope: ProductScope,
): Promise<DnsPlan> {
  const { settings, connection, product } = context;
  const records = await desiredRecords(
    {
      product,
      scope,
      recordType: settings.recordType.value,
      hostedZoneId: settings.hostedZoneId.value,
      ttl: settings.ttl.value,
    },
    connection,
  );
  return planDns(records, connection);
}

const dnsCommand = (
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  ...flags: readonly string[]
): string => resumeCommand(context, 'dns', ...flags);

const showRecords = (
  context: Pick<CommandContext, 'connection'>,
  records: readonly DnsRecord[],
  message: string,
): void => context.connection.emit({ type: 'dns', records, state: 'planned', message });

/** How long fresh records are given to show before they are left to `dns --verify`, milliseconds. */
const freshFor = 15_000;

const verifyRecords = async (
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  records: readonly DnsRecord[],
  waitMs: number,
): Promise<void> => {
  const verified = verifyDns(records, { waitMs }, context.connection);
  const ok = await whileBusy(context.connection, 'Looking the records up', verified);
  if (ok) return;
  context.connection.emit({
    type: 'note',
    level: 'info',
    message:
      'The records are in place but do not answer from here yet; resolvers may take minutes to see them.',
    detail: ['Watch for it with', dnsCommand(context, '--verify', '--wait', '15m')],
  });
};

const apply = async (
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  plan: DnsPlan,
): Promise<ExitCode> => {
  const done = await applyDns(plan, { overwrite: false }, context.connection);
  if (!done.complete) return exitCodes.dnsFailed;
  await verifyRecords(context, plan.records, done.created.length > 0 ? freshFor : 0);
  return exitCodes.succeeded;
};

/** A failure of DNS never hides that the stack is up: it is told, and only the exit code carries it. */
const reportDnsFailure = (
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  error: unknown,
): ExitCode => {
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
  context: CommandContext,
  scope: ProductScope,
  method: 'route53' | 'print' | 'none',
): Promise<ExitCode> {
  if (method === 'none') return exitCodes.succeeded;
  try {
    const plan = await plannedDns(context, scope);
    if (method === 'route53') return await apply(context, plan);
    showRecords(context, plan.records, 'Create these records where the domain is managed.');
    return exitCodes.succeeded;
  } catch (error) {
    return method === 'route53'
      ? reportDnsFailure(context, error)
      : (reportDnsFailure(context, error), exitCodes.succeeded);
  }
}

/** What is left to do about DNS, for a command that only looks. */
export async function reportDnsLeft(context: CommandContext, scope: ProductScope): Promise<void> {
  const plan = await plannedDns(context, scope).catch(() => undefined);
  if (plan === undefined || plan.records.length === 0) return;
  const open = plan.records.length - plan.alreadyThere.length;
  showRecords(
    context,
    plan.records,
    open === 0 ? 'All records are in place.' : `Left to do:\n${dnsCommand(context, '--apply')}`,
  );
}
