import type { CommandResult } from '../../../core/command.ts';
import { exitCodes, InstallError, isInstallError } from '../../../core/errors.ts';
import type { Values } from '../../../core/parameter.ts';
import { conditionOf, type Stack, type StackStatus } from '../../../core/stack.ts';
import { makeSecrets, type MadeSecret, type ResolvedValues } from '../../../parameters/index.ts';
import {
  discardPlan,
  executePlan,
  makePlan,
  plannedWork,
  protectStack,
  unclearCode,
  type Plan,
  type ReadyPlan,
} from '../../../stack/index.ts';
import { confirmOrDecline, confirmByName } from '../consent.ts';
import { explainer } from '../explain.ts';
import { reportFindings } from './findings.ts';
import { finish } from './finish.ts';
import { follow, unfinishedResult } from '../follow.ts';
import { dnsIntent, publish, type DnsIntent } from '../publish.ts';
import { releaseSecrets, restoreSecrets } from './kept-secrets.ts';
import { planRequest } from './request.ts';
import { awsCommand, resumeCommand } from '../resume.ts';
import { installOnHealthy } from '../existing-stack.ts';
import type { DeploymentContext } from '../deployment.ts';
import type { LoadedTemplate } from '../template.ts';
import { Undo } from './undo.ts';

interface Planned {
  readonly plan: Plan;
  readonly values: Values;
  readonly dns: DnsIntent;
  readonly made: readonly MadeSecret[];
}

const makeSecretsAndPlan = async (
  deployment: DeploymentContext,
  loadedTemplate: LoadedTemplate,
  resolved: ResolvedValues,
  notes: readonly string[],
  undo: Undo,
): Promise<Planned> => {
  const { connection, stackName } = deployment.context;
  const made: MadeSecret[] = [];
  undo.push({
    what: 'Generated secrets',
    back: () => releaseSecrets(deployment.context, made, deployment.stack, undo.contested),
  });
  const values = await makeSecrets(resolved, stackName, connection, made);
  const dns = await dnsIntent(deployment.context, values);
  const request = await planRequest(
    deployment,
    loadedTemplate,
    values,
    [...notes, ...incomparableSecrets(deployment, values), dns.note],
    undo,
  );
  connection.emit({ type: 'busy', message: 'CloudFormation is making the plan' });
  const plan = await makePlan(request, connection).finally(() => connection.emit({ type: 'busy' }));
  if (plan.kind === 'create' || plan.kind === 'update') {
    undo.push(takenBack(deployment, plan, undo));
    reportFindings(deployment.context, plan.findings);
  }
  connection.emit(plan.event);
  return { plan, values, dns, made };
};

const takenBack = (
  { context }: DeploymentContext,
  plan: ReadyPlan,
  undo: Undo,
): Parameters<Undo['push']>[0] => ({
  what: 'The change set',
  command: awsCommand(context, 'cloudformation', 'delete-change-set', '--change-set-name', plan.changeSetId),
  back: async () => {
    // Not there any more, or executed: somebody else decided on it.
    if (!(await discardPlan(plan, context.connection))) undo.contested = true;
  },
});

/** AWS never shows a secret, so nobody can say whether a new one differs from the one in place. */
const incomparableSecrets = ({ target }: DeploymentContext, values: Values): readonly string[] => {
  const given = [...values.values()].filter(
    ({ secret, usePrevious, value }) => secret && usePrevious !== true && value !== '',
  );
  if (target.kind === 'create' || given.length === 0) return [];
  return [
    `Cannot compare ${given.map(({ key }) => key).join(', ')}: the value in place is a secret; the one given replaces it.`,
  ];
};

const nameList = (plan: ReadyPlan): string => plan.stateful.map(({ logicalId }) => logicalId).join(', ');

