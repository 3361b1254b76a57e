import type { BucketContents, BucketLocks, DailyFigure } from '../../core/buckets-port.ts';
import { isInstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Stack } from '../../core/stack.ts';
import type { CommandContext } from '../shared/context.ts';
import type { ResourceDeletion } from './removal.ts';

/** A bucket that goes with the stack, and what its delete stops at. */
export interface StackBucket {
  readonly logicalId: string;
  readonly name: string;
  /** The nested stack it is in, by its name in the stack. */
  readonly nestedIn?: string;
  /** Why what it holds is never deleted here, as the end of a sentence. */
  readonly never?: string;
  /** Undefined: it is empty. */
  readonly holds?: string;
  /** What keeps S3 from deleting it: `Object Lock is on`. */
  readonly lock?: string;
}

/** More than that is not listed only to be counted. */
const countLimit = 10_000;

const number = (count: number): string => count.toLocaleString('en');

const permissionMissing = (error: unknown): string => {
  const permission = isInstallError(error) ? error.permission : undefined;
  if (permission === undefined) throw error;
  return permission;
};

const figureWords = (figure: DailyFigure | undefined): string =>
  figure === undefined
    ? ''
    : ` (S3 counted ${number(figure.objects)} on ${new Date(figure.at).toISOString().slice(0, 10)})`;

const manyWords = async (
  name: string,
  counted: number,
  { buckets }: CommandContext['connection'],
): Promise<string> => {
  // Only a figure to go by: whatever keeps CloudWatch from answering keeps nobody from uninstalling.
  const figure = await buckets.dailyFigure(name).then(figureWords, (error: unknown) => {
    if (!isInstallError(error) || error.exitCode === exitCodes.interrupted) throw error;
    return error.permission === undefined ? '' : ` (how many is unknown without ${error.permission})`;
  });
  return `more than ${number(counted)} versions${figure}`;
};

const contentWords = ({ versions, deleteMarkers }: BucketContents): string | undefined => {
  if (versions + deleteMarkers === 0) return undefined;
  const markers =
    deleteMarkers === 0
      ? ''
      : ` and ${number(deleteMarkers)} delete ${deleteMarkers === 1 ? 'marker' : 'markers'}`;
  return `${number(versions)} ${versions === 1 ? 'version' : 'versions'}${markers}`;
};

/** A name that a person gave, in a parameter or as team data, is of a bucket that is theirs. */
const givenBy = (
  { resource: { physicalId: name }, bucketParameter }: ResourceDeletion,
  { settings }: Pick<CommandContext, 'settings'>,
  { parameters }: Stack,
): string | undefined => {
  if (settings.buckets.value.includes(name)) return 'the answers name it as a bucket of team data';
  const holds = (value: string): boolean => value.split(',').some((part) => part.trim() === name);
  const key = bucketParameter ?? [...parameters].find(([, value]) => holds(value))?.[0];
  return key === undefined ? undefined : `parameter ${key} names it`;
};

const neverOf = (
  deletion: ResourceDeletion,
  context: Pick<CommandContext<'uninstall'>, 'session' | 'settings'>,
  stack: Stack,
): string | undefined => {
  const retained = deletion.nestedIn ?? deletion.resource.logicalId;
  if (deletion.policy === 'Retain') return 'its template keeps it (DeletionPolicy)';
  if (!deletion.declared) return 'its template does not name it';
  if (context.session.options.retain.includes(retained)) return `--retain ${retained} keeps it`;
  return givenBy(deletion, context, stack);
};

const lockWords = ({ objectLock, mfaDelete }: BucketLocks): string | undefined => {
  if (objectLock) return 'Object Lock is on';
  return mfaDelete ? 'MFA Delete is on' : undefined;
};

const lookInto = async (
  bucket: StackBucket,
  { connection }: Pick<CommandContext, 'connection'>,
): Promise<StackBucket> => {
  const { buckets } = connection;
  try {
    const contents = await buckets.contents(bucket.name, countLimit);
    const holds = contents?.more
      ? await manyWords(bucket.name, contents.versions + contents.deleteMarkers, connection)
      : contents && contentWords(contents);
    if (holds === undefined) return bucket;
    const lock = await buckets
      .locks(bucket.name)
      // What may not be looked at may be on.
      .then(
        lockWords,
        (error: unknown) => `whether it is locked is unknown without ${permissionMissing(error)}`,
      );
    return { ...bucket, holds, lock };
  } catch (error) {
    return { ...bucket, holds: `unknown without ${permissionMissing(error)}` };
  }
};

/** The stack's buckets and what is in those that would go; kept ones are not looked into. */
export async function stackBuckets(
  context: Pick<CommandContext<'uninstall'>, 'session' | 'connection' | 'settings'>,
  stack: Stack,
  all: readonly ResourceDeletion[],
): Promise<readonly StackBucket[]> {
  const found = all
    .filter(({ resource }) => resource.type === 'AWS::S3::Bucket')
    .map((deletion) => ({
      goes: deletion.policy !== 'Retain',
      bucket: {
        logicalId: deletion.resource.logicalId,
        name: deletion.resource.physicalId,
        nestedIn: deletion.nestedIn,
        never: neverOf(deletion, context, stack),
      },
    }));
  return Promise.all(
    found.map(({ goes, bucket }) => (goes ? lookInto(bucket, context) : Promise.resolve(bucket))),
  );
}

/** One line for each bucket that is not empty. */
export const bucketLines = (buckets: readonly StackBucket[], toEmpty: readonly string[]): readonly string[] =>
  buckets.flatMap(({ logicalId, name, never, holds, lock }) => {
    if (holds === undefined) return [];
    const why = never ?? (lock === undefined ? undefined : `it cannot be emptied: ${lock}`);
    const end = toEmpty.includes(name) ? ', all deleted first' : why === undefined ? '' : `; ${why}`;
    return [`- ${logicalId} (${name}): ${holds}${end}`];
  });
