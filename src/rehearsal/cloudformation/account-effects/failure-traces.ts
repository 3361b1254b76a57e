import { audit } from '../../account/audit.ts';
import { ServiceError } from '../../service.ts';
import { askedReason, handlerReason } from '../model/reasons.ts';
import { isCustomResource } from '../../../template/index.ts';
import type { ResourceRecord, StackRecord } from '../model/stack-record.ts';
import { textOf } from '../model/values.ts';
import type { World } from '../model/world.ts';
import { addToAccount } from './index.ts';

interface Failing {
  readonly world: World;
  readonly stack: StackRecord;
  readonly resource: ResourceRecord;
}

/** What a stopped task says of itself; CloudFormation never hears of it. */
const ofTasks =
  /CannotPull|CannotStart|CannotCreate|ResourceInitialization|Essential container|OutOfMemory|^Task failed/i;
const denied = /not authorized to perform:? ([a-z0-9-]+):(\w+)/;
const usual = 'Essential container in task exited';

/** Tasks that were started for the service and stopped again; ECS lists them for about an hour. */
const stopTasks = ({ world, stack, resource }: Failing, reason: string): void => {
  const [, clusterName, name] = /:service\/([^/]+)\/(.+)$/.exec(resource.physicalId) ?? [];
  addToAccount(world, stack, resource);
  const cluster = [...world.account.clusters.values()].find((one) => one.name === clusterName);
  const service = cluster?.services.get(name ?? '');
  if (cluster === undefined || service === undefined) return;
  service.runningCount = 0;
  const now = world.timeline.now();
  const exited = reason === usual;
  for (const ago of [180_000, 90_000, 15_000])
    cluster.tasks.push({
      arn: `${cluster.arn.replace(':cluster/', ':task/')}/${world.identifiers.uuid().replaceAll('-', '')}`,
      group: `service:${service.name}`,
      lastStatus: 'STOPPED',
      createdAt: now - ago - 60_000,
      stoppedAt: now - ago,
      stopCode: exited ? 'EssentialContainerExited' : 'TaskFailedToStart',
      stoppedReason: reason,
      containers: exited ? [{ name: resource.logicalId, exitCode: 1 }] : [],
    });
};

/** The log that a custom resource's function wrote before it answered FAILED; Lambda makes the group itself. */
const writeLog = ({ world, stack, resource }: Failing, reason: string): void => {
  const name = (textOf(resource.properties, 'ServiceToken') ?? '').split(':function:')[1];
  if (name === undefined) return;
  const { account, timeline, identifiers } = world;
  const group = `/aws/lambda/${name}`;
  const arn = `arn:${account.partition}:logs:${stack.region}:${account.id}:log-group:${group}`;
  const known = account.logGroups.get(group);
  const at = timeline.now();
  const events = known?.events ?? [];
  if (known === undefined)
    account.logGroups.set(group, { region: stack.region, name: group, arn, createdAt: at, events });
  const request = identifiers.uuid();
  [`START RequestId: ${request} Version: $LATEST`, `[ERROR] ${reason}`, `END RequestId: ${request}`].forEach(
    (message, line) => events.push({ stream: '$LATEST', at: at + line, message, id: `${request}-${line}` }),
  );
};

/** The call that CloudFormation made with its caller's rights, as CloudTrail keeps it. */
const auditDenial = ({ world, stack }: Failing, reason: string): void => {
  const [, serviceId, operation] = denied.exec(reason) ?? [];
  if (serviceId === undefined || operation === undefined) return;
  const { account, timeline } = world;
  audit(account, {
    serviceId,
    operation,
    region: stack.region,
    caller: { arn: account.callerArn, userId: '', accessKeyId: '' },
    at: timeline.now(),
    input: {},
    error: new ServiceError('AccessDenied', reason, 403),
  });
};

/**
 * A failure that was asked for leaves its traces where a real one would: stopped tasks, the function's log, CloudTrail.
 * @returns the reason that the stack's event gives
 */
export function failAsAsked(failing: Failing, reason: string | undefined): string {
  const { world, resource } = failing;
  const { type } = resource;
  const plain = askedReason(world, type, reason);
  if (isCustomResource(type)) writeLog(failing, reason ?? plain);
  if (reason !== undefined && denied.test(reason)) auditDenial(failing, reason);
  if (type !== 'AWS::ECS::Service') return plain;
  const fromTasks = reason !== undefined && ofTasks.test(reason);
  stopTasks(failing, fromTasks ? reason : usual);
  if (!fromTasks) return plain;
  const text = "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.";
  return handlerReason(world, type, text, 'GeneralServiceException').replace(
    / \(Service: [^)]*\) \([^)]*\)/,
    '',
  );
}
