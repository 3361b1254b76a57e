import type { CommandResult } from '../../../core/command.ts';
import { isInstallError, type InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { Values } from '../../../core/parameter.ts';
import { conditionOf, type StackStatus } from '../../../core/stack-status.ts';
import type { Stack } from '../../../core/stack.ts';
import type { ResolvedValues } from '../../../parameters/index.ts';
import { deployedScope } from '../../../products/index.ts';
import { protectStack, type ReadyPlan } from '../../../stack/index.ts';
import { confirmByName, confirmOrDecline } from '../consent.ts';
import { keepUnusedAnswers } from '../answers.ts';
import type { DeploymentPart } from '../deployment-context.ts';
import { declinedCode, planDeclined } from '../errors.ts';
import { commandOf, commandToRepeat } from '../next-command.ts';
import type { DnsIntent } from '../dns/intent.ts';
import { publish } from '../dns/publish.ts';
import { installOnHealthy, stackBlocked } from '../stack/errors.ts';
import { outputsToShow } from '../stack/secret-outputs.ts';
import { reportRestoring } from '../snapshot/restore.ts';
import { takeSnapshots } from '../snapshot/take.ts';
import type { LoadedTemplate } from '../template.ts';
import { executeAndWatch, type FinishedDeployment } from './execute.ts';
import { finish } from './finish.ts';
import { makeSecretsAndPlan } from './plan.ts';
import { databasesToSave } from './snapshot.ts';
import { isContested, UndoList } from './undo.ts';

const nameList = (plan: ReadyPlan): string => plan.stateful.map(({ logicalId }) => logicalId).join(', ');

const consent = async (
  deployment: DeploymentPart<'session' | 'connection' | 'stackName'>,
  plan: ReadyPlan,
): Promise<void> => {
  const { context } = deployment;
  const atStake = `This replaces or removes ${nameList(plan)}, and the data in it`;
  if (plan.stateful.length > 0 && (await confirmByName(context, atStake))) return;
  await confirmOrDecline(
    context,
    plan.kind === 'create' ? 'Create this stack?' : 'Make these changes?',
    'The plan',
    'y: CloudFormation does what the plan shows, and this run watches it to the end. n: the plan and all that was made for it are removed again.',
  );
};

/** What an earlier run may have left undone, as the plan has just shown it. */
const leftUndone = ({ context }: DeploymentPart<'settings'>, stack: Stack, dns: DnsIntent) => ({
  protection: context.settings.terminationProtection.value && !stack.terminationProtection,
  records: dns.open > 0,
});

/** No changes is success: what is left undone is shown and, once agreed to, finished. */
export async function deployUnchanged(
  deployment: FinishedDeployment,
  values: Values,
  stack: Stack,
  dns: DnsIntent,
): Promise<CommandResult> {
  const { context } = deployment;
  const outputs = await outputsToShow(context, stack);
  const left = leftUndone(deployment, stack, dns);
  if (left.protection || left.records)
    await confirmOrDecline(context, 'Finish what was left undone?', 'Finishing it');
  if (left.protection) await protectStack({ stackId: stack.id, stackName: stack.name }, context.connection);
  const scope = deployedScope(stack.id, values, stack.outputs);
  const code = await publish(context, scope, dns);
  return finish(context, { ...scope, outputs }, deployment.target.kind, { outcome: 'unchanged', dns: code });
}

/** Between our look and our plan another run may have brought the stack up, or got it stuck. */
const blockedError = (
  { context }: DeploymentPart<'session' | 'connection' | 'stackName'>,
  status: StackStatus,
): InstallError =>
  conditionOf(status) === 'healthy'
    ? installOnHealthy(context, { name: context.stackName, status })
    : stackBlocked(context, status);

const onlyPlanned = ({ kind }: { readonly kind: string }): CommandResult => ({
  outcome: kind === 'unchanged' ? 'unchanged' : 'succeeded',
  exitCode: exitCodes.succeeded,
});

/** A no is not the end: the command that comes back to this plan. */
const withWayBack = (
  { message }: InstallError,
  { context, target }: DeploymentPart<'session' | 'connection' | 'stackName' | 'keptAnswers', 'target'>,
  resolved: ResolvedValues,
): InstallError => planDeclined(message, commandToRepeat(context, commandOf(target.kind), resolved.values));

type KeepingDeployment = Parameters<typeof keepUnusedAnswers>[0];

/** The stack does not have what was typed for it: that is kept, and known from then on. */
const withKeptAnswers = async (
  deployment: KeepingDeployment,
  resolved: ResolvedValues,
): Promise<KeepingDeployment> => {
  const keptAnswers = await keepUnusedAnswers(deployment, resolved);
  return { ...deployment, context: { ...deployment.context, keptAnswers } };
};

/** @throws InstallError with the way back for a no, said or left unsaid; what was typed is kept */
const agreedTo = async (
  deployment: KeepingDeployment,
  plan: ReadyPlan,
  resolved: ResolvedValues,
): Promise<void> => {
  try {
    await consent(deployment, plan);
  } catch (error) {
    const kept = await withKeptAnswers(deployment, resolved);
    const left = isInstallError(error, declinedCode) || isInstallError(error, 'question-declined');
    throw left ? withWayBack(error, kept, resolved) : error;
  }
};

/** After a failure. */
const keptToRepeat = async (deployment: KeepingDeployment, resolved: ResolvedValues): Promise<string> => {
  const { context } = await withKeptAnswers(deployment, resolved);
  return commandToRepeat(context, commandOf(deployment.target.kind), resolved.values);
};

/** Plan, show, agree, execute, watch to the true end, DNS. What is made before yes is taken back unless yes follows. */
export async function deploy(
  deployment: DeploymentPart<
    'session' | 'connection' | 'settings' | 'product' | 'stackName' | 'freshZone' | 'keptAnswers' | 'answers',
    'stack' | 'loadedTemplate' | 'target'
  >,
  loadedTemplate: LoadedTemplate,
  resolved: ResolvedValues,
): Promise<CommandResult> {
  const undo = new UndoList();
  deployment.context.session.interrupts.left = () => undo.lines;
  try {
    const planned = await makeSecretsAndPlan(deployment, loadedTemplate, resolved, undo);
    const { plan } = planned;
    if (plan.kind === 'blocked') throw blockedError(deployment, plan.status);
    if (deployment.context.session.options.planOnly) return onlyPlanned(plan);
    if (plan.kind === 'unchanged') {
      // Nothing hangs on what was made for a plan without changes.
      reportRemoved(deployment, await undo.run(deployment.context));
      if (deployment.context.session.options.snapshot) noSnapshot(deployment);
      return await deployUnchanged(deployment, planned.values, plan.stack, planned.dns);
    }
    const databases = await databasesToSave(deployment.context, plan, deployment.stack);
    await agreedTo(deployment, plan, resolved);
    const taken = await takeSnapshots(deployment.context, databases);
    try {
      const again = () => keptToRepeat(deployment, resolved);
      return await executeAndWatch(deployment, loadedTemplate, planned, plan, undo, again);
    } finally {
      // A change that failed is when they are wanted most.
      reportRestoring(deployment.context, taken, true);
    }
  } catch (error) {
    if (isContested(error)) undo.contested = true;
    throw isInstallError(error, declinedCode) && error.resume === undefined
      ? withWayBack(error, deployment, resolved)
      : error;
  } finally {
    reportRemoved(deployment, await undo.run(deployment.context));
  }
}

const noSnapshot = ({ context }: DeploymentPart<'connection'>): void =>
  context.connection.emit({
    type: 'note',
    level: 'info',
    message: 'Nothing changes, so no snapshot is made; quilt-install backup makes one.',
  });

const reportRemoved = ({ context }: DeploymentPart<'connection'>, removed: readonly string[]): void => {
  if (removed.length === 0) return;
  context.connection.emit({
    type: 'note',
    level: 'info',
    message: `Removed again: ${removed.join(', ')}.`,
  });
};
