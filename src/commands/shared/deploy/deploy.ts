import type { CommandResult } from '../../../core/command.ts';
import { exitCodes, InstallError, isInstallError } from '../../../core/errors.ts';
import type { Values } from '../../../core/parameter.ts';
import { conditionOf, type Stack, type StackStatus } from '../../../core/stack.ts';
import { makeSecrets, type MadeSecret, type Settled } from '../../../parameters/index.ts';
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
import { agreed, typedName } from '../consent.ts';
import { explainer } from '../explain.ts';
import { tellFindings } from './findings.ts';
import { finish } from './finish.ts';
import { follow, unfinished } from '../follow.ts';
import { dnsIntent, publish, type DnsIntent } from '../publish.ts';
import { releaseSecrets, restoreSecrets } from './kept-secrets.ts';
import { planRequest } from './request.ts';
import { awsCommand, resumeCommand } from '../resume.ts';
import { installOnHealthy } from '../existing-stack.ts';
import type { Survey } from '../deployment.ts';
import type { TemplateInHand } from '../template.ts';
import { Undo } from './undo.ts';

interface Planned {
  readonly plan: Plan;
  readonly values: Values;
  readonly dns: DnsIntent;
  readonly made: readonly MadeSecret[];
}

const makeAll = async (
  survey: Survey,
  inHand: TemplateInHand,
  settled: Settled,
  notes: readonly string[],
  undo: Undo,
): Promise<Planned> => {
  const { connection, stackName } = survey.opened;
  const made: MadeSecret[] = [];
  undo.push({
    what: 'Generated secrets',
    back: () => releaseSecrets(survey.opened, made, survey.stack, undo.contested),
  });
  const values = await makeSecrets(settled, stackName, connection, made);
  const dns = await dnsIntent(survey.opened, values);
  const request = await planRequest(
    survey,
    inHand,
    values,
    [...notes, ...incomparable(survey, values), dns.note],
    undo,
  );
  connection.emit({ type: 'busy', message: 'CloudFormation is making the plan' });
  const plan = await makePlan(request, connection).finally(() => connection.emit({ type: 'busy' }));
  if (plan.kind === 'create' || plan.kind === 'update') {
    undo.push(takenBack(survey, plan, undo));
    tellFindings(survey.opened, plan.findings);
  }
  connection.emit(plan.event);
  return { plan, values, dns, made };
};

const takenBack = ({ opened }: Survey, plan: ReadyPlan, undo: Undo): Parameters<Undo['push']>[0] => ({
  what: 'The change set',
  command: awsCommand(opened, 'cloudformation', 'delete-change-set', '--change-set-name', plan.changeSetId),
  back: async () => {
    // Not there any more, or executed: somebody else decided on it.
    if (!(await discardPlan(plan, opened.connection))) undo.contested = true;
  },
});

/** AWS never shows a secret, so nobody can say whether a new one differs from the one in place. */
const incomparable = ({ target }: Survey, values: Values): readonly string[] => {
  const given = [...values.values()].filter(
    ({ secret, usePrevious, value }) => secret && usePrevious !== true && value !== '',
  );
  if (target.kind === 'create' || given.length === 0) return [];
  return [
    `Cannot compare ${given.map(({ key }) => key).join(', ')}: the value in place is a secret; the one given replaces it.`,
  ];
};

const nameList = (plan: ReadyPlan): string => plan.stateful.map(({ logicalId }) => logicalId).join(', ');

const consent = async (survey: Survey, plan: ReadyPlan): Promise<void> => {
  const { opened } = survey;
  const atStake = `This replaces or removes ${nameList(plan)}, and the data in it`;
  if (plan.stateful.length > 0 && (await typedName(opened, atStake))) return;
  await agreed(opened, plan.kind === 'create' ? 'Create this stack?' : 'Make these changes?', 'The plan');
};

