import { stopped } from '../../core/interrupts.ts';
import type { Stack } from '../../core/stack.ts';
import type { CommandContext } from '../shared/context.ts';
import { bucketLocked, bucketNotEmptied, neverEmptied, notOfThisStack } from './errors.ts';
import type { StackBucket } from './stack-buckets.ts';

/** A log is told that often that it goes on, milliseconds. */
const heartbeat = 30_000;

const mayBeEmptied = ({ never, lock }: StackBucket): boolean => never === undefined && lock === undefined;

/** Gone with an earlier try: nothing is left of it to empty. */
const isGone = async ({ connection }: Pick<CommandContext, 'connection'>, stack: Stack, name: string) =>
  (await connection.stacks.resources(stack.id)).some(
    ({ type, physicalId, status }) =>
      type === 'AWS::S3::Bucket' && physicalId === name && status === 'DELETE_COMPLETE',
  );

/**
 * What `--empty-bucket` names, judged before anything is asked.
 * @throws InstallError `empty-bucket-refused`: 2 for a bucket that is never emptied, 3 for one that is locked
 */
export async function namedBuckets(
  context: Pick<CommandContext<'uninstall'>, 'session' | 'connection'>,
  stack: Stack,
  buckets: readonly StackBucket[],
): Promise<readonly string[]> {
  const chosen: string[] = [];
  for (const name of new Set(context.session.options.emptyBucket)) {
    const bucket = buckets.find((one) => one.name === name);
    if (bucket?.never !== undefined) throw neverEmptied(name, bucket.never);
    if (bucket?.lock !== undefined) throw bucketLocked(name, bucket.lock);
    if (bucket !== undefined) chosen.push(name);
    else if (!(await isGone(context, stack, name)))
      throw notOfThisStack(
        name,
        stack.name,
        buckets.filter(mayBeEmptied).map((one) => one.name),
      );
  }
  return chosen;
}

/** At a terminal each of the others is asked about by itself: its own name typed, or Enter to leave it as it is. */
export async function askedBuckets(
  { connection }: Pick<CommandContext, 'connection'>,
  buckets: readonly StackBucket[],
  named: readonly string[],
): Promise<readonly string[]> {
  if (!connection.prompt.interactive) return [];
  const chosen: string[] = [];
  for (const bucket of buckets) {
    const { name, logicalId, holds } = bucket;
    if (holds === undefined || !mayBeEmptied(bucket) || named.includes(name)) continue;
    const typed = await connection.prompt.text({
      message: `Empty ${name}? Type its name, or press Enter to leave it:`,
      hint: `${logicalId} holds ${holds}. All of it would be deleted for good; left as it is, the delete of the stack stops at it.`,
      validate: (input) =>
        ['', name].includes(input.trim()) || 'That is not its name. Press Enter to leave it as it is.',
    });
    if (typed.trim() === name) chosen.push(name);
  }
  return chosen;
}

const count = (deleted: number): string =>
  `${deleted.toLocaleString('en')} ${deleted === 1 ? 'version' : 'versions'}`;

/** Undefined: it was given up because of the signal. */
const unlessStopped = async <T>(call: Promise<T>, signal: AbortSignal): Promise<T | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
};

const emptyBucket = async (
  { connection }: Pick<CommandContext, 'connection'>,
  name: string,
): Promise<number> => {
  const { buckets, clock, emit, signal } = connection;
  let deleted = 0;
  for (let lastNews = clock.now(); ;) {
    // Ctrl-C ends the listing of a page; the deleting of one is let finish.
    const page = signal.aborted ? undefined : await unlessStopped(buckets.deletePage(name), signal);
    if (page === undefined) {
      emit({ type: 'note', level: 'warn', message: `Stopped: ${count(deleted)} of ${name} deleted so far.` });
      throw stopped();
    }
    deleted += page.deleted;
    if (page.refused !== undefined) throw bucketNotEmptied(name, page.refused);
    if (page.deleted === 0) return deleted;
    const message = `Emptying ${name}: ${count(deleted)} deleted`;
    emit({ type: 'busy', brief: true, message });
    if (connection.prompt.interactive || clock.now() - lastNews < heartbeat) continue;
    lastNews = clock.now();
    emit({ type: 'note', level: 'info', message: `${message}.` });
  }
};

/**
 * Deletes every version and delete marker; what was deleted stays so, and a rerun goes on.
 * @throws InstallError `bucket-not-emptied`, `interrupted`
 */
export async function emptyBuckets(
  context: Pick<CommandContext, 'connection'>,
  names: readonly string[],
): Promise<void> {
  const { emit } = context.connection;
  for (const name of names) {
    const deleted = await emptyBucket(context, name).finally(() => emit({ type: 'busy', brief: true }));
    emit({ type: 'note', level: 'good', message: `Bucket ${name} is empty: ${count(deleted)} deleted.` });
  }
}
