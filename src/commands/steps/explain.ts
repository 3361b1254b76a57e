import type { RootCause, Stack } from '../../core/stack.ts';
import { findCause } from '../../stack/index.ts';
import type { Opened } from './open.ts';

/** The cause of a failure in words for this product. */
export const explainer =
  (_opened: Opened) =>
  (cause: RootCause): RootCause =>
    cause;

/** Why the last operation failed, for a command that is about to lead out of it. */
export async function tellCause(opened: Opened, stack: Stack): Promise<void> {
  const { connection } = opened;
  const { events } = await connection.stacks.events(stack.id);
  const found = await findCause([...events].reverse(), stack.id, connection).catch(() => undefined);
  if (found === undefined) return;
  const cause = explainer(opened)(found);
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `Cause: ${cause.logicalId} (${cause.resourceType}): ${cause.reason}`,
    detail: [cause.meaning, cause.remedy].filter((line) => line !== undefined),
  });
}
