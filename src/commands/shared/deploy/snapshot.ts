import type { ReadyPlan } from '../../../stack/index.ts';
import type { Stack } from '../../../core/stack.ts';
import type { CommandContext } from '../context.ts';
import { stackDatabases, type StackDatabase } from '../snapshot/databases.ts';
import { announceSnapshots } from '../snapshot/take.ts';

const databaseTypes: readonly string[] = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'];

/** Offered where a database goes; a script is told the flag. `--yes` answers what is agreed to, and agrees to no more. */
const isWanted = async (
  { session, connection }: Pick<CommandContext, 'session' | 'connection'>,
  plan: ReadyPlan,
): Promise<boolean> => {
  if (session.options.snapshot) return true;
  const going = plan.stateful.filter(({ type }) => databaseTypes.includes(type));
  if (going.length === 0) return false;
  const names = going.map(({ logicalId }) => logicalId).join(', ');
  if (connection.prompt.interactive && session.options.yes !== true)
    return connection.prompt.confirm({
      message: `${names} will be replaced or removed. Make a manual snapshot first?`,
      default: true,
    });
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `${names} will be replaced or removed. --snapshot makes a manual snapshot first.`,
  });
  return false;
};

/** The databases that a snapshot is made of after yes and before the change; announced here. */
export async function databasesToSave(
  context: Pick<CommandContext, 'session' | 'connection'>,
  plan: ReadyPlan,
  stack: Stack | undefined,
): Promise<readonly StackDatabase[]> {
  if (plan.kind === 'create' || stack === undefined || !(await isWanted(context, plan))) return [];
  const databases = await stackDatabases(context, stack);
  announceSnapshots(context, stack, databases);
  return databases;
}
