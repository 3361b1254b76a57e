import { isInstallError } from '../../core/errors.ts';
import type { Stack } from '../../core/stack.ts';
import type { CommandContext } from '../shared/context.ts';
import { exportsInUse } from './errors.ts';
import type { ResourceDeletion } from './removal.ts';

const exportsOf = async (
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
  all: readonly ResourceDeletion[],
): Promise<readonly string[]> => {
  const nested = await Promise.all(
    all
      .filter(({ resource }) => resource.type === 'AWS::CloudFormation::Stack')
      .map(({ resource }) => connection.stacks.describe(resource.physicalId)),
  );
  return [stack, ...nested].flatMap((one) => one?.exports ?? []);
};

/**
 * Exports that other stacks import keep a stack from being deleted.
 * @returns what could not be found out, for people; undefined: none is in use
 * @throws InstallError `exports-in-use` (3)
 */
export async function assertExportsFree(
  context: Pick<CommandContext, 'connection'>,
  stack: Stack,
  all: readonly ResourceDeletion[],
): Promise<string | undefined> {
  try {
    const names = await exportsOf(context, stack, all);
    const importers = await Promise.all(names.map((name) => context.connection.stacks.importers(name)));
    const uses = names.flatMap((name, at) => {
      const by = importers[at] ?? [];
      return by.length === 0 ? [] : [`${name} by ${by.join(', ')}`];
    });
    if (uses.length > 0) throw exportsInUse(stack.name, uses);
    return undefined;
  } catch (error) {
    const permission = isInstallError(error) ? error.permission : undefined;
    if (permission === undefined) throw error;
    return `Whether other stacks use its exports is unknown without ${permission}; if one does, nothing is deleted.`;
  }
}
