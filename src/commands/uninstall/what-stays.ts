import { noEchoMask } from '../../core/parameter.ts';
import type { Stack } from '../../core/stack.ts';
import { secretName } from '../../parameters/index.ts';
import { parseTemplate } from '../../template/index.ts';
import type { CommandContext } from '../shared/context.ts';

const keptByTemplate = async (
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<readonly string[]> => {
  const text = await connection.stacks.processedTemplate(stack.id).catch(() => undefined);
  if (text === undefined) return [];
  const template = parseTemplate(text);
  const resources = await connection.stacks.resources(stack.id);
  return resources
    .filter(({ logicalId }) =>
      ['Retain', 'Snapshot'].includes(template.resources.get(logicalId)?.deletionPolicy ?? ''),
    )
    .map(
      ({ logicalId, type, physicalId }) =>
        `${logicalId}: ${type} ${physicalId}${template.resources.get(logicalId)?.deletionPolicy === 'Snapshot' ? ' (as a snapshot)' : ''}`,
    );
};

const templateBucket = async ({
  connection,
}: Pick<CommandContext, 'connection'>): Promise<readonly string[]> => {
  const { bucket, exists } = await connection.templates.uploadTarget();
  return exists ? [`s3://${bucket}: the uploaded templates`] : [];
};

const secrets = async (
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<readonly string[]> => {
  const names = [...stack.parameters]
    .filter(([, value]) => value === noEchoMask)
    .map(([key]) => secretName(stack.name, key));
  const there = await Promise.all(
    names.map((name) => connection.secrets.secret(name).catch(() => undefined)),
  );
  return names.filter((_, at) => there[at] !== undefined).map((name) => `secret ${name} in Secrets Manager`);
};

/** What a delete leaves behind, one line each: kept resources, the template bucket, generated secrets, data buckets. */
export async function whatStays(
  context: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<readonly string[]> {
  const found = await Promise.all([
    keptByTemplate(context, stack).catch(() => []),
    templateBucket(context).catch(() => []),
    secrets(context, stack),
  ]);
  return [...found.flat(), 'your team-data buckets, which the stack only reads and writes'];
}
