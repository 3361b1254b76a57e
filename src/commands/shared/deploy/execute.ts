import type { CommandResult } from '../../../core/command.ts';
import { isInstallError } from '../../../core/errors.ts';
import { deployedScope } from '../../../products/index.ts';
import {
  executePlan,
  plannedWork,
  protectStack,
  unclearCode,
  type ReadyPlan,
  type StartedOperation,
} from '../../../stack/index.ts';
import type { CommandContext } from '../context.ts';
import type { DeploymentPart } from '../deployment-context.ts';
import { resumeCommand } from '../next-command.ts';
import { publish } from '../dns/publish.ts';
import { explainer } from '../stack/explain.ts';
import { follow, stillRunning, unfinishedResult } from '../stack/follow.ts';
import type { LoadedTemplate } from '../template.ts';
import { finish } from './finish.ts';
import { restoreSecrets } from './kept-secrets.ts';
import type { Planned } from './plan.ts';
import type { UndoList } from './undo.ts';

/** What of a deployment its end goes by: DNS, protection, the last words. */
export type FinishedDeployment = DeploymentPart<
  'session' | 'connection' | 'settings' | 'product' | 'stackName' | 'freshZone',
  'target'
>;

/** AWS may be back by the end of the operation. */
const protectAfterAll = async (
  { connection }: Pick<CommandContext, 'connection'>,
  started: StartedOperation,
): Promise<void> => {
  if (await protectStack(started, connection))
    connection.emit({ type: 'note', level: 'good', message: 'Termination protection is on by now.' });
};

/** Executes what was agreed to and watches it to its true end; then DNS and the last words. @param again as in `FollowRequest` */
export async function executeAndWatch(
  deployment: FinishedDeployment,
  loadedTemplate: LoadedTemplate,
  planned: Planned,
  plan: ReadyPlan,
  undo: UndoList,
  again: () => Promise<string>,
): Promise<CommandResult> {
  const { context, target } = deployment;
  const started = await executePlan(plan, context.connection, {
    terminationProtection: context.settings.terminationProtection.value,
    resume: resumeCommand(context),
  }).catch((error: unknown) => {
    // It may be running with all that was made for it.
    if (isInstallError(error, unclearCode)) undo.keep();
    throw error;
  });
  undo.keep();
  await restoreSecrets(context, planned.values, planned.made);
  if (context.session.options.detach) return stillRunning(context);
  const { outcome, detached } = await follow(
    context,
    {
      stackId: started.stackId,
      begun: true,
      intent: started.kind,
      ...plannedWork(plan.changes, loadedTemplate.template, target.rollback?.monitoringMinutes),
      guards: target.rollback?.alarms,
      after: started.after,
      again,
    },
    explainer(context),
  );
  if (outcome.kind !== 'succeeded') return unfinishedResult(context, outcome, detached);
  for (const message of outcome.warnings) context.connection.emit({ type: 'note', level: 'warn', message });
  if (started.unprotected === true) await protectAfterAll(context, started);
  const { outputs, allOutputs } = outcome;
  const scope = deployedScope(started.stackId, planned.values, allOutputs);
  const code = await publish(context, scope, planned.dns);
  return finish(context, { ...scope, outputs }, plan.kind, { outcome: 'succeeded', dns: code });
}
