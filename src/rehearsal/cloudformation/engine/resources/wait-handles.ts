import { randomToken } from '../../../account/random-source.ts';
import { textOf, type Plain } from '../../model/values.ts';
import type { ResourceRecord } from '../../model/stack-record.ts';
import type { MadeResource } from '../../physical-ids/index.ts';
import { inboxKey, type ResourceSignal } from '../../time/signal-inbox.ts';
import type { ResourceStep } from './resource-step.ts';

export const isWaitHandle = (type: string): boolean => type === 'AWS::CloudFormation::WaitConditionHandle';

const day = 86_399_000;

/** A presigned address of the account's own: whoever has it can put a signal there, for a day. */
export function makeWaitHandle(step: ResourceStep): MadeResource {
  const { world, stack, resource } = step;
  const bucket = `cloudformation-waitcondition-${stack.region}`;
  const key = `${stack.id}/${resource.logicalId}`;
  const path = `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  const expires = Math.floor((world.timeline.now() + day) / 1000);
  const signature = encodeURIComponent(randomToken(20, 'base64'));
  const physicalId = `${world.endpoint()}/${path}?AWSAccessKeyId=REHEARSAL&Expires=${expires}&Signature=${signature}`;
  const heard: ResourceSignal[] = [];
  world.handleSignals.set(physicalId, heard);
  world.account.waitHandles.set(`${bucket}/${key}`, (body) => {
    const signal = signalIn(body);
    if (signal === undefined) return;
    heard.push(signal);
    for (const condition of conditionsOf(step, physicalId))
      world.signals.get(inboxKey(stack.id, condition.logicalId))?.put(signal);
  });
  return { physicalId, attributes: { Id: physicalId } };
}

const conditionsOf = ({ stack }: ResourceStep, handle: string): readonly ResourceRecord[] =>
  [...stack.resources.values()].filter(({ properties }) => textOf(properties, 'Handle') === handle);

/** `{"Status": "SUCCESS", "UniqueId": "…", "Reason": "…", "Data": "…"}`; what is none is not heard. */
const signalIn = (body: Uint8Array): ResourceSignal | undefined => {
  const fields = fieldsIn(body);
  const status = fields['Status'];
  const uniqueId = textOf(fields, 'UniqueId');
  if ((status !== 'SUCCESS' && status !== 'FAILURE') || uniqueId === undefined) return undefined;
  return { uniqueId, status, reason: textOf(fields, 'Reason'), data: textOf(fields, 'Data') };
};

const fieldsIn = (body: Uint8Array): { readonly [key: string]: Plain } => {
  try {
    const value = JSON.parse(Buffer.from(body).toString('utf8')) as Plain;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as { readonly [key: string]: Plain })
      : {};
  } catch {
    return {};
  }
};

/** What was put to the condition's handle before anybody waited for it. */
export const heardEarlier = ({ world, resource }: ResourceStep): readonly ResourceSignal[] =>
  world.handleSignals.get(textOf(resource.properties, 'Handle') ?? '') ?? [];
