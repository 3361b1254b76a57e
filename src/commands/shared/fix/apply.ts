import type { Fix, FixResult, Made } from '../../../core/check.ts';
import { declined } from '../errors.ts';
import type { CommandContext } from '../context.ts';
import { reportNameServers } from '../dns/delegation.ts';
import { applyStackFix, type StackFix } from './fix-stack.ts';

/** Asks about one fix; rejects with a no. @param what the fix by its name */
export type AgreeToFix = (question: string, what: string) => Promise<void>;

export type Fixed = Partial<FixResult> & { readonly roleArn?: string };

/** Its own yes, Enter for no; `--yes` does not stand for it. */
export const personAgrees =
  ({ connection }: Pick<CommandContext, 'connection'>): AgreeToFix =>
  async (question, what) => {
    if (!(await connection.prompt.confirm({ message: question, default: false, guarded: true })))
      throw declined(what);
  };

const fixByStack = async (
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  fix: StackFix,
  agree: AgreeToFix,
  made: (thing: Made) => void,
): Promise<Fixed> => {
  const { title, stackName, cost, provides = {} } = fix;
  const outputs = await applyStackFix(
    context,
    fix,
    // The plan above it has said what the brackets do.
    () => agree(`${title.replace(/ \(.*\)$/, '')}?`, title),
    () =>
      made({
        what: `the stack ${stackName}`,
        cost,
        removal: ['cloudformation', 'delete-stack', '--stack-name', stackName],
      }),
  );
  const parameters = Object.entries(provides.parameters ?? {}).flatMap(([key, output]) => {
    const value = outputs.get(output);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { parameters: Object.fromEntries(parameters), roleArn: outputs.get(provides.roleArn ?? '') };
};

/**
 * Shows one fix as the exact change it is, asks, and does it.
 * @param made told of each thing that is there from then on
 * @throws InstallError `plan-declined` (8), `fix-failed` (3), `fix-unfinished` (7, 130), or what AWS refused
 */
export async function applyFix(
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  fix: Fix,
  agree: AgreeToFix,
  made: (thing: Made) => void,
): Promise<Fixed> {
  if ('template' in fix) return fixByStack(context, fix, agree, made);
  const { emit, fixes } = context.connection;
  emit({ type: 'note', level: 'info', message: fix.title, detail: [...fix.changes] });
  await agree('Do this?', fix.title);
  emit({ type: 'busy', message: fix.title });
  const result = await fix.call(fixes, made).finally(() => emit({ type: 'busy' }));
  emit({ type: 'note', level: 'good', message: `Done: ${fix.title}` });
  if (result?.delegation !== undefined) reportNameServers(context, result.delegation);
  return result ?? {};
}
