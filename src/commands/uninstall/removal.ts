import { isPresent } from '../../account/owned.ts';
import { isMasked } from '../../core/parameter.ts';
import type { Stack, StackResource } from '../../core/stack.ts';
import { secretName } from '../../parameters/index.ts';
import { resourceGroups, unlessRefused } from '../../stack/index.ts';
import { deletionPolicyOf, isNestedStack, parameterTaken, parseTemplate } from '../../template/index.ts';
import type { CommandContext } from '../shared/context.ts';

/** What a delete does to a resource: nothing, away with it, or away with it after a snapshot. */
export interface ResourceDeletion {
  readonly resource: StackResource;
  readonly policy: ReturnType<typeof deletionPolicyOf>;
  /** False: left over from an earlier template, whose policy for it nobody can read any more. */
  readonly declared: boolean;
  /** The parameter whose value is the bucket's name. */
  readonly bucketParameter?: string;
  /** Of a resource in a nested stack, which --retain cannot name: the nested stack that it can, and with which it stays. */
  readonly nestedIn?: string;
}

type StacksPort = Pick<CommandContext['connection'], 'stacks' | 'clock' | 'signal'>;

/** Of every resource that is there, those of nested stacks included: each by its own stack's template. */
export async function resourceDeletions(
  stackId: string,
  ports: StacksPort,
): Promise<readonly ResourceDeletion[]> {
  const [text, resources] = await Promise.all([
    ports.stacks.processedTemplate(stackId),
    ports.stacks.resources(stackId),
  ]);
  const template = parseTemplate(text);
  const declared = template.resources;
  const own = resources.filter(isPresent).map((resource): ResourceDeletion => ({
    resource,
    policy: deletionPolicyOf({ properties: {}, ...declared.get(resource.logicalId), type: resource.type }),
    declared: declared.has(resource.logicalId),
    bucketParameter: parameterTaken(declared.get(resource.logicalId)?.properties['BucketName'], template),
  }));
  const inner = own
    .filter(({ resource, policy }) => isNestedStack(resource.type) && policy === 'Delete')
    .map(async ({ resource: { logicalId, physicalId } }) => {
      const within = await unlessRefused(ports, () => resourceDeletions(physicalId, ports), []);
      return within.map((one): ResourceDeletion => ({ ...one, nestedIn: logicalId }));
    });
  return [...own, ...(await Promise.all(inner)).flat()];
}

const lineOf = ({ resource: { logicalId, type, physicalId }, policy }: ResourceDeletion): string =>
  `${logicalId}: ${type} ${physicalId}${policy === 'Snapshot' ? ' (as a snapshot)' : ''}`;

const templateBucket = async ({ connection }: Pick<CommandContext, 'connection'>): Promise<string[]> => {
  const { bucket, exists } = await connection.templates.uploadTarget();
  return exists ? [`s3://${bucket}: the uploaded templates`] : [];
};

const secrets = async (
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<readonly string[]> => {
  const names = [...stack.parameters]
    .filter(([, value]) => isMasked(value))
    .map(([key]) => secretName(stack.name, key));
  const there = await Promise.all(
    names.map((name) => unlessRefused(connection, () => connection.secrets.secret(name), undefined)),
  );
  return names.filter((_, at) => there[at] !== undefined).map((name) => `secret ${name} in Secrets Manager`);
};

/** What holds data, and how many resources there are in all; empty where that could not be read. */
const wordsOf = (gone: readonly ResourceDeletion[], { parts }: CommandContext['product']): string => {
  if (gone.length === 0) return '';
  const resources = gone.map(({ resource }) => resource);
  const data = resourceGroups(resources, parts).find(({ purpose }) => purpose === 'data')?.parts ?? [];
  const count = `${gone.length} ${gone.length === 1 ? 'resource' : 'resources'}`;
  return data.length === 0 ? count : `${count}, among them ${data.join(', ')}`;
};

export interface Removal {
  /** In words; empty where it is not known. */
  readonly goes: string;
  /** One line each: kept resources and snapshots, the template bucket, generated secrets, data buckets. */
  readonly stays: readonly string[];
}

/** --retain names resources of the stack itself; a nested stack that is kept keeps all that is in it. */
const asRetained =
  ({ retain = [] }: Pick<CommandContext<'uninstall'>['session']['options'], 'retain'>) =>
  (one: ResourceDeletion): ResourceDeletion =>
    retain.includes(one.nestedIn ?? one.resource.logicalId) ? { ...one, policy: 'Retain' } : one;

/** What a delete takes and what it leaves behind. @param found empty where that could not be read */
export async function removalOf(
  context: Pick<CommandContext<'uninstall'>, 'session' | 'connection' | 'product'>,
  stack: Stack,
  found: readonly ResourceDeletion[],
): Promise<Removal> {
  const { product, session } = context;
  const all = found.map(asRetained(session.options));
  const [uploads, generated] = await Promise.all([
    unlessRefused(context.connection, () => templateBucket(context), []),
    secrets(context, stack),
  ]);
  const data =
    product.teamBucket === undefined ? [] : ['your team-data buckets, which the stack only reads and writes'];
  return {
    goes: wordsOf(
      all.filter(({ policy }) => policy !== 'Retain'),
      product,
    ),
    stays: [
      ...all.filter(({ policy }) => policy !== 'Delete').map(lineOf),
      ...(session.options.force ? ['what cannot be deleted (--force)'] : []),
      ...uploads,
      ...generated,
      ...data,
    ],
  };
}