const consent = async (deployment: DeploymentContext, plan: ReadyPlan): Promise<void> => {
  const { context } = deployment;
  const atStake = `This replaces or removes ${nameList(plan)}, and the data in it`;
  if (plan.stateful.length > 0 && (await confirmByName(context, atStake))) return;
  await confirmOrDecline(
    context,
    plan.kind === 'create' ? 'Create this stack?' : 'Make these changes?',
    'The plan',
  );
};

/** Between our look and our plan another run may have brought the stack up, or got it stuck. */
const blockedError = (deployment: DeploymentContext, status: StackStatus): InstallError => {
  if (conditionOf(status) === 'healthy')
    return installOnHealthy(deployment.context, { name: deployment.context.stackName, status });
  return stuckError(deployment, status);
};

const stuckError = (deployment: DeploymentContext, status: StackStatus): InstallError =>
  new InstallError({
    code: 'stack-blocked',
    message: `Stack ${deployment.context.stackName} is in ${status}, from which no plan can be made.`,
    hint: `See the way out with: ${resumeCommand(deployment.context, 'recover')}`,
    exitCode: exitCodes.needsPerson,
  });

/** No changes is success: what an earlier run may have left undone is finished, and DNS looked after. */
export async function deployUnchanged(
  deployment: DeploymentContext,
  values: Values,
  stack: Stack,
): Promise<CommandResult> {
  const { connection } = deployment.context;
  if (deployment.context.settings.terminationProtection.value && !stack.terminationProtection)
    await protectStack({ stackId: stack.id, stackName: stack.name }, connection);
  const code = await publish(deployment.context, stack.outputs, await dnsIntent(deployment.context, values));
  return finish(deployment.context, values, stack.outputs, code, 'unchanged');
}

const executeAndWatch = async (
  deployment: DeploymentContext,
  loadedTemplate: LoadedTemplate,
  planned: Planned,
  plan: ReadyPlan,
  undo: Undo,
): Promise<CommandResult> => {
  const { context } = deployment;
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
  if (context.session.options.detach)
    return { outcome: 'still-running', exitCode: exitCodes.stillRunning, resume: resumeCommand(context) };
  const { outcome, detached } = await follow(
    context,
    {
      stackId: started.stackId,
      begun: true,
      intent: started.kind,
      ...plannedWork(plan.changes, loadedTemplate.template),
      ...(started.after === undefined ? {} : { after: started.after }),
    },
    explainer(context),
  );
  if (outcome.kind !== 'succeeded') return unfinishedResult(context, outcome, detached);
  for (const message of outcome.warnings) context.connection.emit({ type: 'note', level: 'warn', message });
  const code = await publish(context, outcome.outputs, planned.dns);
  return finish(context, planned.values, outcome.outputs, code, 'succeeded');
};

/** Codes that tell of another run or person at work on the same stack. */
const contestedCodes: readonly string[] = ['plan-gone', 'stack-busy', 'stack-exists', 'stack-blocked'];

/** Plan, show, agree, execute, watch to the true end, DNS. What is made before yes is taken back unless yes follows. */
export async function deploy(
  deployment: DeploymentContext,
  loadedTemplate: LoadedTemplate,
  resolved: ResolvedValues,
  notes: readonly string[],
): Promise<CommandResult> {
  const undo = new Undo();
  try {
    const planned = await makeSecretsAndPlan(deployment, loadedTemplate, resolved, notes, undo);
    const { plan } = planned;
    if (plan.kind === 'blocked') throw blockedError(deployment, plan.status);
    if (deployment.context.session.options.planOnly)
      return {
        outcome: plan.kind === 'unchanged' ? 'unchanged' : 'succeeded',
        exitCode: exitCodes.succeeded,
      };
    if (plan.kind === 'unchanged') {
      undo.keep();
      return await deployUnchanged(deployment, planned.values, plan.stack);
    }
    await consent(deployment, plan);
    return await executeAndWatch(deployment, loadedTemplate, planned, plan, undo);
  } catch (error) {
    if (isInstallError(error) && contestedCodes.includes(error.code)) undo.contested = true;
    throw error;
  } finally {
    await undo.run(deployment.context);
  }
}
