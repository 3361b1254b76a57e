import { awsCodes, isInstallError } from '../../core/errors.ts';
import type { Evidence, Ports } from '../../core/ports.ts';
import type { Stack, StackEvent } from '../../core/stack.ts';
import { shortText } from '../../core/text.ts';
import { logGroupOf } from './log-group.ts';
import { redact } from '../redaction/redaction.ts';

export interface GatheredEvidence {
  /** One line each, cleaned and without secrets. */
  readonly evidence: readonly string[];
  /** What could not be read, and which permission it takes. */
  readonly unreadable: readonly string[];
}

/** Failures that are looked into: the first is nearly always the one that matters. */
const failureLimit = 3;
const lineLimit = 12;

type EvidenceReading = { readonly what: string; readonly lines: () => Promise<readonly string[]> };

/** One level below each failure: stopped tasks, the end of a function's log, denied calls, what fills a bucket. */
export async function gatherEvidence(
  failures: readonly StackEvent[],
  events: readonly StackEvent[],
  stack: Pick<Stack, 'id'>,
  ports: Pick<Ports, 'stacks' | 'evidence'>,
): Promise<GatheredEvidence> {
  const evidence: string[] = [];
  const unreadable: string[] = [];
  const since = Math.min(...events.map(({ at }) => at));
  for (const failure of failures.slice(0, failureLimit)) {
    const reading = await readingFor(failure, events, since, stack, ports);
    if (reading === undefined) continue;
    try {
      const lines = (await reading.lines()).slice(0, lineLimit);
      evidence.push(...lines.map((line) => `${failure.logicalId}: ${shortText(redact(line), 300)}`));
    } catch (error) {
      unreadable.push(unreadLine(reading.what, error));
    }
  }
  return { evidence: [...new Set(evidence)], unreadable: [...new Set(unreadable)] };
}

const unreadLine = (what: string, error: unknown): string =>
  isInstallError(error, awsCodes.denied)
    ? `${what} could not be read: these credentials lack ${error.permission ?? 'the permission'}.`
    : `${what} could not be read just now.`;

async function readingFor(
  failure: StackEvent,
  events: readonly StackEvent[],
  since: number,
  stack: Pick<Stack, 'id'>,
  ports: Pick<Ports, 'stacks' | 'evidence'>,
): Promise<EvidenceReading | undefined> {
  const { resourceType: type, physicalId, status, reason = '' } = failure;
  const { evidence } = ports;
  if (type === 'AWS::ECS::Service') return tasks(physicalId, evidence);
  if (status === 'DELETE_FAILED' && type === 'AWS::S3::Bucket' && physicalId !== '')
    return { what: `What bucket ${physicalId} holds`, lines: () => contents(physicalId, evidence) };
  if (/not authorized|AccessDenied|Access ?Denied/i.test(reason))
    return { what: 'CloudTrail’s denied calls', lines: () => denials(since, evidence) };
  const group = await logGroupOf(failure, events, stack, ports);
  return group === undefined
    ? undefined
    : { what: `Log ${group}`, lines: () => logEnd(group, since, evidence) };
}

/** `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/SERVICE`; without it there were no tasks either. */
const tasks = (physicalId: string, evidence: Evidence): EvidenceReading | undefined => {
  const [, cluster, service] = /:service\/([^/]+)\/([^/]+)$/.exec(physicalId) ?? [];
  if (cluster === undefined || service === undefined) return undefined;
  return { what: `Why tasks of ${service} stopped`, lines: () => evidence.stoppedTasks(cluster, service) };
};

async function contents(bucket: string, evidence: Evidence): Promise<readonly string[]> {
  const keys = await evidence.bucketContents(bucket, 5);
  return keys.length === 0
    ? [`no objects are left in s3://${bucket}; old versions may be`]
    : [`s3://${bucket} still holds ${keys.join(', ')}${keys.length < 5 ? '' : ', …'}`];
}

async function denials(since: number, evidence: Evidence): Promise<readonly string[]> {
  const calls = await evidence.deniedCalls(since);
  return calls.length === 0
    ? ['CloudTrail has no denied call of that time (yet: it lags up to 15 minutes)']
    : calls.map(({ event, error, message }) => `CloudTrail: ${event} ${error} ${message}`);
}

async function logEnd(group: string, since: number, evidence: Evidence): Promise<readonly string[]> {
  const lines = await evidence.logTail(group, { sinceMs: since, limit: lineLimit });
  return lines.map(({ message }) => message.trim()).filter((line) => line !== '');
}
