import type { Hook, HookAction } from '../../account/state.ts';
import type { HookInvocation, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';

/** Those that look into this stack. */
export const hooksFor = ({ account }: World, { name }: StackRecord): readonly Hook[] =>
  account.hooks.filter(({ stacks }) => stacks?.includes(name) !== false);

/** Those of them that look at what is to be done. */
export const hooksOn = (world: World, stack: StackRecord, action: HookAction): readonly Hook[] =>
  hooksFor(world, stack).filter(({ actions = ['CREATE', 'UPDATE'] }) => actions.includes(action));

export const hookOutcome = ({ finds }: Hook): Pick<HookInvocation, 'status' | 'reason'> =>
  finds === undefined
    ? {
        status: 'HOOK_COMPLETE_SUCCEEDED',
        reason: 'Hook succeeded with message: Successful validation',
      }
    : { status: 'HOOK_COMPLETE_FAILED', reason: `Hook failed with message: ${finds}` };

/** The words of what they stop; undefined where none of them does. */
export function failedHooks(hooks: readonly Hook[]): string | undefined {
  const failed = hooks.filter(({ mode, finds }) => mode === 'FAIL' && finds !== undefined);
  return failed.length === 0
    ? undefined
    : `The following hook(s) failed: [${failed.map(({ type }) => type).join(', ')}]`;
}
