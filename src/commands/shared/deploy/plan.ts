import { plannedScope } from '../../../products/index.ts';
import type { Values } from '../../../core/parameter.ts';
import { makeSecrets, type MadeSecret, type ResolvedValues } from '../../../parameters/index.ts';
import { discardPlan, makePlan, type Plan, type ReadyPlan } from '../../../stack/index.ts';
import type { DeploymentPart } from '../deployment-context.ts';
import { awsCommand } from '../next-command.ts';
import { dnsIntent, type DnsIntent } from '../dns/intent.ts';
import type { LoadedTemplate } from '../template.ts';
import { reportFindings } from './findings.ts';
import { releaseSecrets } from './kept-secrets.ts';
import { planDetails } from './plan-details.ts';
import { planRequest } from './request.ts';
import type { UndoList } from './undo.ts';

/** A plan, and what was made for it. */
export interface Planned {
  readonly plan: Plan;
  readonly values: Values;
  readonly dns: DnsIntent;
  readonly made: readonly MadeSecret[];
}

/** Makes what the plan needs (secrets, an uploaded template) and the plan, each with its way back in `undo`. */
export async function makeSecretsAndPlan(
  deployment: DeploymentPart<
    'session' | 'connection' | 'settings' | 'product' | 'stackName',
    'stack' | 'loadedTemplate' | 'target'
  >,
  loadedTemplate: LoadedTemplate,
  resolved: ResolvedValues,
  undo: UndoList,
): Promise<Planned> {
  const { connection, stackName } = deployment.context;
  const made: MadeSecret[] = [];
  if (resolved.generated.length > 0)
    undo.push({
      what: `The secrets ${resolved.generated.map(({ secretName }) => secretName).join(', ')}`,
      back: () => releaseSecrets(deployment.context, made, deployment.stack, undo.contested),
    });
  const values = await makeSecrets(resolved, stackName, connection, made);
  const running = deployment.target.kind === 'update' ? deployment.stack : undefined;
  const scope = plannedScope({
    values,
    template: loadedTemplate.template,
    region: connection.region,
    stackName,
  });
  const intending = dnsIntent(deployment.context, scope, running);
  const details = intending.then(({ note }) => planDetails(deployment, { ...resolved, values }, scope, note));
  // Whoever waits for it is told; until then it may fail while a template is uploaded.
  details.catch(() => undefined);
  // At a terminal it may ask into which zone: nothing is drawn and nothing fails beside a question.
  if (connection.prompt.interactive) await intending;
  const request = await planRequest(deployment, loadedTemplate, values, details, undo);
  connection.emit({ type: 'busy', message: 'CloudFormation is making the plan' });
  const plan = await makePlan(request, connection).finally(() => connection.emit({ type: 'busy' }));
  if (plan.kind === 'create' || plan.kind === 'update') {
    undo.push(takenBack(deployment, plan, undo));
    reportFindings(connection, plan.findings);
  }
  connection.emit(plan.event);
  return { plan, values, dns: await intending, made };
}

const takenBack = (
  { context }: DeploymentPart<'session' | 'connection'>,
  plan: ReadyPlan,
  undo: UndoList,
): Parameters<UndoList['push']>[0] => ({
  // An ARN ends in the name and an id.
  what: `${plan.emptyStackCreated ? 'The empty stack with its change set' : 'The change set'} ${plan.changeSetId.split('/').at(-2) ?? ''}`,
  command: plan.emptyStackCreated
    ? awsCommand(context, 'cloudformation', 'delete-stack', '--stack-name', plan.stackId)
    : awsCommand(context, 'cloudformation', 'delete-change-set', '--change-set-name', plan.changeSetId),
  back: async () => {
    // Not there any more, or executed: somebody else decided on it.
    if (await discardPlan(plan, context.connection))
      return plan.emptyStackCreated ? 'the change set with its empty stack' : 'the change set';
    undo.contested = true;
    return undefined;
  },
});
