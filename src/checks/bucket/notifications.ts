import { ownsTarget } from '../../account/owned.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { BucketNotification } from '../../core/facts.ts';
import { counted, fail, listed, pass, warn } from '../verdicts.ts';
import { eachBucket, ourBucket } from './bucket.ts';

const noun: Readonly<Record<BucketNotification['kind'], string>> = {
  queue: 'queue',
  topic: 'topic',
  lambda: 'function',
  eventbridge: 'EventBridge',
};

const shortTarget = ({ kind, target }: BucketNotification): string =>
  `${noun[kind]} ${target.slice(target.lastIndexOf(':') + 1)}`;

/** On an update the stack's own queues and topics, and those the running product made, are as they should be. */
const foreignNotifications = async (
  { facts, target }: CheckInput,
  name: string,
  all: readonly BucketNotification[],
): Promise<readonly BucketNotification[]> => {
  if (target.kind === 'create' || all.length === 0) return all;
  const resources = await facts.stackResources(target.stackName);
  return all.filter(
    ({ target: arn }) => !ownsTarget(resources, arn) && !target.product.ownsNotification(name, arn),
  );
};

const covers = (given: readonly string[], wanted: string): boolean =>
  given.some((event) => event === wanted || (event.endsWith('*') && wanted.startsWith(event.slice(0, -1))));

/** A lone topic that hears of everything the product needs is taken over as it is. */
const isReused = ({ target }: CheckInput, others: readonly BucketNotification[]): boolean => {
  const { reusedTopicEvents: wanted } = target.product;
  const [only, ...more] = others;
  if (wanted === undefined || only?.kind !== 'topic' || more.length > 0 || only.filtered === true)
    return false;
  return wanted.every((event) => covers(only.events ?? [], event));
};

/** S3 sends an event to one direct target only, so the targets share what stands behind that one. */
const waysOut = ({ target }: CheckInput): string =>
  [
    target.product.reusedTopicEvents === undefined
      ? "The stack must own this bucket's events: two targets cannot have the same ones."
      : `Best: send ${listed(target.product.reusedTopicEvents)} to one SNS topic, and subscribe those targets to it; the stack then shares that topic.`,
    'Otherwise move those targets behind EventBridge (aws s3api put-bucket-notification-configuration replaces the whole list), or choose another bucket.',
  ].join(' ');

const judgeNotifications = async (input: CheckInput, name: string): Promise<Verdict> => {
  const all = await input.facts.bucketNotifications(name);
  // EventBridge takes every event and does not overlap with other targets.
  const direct = all.filter((one) => one.kind !== 'eventbridge');
  const others = await foreignNotifications(input, name, direct);
  const bus = all.length > direct.length ? ' EventBridge is on, which does not conflict.' : '';
  if (others.length === 0)
    return pass(
      direct.length === 0
        ? `s3://${name} sends no notifications.${bus}`
        : `s3://${name} notifies only this stack (${counted(direct.length, 'target')}).${bus}`,
    );
  const targets = listed(others.map(shortTarget), 4);
  if (isReused(input, others))
    return warn(
      `s3://${name} already notifies ${targets} of every object made and deleted; ${input.target.product.title} listens to that topic instead of adding one.`,
      "Keep that topic while the stack stands, and let its access policy admit the stack's subscription (sns:Subscribe).",
    );
  return fail(`s3://${name} already notifies ${targets}.`, waysOut(input));
};

export const bucketNotifications: Check<'s3.bucket-notifications'> = {
  id: 's3.bucket-notifications',
  category: 'Team data',
  title: 'No other notifications on the bucket',
  judge: eachBucket(ourBucket(judgeNotifications)),
};
