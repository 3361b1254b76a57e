import type { DatabaseRef } from '../../../core/databases-port.ts';
import { resourceGone } from '../../../core/stack-status.ts';
import type { Stack, StackResource } from '../../../core/stack.ts';
import type { TemplateResource } from '../../../core/template.ts';
import { parameterTaken, parseTemplate } from '../../../template/index.ts';
import type { CommandContext } from '../context.ts';

/** A database that is a resource of the stack, or of one nested in it. */
export interface StackDatabase extends DatabaseRef {
  readonly logicalId: string;
  /** The stack's parameter that restores it from a snapshot, where the template has one. */
  readonly restoredBy?: string;
}

const kinds: ReadonlyMap<string, DatabaseRef['kind']> = new Map([
  ['AWS::RDS::DBInstance', 'instance'],
  ['AWS::RDS::DBCluster', 'cluster'],
]);

const isThere = ({ status, physicalId }: StackResource): boolean =>
  physicalId !== '' && !resourceGone(status);

/** The snapshot of a cluster holds its members. */
const isMember = (kind: DatabaseRef['kind'], properties: TemplateResource['properties']): boolean =>
  kind === 'instance' && properties['DBClusterIdentifier'] !== undefined;

const databasesOf = async (
  stackId: string,
  { connection }: Pick<CommandContext, 'connection'>,
  root: boolean,
): Promise<readonly StackDatabase[]> => {
  const [text, all] = await Promise.all([
    connection.stacks.processedTemplate(stackId),
    connection.stacks.resources(stackId),
  ]);
  const template = parseTemplate(text);
  const present = all.filter(isThere);
  const own = present.flatMap(({ logicalId, type, physicalId: id }): readonly StackDatabase[] => {
    const kind = kinds.get(type);
    const properties = template.resources.get(logicalId)?.properties ?? {};
    if (kind === undefined || isMember(kind, properties)) return [];
    const from = properties[kind === 'cluster' ? 'SnapshotIdentifier' : 'DBSnapshotIdentifier'];
    return [{ kind, id, logicalId, restoredBy: root ? parameterTaken(from, template) : undefined }];
  });
  const nested = present
    .filter(({ type }) => type === 'AWS::CloudFormation::Stack')
    .map(({ physicalId }) => databasesOf(physicalId, { connection }, false));
  return [...own, ...(await Promise.all(nested)).flat()];
};

export const stackDatabases = (
  context: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<readonly StackDatabase[]> => databasesOf(stack.id, context, true);

/** The host of a database that the stack only uses, where a parameter names it. */
const outsideHost = ({ parameters }: Stack): string | undefined =>
  [...parameters.values()]
    .map((value) => /(?:[a-z0-9-]+\.)+rds\.amazonaws\.com(?:\.cn)?/.exec(value)?.[0])
    .find((host) => host !== undefined);

/** Why there is nothing to take a snapshot of. */
export function withoutDatabase(stack: Stack): string {
  const host = outsideHost(stack);
  return host === undefined
    ? `Stack ${stack.name} has no database of its own. One outside of it, if it uses one, is left as it is.`
    : `The database of stack ${stack.name} is outside of it (${host}) and left as it is: take a snapshot where it belongs.`;
}

/** As people know it. */
export const databaseWords = ({ kind, id, logicalId }: StackDatabase): string =>
  `${logicalId} (RDS ${kind} ${id})`;
