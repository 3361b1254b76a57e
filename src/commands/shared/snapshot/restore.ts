import type { NextStep } from '../../../core/next-step.ts';
import type { CommandContext } from '../context.ts';
import { awsCommand, resumeCommand } from '../next-command.ts';
import type { TakenSnapshot } from './take.ts';

type RestoreContext = Pick<CommandContext, 'session' | 'connection' | 'stackName'>;

const besideIt = (context: RestoreContext, { database, snapshot }: TakenSnapshot): string =>
  database.kind === 'instance'
    ? awsCommand(
        context,
        'rds',
        'restore-db-instance-from-db-snapshot',
        '--db-instance-identifier',
        `${database.id}-restored`,
        '--db-snapshot-identifier',
        snapshot.id,
      )
    : awsCommand(
        context,
        'rds',
        'restore-db-cluster-from-snapshot',
        '--db-cluster-identifier',
        `${database.id}-restored`,
        '--engine',
        snapshot.engine ?? 'ENGINE',
        '--snapshot-identifier',
        snapshot.id,
      );

/** A snapshot goes back into the template that the stack has, whichever an upgrade was given. */
const withoutTemplate = (context: RestoreContext): RestoreContext => {
  const { session } = context;
  const none = { templateUrl: undefined, templateFile: undefined, reuseTemplate: false, revertDrift: false };
  return { ...context, session: { ...session, options: { ...session.options, ...none } } };
};

/** @param stackRemains whether the stack is still there */
export function restoringSteps(
  context: RestoreContext,
  taken: TakenSnapshot,
  stackRemains: boolean,
): readonly NextStep[] {
  const { database, snapshot } = taken;
  const into = {
    say: `To restore ${snapshot.id} into the stack, which replaces ${database.logicalId}:`,
    run: `${resumeCommand(withoutTemplate(context), 'upgrade', '--param', `${database.restoredBy ?? ''}=${snapshot.id}`)} --reuse-template`,
  };
  return [
    {
      say: `To restore ${snapshot.id} into a new database:`,
      run: besideIt(context, taken),
    },
    ...(stackRemains && database.restoredBy !== undefined ? [into] : []),
  ];
}

/** How to restore what was taken before a change. @param stackRemains whether the stack is still there */
export function reportRestoring(
  context: RestoreContext,
  taken: readonly TakenSnapshot[],
  stackRemains: boolean,
): void {
  const steps = taken.flatMap((one) => restoringSteps(context, one, stackRemains));
  if (steps.length > 0) context.connection.emit({ type: 'next', steps });
}
