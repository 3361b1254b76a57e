import type { Mend } from '../../core/check.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import type { Values } from '../../core/parameter.ts';
import { conditionOf } from '../../core/stack.ts';
import { discardPlan, executePlan, makePlan, plannedWork } from '../../stack/index.ts';
import { bodyLimit, byteLength, estimateSeconds, parseTemplate } from '../../template/index.ts';
import { agreed } from './consent.ts';
import { follow } from './follow.ts';
import type { Opened } from './open.ts';

type StackMend = Extract<Mend, { readonly template: string }>;

const valuesOf = (parameters: StackMend['parameters']): Values =>
  new Map(
    Object.entries(parameters).map(([key, value]) => [key, { key, value, source: 'derived', secret: false }]),
  );

const unmade = (stackName: string): InstallError =>
  new InstallError({
    code: 'mend-failed',
    message: `The stack ${stackName} that would have mended this did not come up.`,
    hint: `Its cause: quilt-install diagnose --stack-name ${stackName}`,
    exitCode: exitCodes.checkFailed,
  });

/** A mend that is a stack of its own: planned, shown, agreed to and watched like any other. */
export async function mendByStack(opened: Opened, mend: StackMend): Promise<void> {
  const { connection, session } = opened;
  const own: Opened = { ...opened, stackName: mend.stackName };
  const text = await connection.files.read(`${session.packageFolder}/templates/${mend.template}`);
  const template = parseTemplate(text);
  if (byteLength(text) > bodyLimit) throw new Error(`${mend.template} is too large to be sent as it is`);
  const stack = await connection.stacks.describe(mend.stackName);
  const kind = conditionOf(stack?.status) === 'healthy' ? 'update' : 'create';
  const plan = await makePlan(
    {
      kind,
      stackName: mend.stackName,
      template: { text },
      values: valuesOf(mend.parameters),
      capabilities: mend.capabilities,
      etaSeconds: estimateSeconds(template, [...template.resources.values()], kind),
      notes: [mend.title],
      ...(stack === undefined ? {} : { stack }),
    },
    connection,
  );
  connection.emit(plan.event);
  if (plan.kind === 'unchanged') return;
  if (plan.kind === 'blocked') throw unmade(mend.stackName);
  try {
    await agreed(own, `${mend.title}?`, mend.title);
  } catch (error) {
    await discardPlan(plan, connection);
    throw error;
  }
  const started = await executePlan(plan, connection, { terminationProtection: false });
  const { outcome } = await follow(own, {
    stackId: started.stackId,
    begun: true,
    intent: started.kind,
    ...plannedWork(plan.changes, template),
    ...(started.after === undefined ? {} : { after: started.after }),
  });
  if (outcome.kind !== 'succeeded') throw unmade(mend.stackName);
}
