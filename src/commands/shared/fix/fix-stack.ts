import type { Fix } from '../../../core/check.ts';
import { isInstallError } from '../../../core/errors.ts';
import type { Values } from '../../../core/parameter.ts';
import { conditionOf } from '../../../core/stack-status.ts';
import type { Stack } from '../../../core/stack.ts';
import type { Template } from '../../../core/template.ts';
import {
  discardPlanOrTell,
  executePlan,
  makePlan,
  plannedWork,
  unclearCode,
  type Plan,
  type ReadyPlan,
  type StartedOperation,
} from '../../../stack/index.ts';
import { bodyLimit, byteLength, parseTemplate } from '../../../template/index.ts';
import { follow } from '../stack/follow.ts';
import type { CommandContext } from '../context.ts';
import { resumeCommand } from '../next-command.ts';
import { fixFailed, fixUnfinished } from './errors.ts';

export type StackFix = Extract<Fix, { readonly template: string }>;

const valuesOf = (parameters: StackFix['parameters']): Values =>
  new Map(
    Object.entries(parameters).map(([key, value]) => [key, { key, value, source: 'derived', secret: false }]),
  );

const planStackFix = async (
  { connection, session }: Pick<CommandContext, 'session' | 'connection'>,
  fix: StackFix,
): Promise<{ readonly plan: Plan; readonly template: Template; readonly stack: Stack | undefined }> => {
  const text =
    fix.text ?? (await connection.files.read(`${session.packageFolder}/templates/${fix.template}`));
  const template = parseTemplate(text);
  if (byteLength(text) > bodyLimit) throw new Error(`${fix.template} is too large to be sent as it is`);
  const stack = await connection.stacks.describe(fix.stackName);
  const kind = conditionOf(stack?.status) === 'healthy' ? 'update' : 'create';
  const plan = await makePlan(
    {
      kind,
      stackName: fix.stackName,
      template: { text },
      values: valuesOf(fix.parameters),
      capabilities: fix.capabilities,
      document: template,
      details: { notes: [fix.title, ...(fix.notes ?? [])] },
      stack,
    },
    connection,
  );
  return { plan, template, stack };
};

/** Agreed to and under way; a plan that comes to neither is taken back, unless nobody knows whether it began. */
const startStackFix = async (
  own: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  plan: ReadyPlan,
  agree: () => Promise<void>,
): Promise<StartedOperation> => {
  const { connection } = own;
  try {
    await agree();
    return await executePlan(plan, connection, {
      terminationProtection: false,
      resume: resumeCommand(own),
    });
  } catch (error) {
    if (!isInstallError(error, unclearCode)) {
      const { interrupts } = own.session;
      interrupts.left = () => [`The plan of the stack ${own.stackName}`];
      await interrupts.shield(() => discardPlanOrTell(plan, connection));
      interrupts.left = () => [];
    }
    throw error;
  }
};

/**
 * A fix that is a stack of its own: planned, shown, agreed to and watched like any other.
 * @param agree rejects with a no
 * @param begun from then on the stack is there, whatever comes of it
 * @returns the outputs of the stack
 * @throws InstallError `fix-failed` (3), `fix-unfinished` (7, 130), `plan-declined` (8).
 */
export async function applyStackFix(
  context: Pick<CommandContext, 'session' | 'connection' | 'product'>,
  fix: StackFix,
  agree: () => Promise<void>,
  begun: () => void,
): Promise<ReadonlyMap<string, string>> {
  const { connection } = context;
  const own = { ...context, stackName: fix.stackName };
  const { plan, template, stack } = await planStackFix(context, fix);
  connection.emit(plan.event);
  if (plan.kind === 'unchanged') return stack?.outputs ?? new Map();
  if (plan.kind === 'blocked') throw fixFailed(own);
  const started = await startStackFix(own, plan, agree);
  if (started.kind === 'create') begun();
  const { outcome, detached } = await follow(own, {
    stackId: started.stackId,
    begun: true,
    intent: started.kind,
    ...plannedWork(plan.changes, template),
    after: started.after,
  });
  if (outcome.kind === 'running')
    throw fixUnfinished(fix.stackName, outcome.resume, outcome.reason === 'interrupted' && !detached);
  if (outcome.kind === 'failed') throw fixFailed(own);
  return outcome.outputs;
}