/** Between our look and our plan another run may have brought the stack up, or got it stuck. */
const blocked = (survey: Survey, status: StackStatus): InstallError => {
  if (conditionOf(status) === 'healthy')
    return installOnHealthy(survey.opened, { name: survey.opened.stackName, status });
  return stuck(survey, status);
};

const stuck = (survey: Survey, status: StackStatus): InstallError =>
  new InstallError({
    code: 'stack-blocked',
    message: `Stack ${survey.opened.stackName} is in ${status}, from which no plan can be made.`,
    hint: `See the way out with: ${resumeCommand(survey.opened, 'recover')}`,
    exitCode: exitCodes.needsPerson,
  });

const terminationProtection = ({ opened }: Survey): boolean =>
  opened.session.options.terminationProtection && (opened.answers?.terminationProtection ?? true);

/** No changes is success: what an earlier run may have left undone is finished, and DNS looked after. */
export async function deployUnchanged(survey: Survey, values: Values, stack: Stack): Promise<CommandResult> {
  const { connection } = survey.opened;
  if (terminationProtection(survey) && !stack.terminationProtection)
    await protectStack({ stackId: stack.id, stackName: stack.name }, connection);
  const code = await publish(survey.opened, stack.outputs, await dnsIntent(survey.opened, values));
  return finish(survey.opened, values, stack.outputs, code, 'unchanged');
}

const execute = async (
  survey: Survey,
  inHand: TemplateInHand,
  planned: Planned,
  plan: ReadyPlan,
  undo: Undo,
): Promise<CommandResult> => {
  const { opened } = survey;
  const started = await executePlan(plan, opened.connection, {
    terminationProtection: terminationProtection(survey),
    resume: resumeCommand(opened),
  }).catch((error: unknown) => {
    // It may be running with all that was made for it.
    if (isInstallError(error, unclearCode)) undo.keep();
    throw error;
  });
  undo.keep();
  await restoreSecrets(opened, planned.values, planned.made);
  if (opened.session.options.detach)
    return { outcome: 'still-running', exitCode: exitCodes.stillRunning, resume: resumeCommand(opened) };
  const { outcome, detached } = await follow(
    opened,
    {
      stackId: started.stackId,
      begun: true,
      intent: started.kind,
      ...plannedWork(plan.changes, inHand.template),
      ...(started.after === undefined ? {} : { after: started.after }),
    },
    explainer(opened),
  );
  if (outcome.kind !== 'succeeded') return unfinished(opened, outcome, detached);
  for (const message of outcome.warnings) opened.connection.emit({ type: 'note', level: 'warn', message });
  const code = await publish(opened, outcome.outputs, planned.dns);
  return finish(opened, planned.values, outcome.outputs, code, 'succeeded');
};

/** Codes that tell of another run or person at work on the same stack. */
const contestedCodes: readonly string[] = ['plan-gone', 'stack-busy', 'stack-exists', 'stack-blocked'];

/** Plan, show, agree, execute, watch to the true end, DNS. What is made before yes is taken back unless yes follows. */
export async function deploy(
  survey: Survey,
  inHand: TemplateInHand,
  settled: Settled,
  notes: readonly string[],
): Promise<CommandResult> {
  const undo = new Undo();
  try {
    const planned = await makeAll(survey, inHand, settled, notes, undo);
    const { plan } = planned;
    if (plan.kind === 'blocked') throw blocked(survey, plan.status);
    if (survey.opened.session.options.planOnly)
      return {
        outcome: plan.kind === 'unchanged' ? 'unchanged' : 'succeeded',
        exitCode: exitCodes.succeeded,
      };
    if (plan.kind === 'unchanged') {
      undo.keep();
      return await deployUnchanged(survey, planned.values, plan.stack);
    }
    await consent(survey, plan);
    return await execute(survey, inHand, planned, plan, undo);
  } catch (error) {
    if (isInstallError(error) && contestedCodes.includes(error.code)) undo.contested = true;
    throw error;
  } finally {
    await undo.run(survey.opened);
  }
}
