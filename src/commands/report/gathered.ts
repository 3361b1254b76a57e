import type { DnsRecord } from '../../core/dns.ts';
import { inProgress, succeededStatus } from '../../core/stack-status.ts';
import type { Stack, StackEvent } from '../../core/stack.ts';
import { stackScope } from '../../products/index.ts';
import type { ReportLine } from '../../reports/index.ts';
import { evidenceNotes, operationEvents, unlessRefused, type Diagnosis } from '../../stack/index.ts';
import { whileBusy } from '../shared/busy.ts';
import type { CommandContext } from '../shared/context.ts';
import { plannedDns } from '../shared/dns/publish.ts';
import { runDiagnosis } from '../shared/stack/explain.ts';

const stackLine = (event: StackEvent): ReportLine => ({
  type: 'stack',
  eventAt: new Date(event.at).toISOString(),
  stack: event.stackName,
  logicalId: event.logicalId,
  resourceType: event.resourceType,
  status: event.status,
  reason: event.reason,
  root: event.path.length === 0 && event.physicalId === event.stackId,
});

const settledLine = ({ stack, rootCause }: Diagnosis): ReportLine => ({
  type: 'settled',
  status: stack.status,
  succeeded: rootCause === undefined && succeededStatus(stack.status),
  rootCause,
  outputs: Object.fromEntries(stack.outputs),
});

const recordOf = ({ type, ...rest }: DnsRecord): ReportLine => ({ ...rest, recordType: type });

/** What a stack has no records for, or may not be read, is left out of the page, not in the way of it. */
const dnsLines = async (
  context: Pick<CommandContext, 'session' | 'connection' | 'settings' | 'product'>,
  stack: Stack,
): Promise<readonly ReportLine[]> => {
  const plan = await unlessRefused(
    context.connection,
    () => plannedDns(context, stackScope(stack)),
    undefined,
  );
  if (plan === undefined || plan.records.length === 0) return [];
  const open = plan.records.length - plan.alreadyThere.length;
  const state = open === 0 ? 'in place' : `${open} of ${plan.records.length} not in place`;
  return [{ type: 'dns', state, records: plan.records.map(recordOf) }];
};

/** What the stack's newest operation was, read from AWS as events of a run would tell it. */
export async function gatheredEvents(
  context: Pick<CommandContext, 'session' | 'connection' | 'settings' | 'product'>,
  stack: Stack,
): Promise<readonly ReportLine[]> {
  const { connection } = context;
  const { account } = await connection.facts.identity();
  const events = await whileBusy(
    connection,
    'Reading the events of the last operation',
    operationEvents(stack.id, connection),
  );
  const diagnosis = await runDiagnosis(context, stack);
  return [
    { type: 'header', account, region: connection.region, stackName: stack.name },
    ...events.map(stackLine),
    ...(inProgress(stack.status) ? [] : [settledLine(diagnosis)]),
    ...evidenceNotes(diagnosis).map((note) => ({ ...note, level: 'warn' })),
    ...(await dnsLines(context, stack)),
  ];
}
