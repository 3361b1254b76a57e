import type { ResourceRecord, StackRecord } from '../../model/stack-record.ts';

/** How an update reached a resource; its rollback goes by it. */
export type UpdateEffect = 'created' | 'updated' | 'replaced';

/** What is not as it was before the update, and how it got there. */
export function differing(stack: StackRecord): Map<string, UpdateEffect> {
  const before: ReadonlyMap<string, ResourceRecord> = stack.before?.resources ?? new Map();
  const touched = new Map<string, UpdateEffect>();
  for (const [id, resource] of stack.resources) {
    const old = before.get(id);
    if (old === undefined) touched.set(id, 'created');
    else if (old.physicalId !== resource.physicalId) touched.set(id, 'replaced');
    else if (old.shown !== resource.shown || resource.status === 'UPDATE_FAILED') touched.set(id, 'updated');
  }
  return touched;
}

/** What the rollback goes back to; an update of a failed update still goes back to the last good state. */
export function rememberBefore(stack: StackRecord): void {
  if (stack.status === 'UPDATE_FAILED' && stack.before !== undefined) return;
  if (stack.definition === undefined) return;
  stack.before = {
    definition: stack.definition,
    resources: new Map([...stack.resources].map(([id, resource]) => [id, { ...resource }])),
    outputs: stack.outputs,
  };
}
