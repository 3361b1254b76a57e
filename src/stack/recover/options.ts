import { conditionOf, type StackStatus } from '../../core/stack-status.ts';
import { commandOn } from '../../products/index.ts';

export type RecoveryId =
  | 'delete'
  | 'delete-empty-stack'
  | 'retry-delete'
  | 'continue-rollback'
  | 'rollback'
  | 'install'
  | 'upgrade'
  | 'wait';

/** One way on from a status. */
export interface RecoveryOption {
  readonly id: RecoveryId;
  /** What it does, for a list to choose from. */
  readonly title: string;
  /** It destroys or cannot be taken back: the stack's name has to be typed, or given with `--confirm`. */
  readonly needsTypedName: boolean;
  readonly command: string;
}

export interface Recovery {
  /** What the status means, one sentence. */
  readonly summary: string;
  /** The best first; never empty. */
  readonly options: readonly RecoveryOption[];
}

type Ways = readonly [summary: string, ...ids: RecoveryId[]];

const busy = (what: string): Ways => [`${what} It ends by itself.`, 'wait'];

/** Every status CloudFormation knows, in its own order. */
const ways: Readonly<Record<StackStatus, Ways>> = {
  CREATE_IN_PROGRESS: [
    'The stack is being created. It ends by itself; Ctrl-C while you watch it offers to delete what is there so far.',
    'wait',
  ],
  CREATE_FAILED: [
    'The creation failed and its rollback was switched off: what was made is still there and nothing uses it.',
    'rollback',
    'delete',
  ],
  CREATE_COMPLETE: ['The stack is up; nothing has to be recovered.', 'upgrade'],
  ROLLBACK_IN_PROGRESS: busy('The creation failed and what it made is being removed.'),
  ROLLBACK_FAILED: [
    'The creation failed, and so did removing what it had made. Such a stack can only be deleted.',
    'delete',
  ],
  ROLLBACK_COMPLETE: [
    'The creation failed and was undone. The empty stack that is left can only be deleted; it holds the name until then.',
    'delete',
  ],
  DELETE_IN_PROGRESS: busy('The stack is being deleted.'),
  DELETE_FAILED: [
    'Some resources could not be deleted; the rest is gone. What is in the way has to be emptied, kept or forced.',
    'retry-delete',
  ],
  DELETE_COMPLETE: ['The stack is gone; its name is free.', 'install'],
  UPDATE_IN_PROGRESS: [
    'The stack is being updated. It ends by itself; Ctrl-C while you watch it offers to take it back to what it was.',
    'wait',
  ],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: busy('The update succeeded; what it replaced is being removed.'),
  UPDATE_COMPLETE: ['The stack is up; nothing has to be recovered.', 'upgrade'],
  UPDATE_FAILED: [
    'The update failed and its rollback was switched off: the stack is half new, half old.',
    'rollback',
    'delete',
  ],
  UPDATE_ROLLBACK_IN_PROGRESS: busy('The update failed, or was cancelled, and is being taken back.'),
  UPDATE_ROLLBACK_FAILED: [
    'The update failed, and taking it back got stuck. Fix what is in the way, then let the rollback go on; until then nothing can be updated.',
    'continue-rollback',
    'delete',
  ],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: busy(
    'The update was taken back; what it had added is being removed.',
  ),
  UPDATE_ROLLBACK_COMPLETE: [
    'The last update failed and was taken back completely; the stack runs as before.',
    'upgrade',
  ],
  REVIEW_IN_PROGRESS: [
    'This is an empty stack: a plan was made for a new stack and never executed. It holds the name and no resources.',
    'install',
    'delete-empty-stack',
  ],
  IMPORT_IN_PROGRESS: busy('Existing resources are being taken into the stack.'),
  IMPORT_COMPLETE: ['The stack is up; nothing has to be recovered.', 'upgrade'],
  IMPORT_ROLLBACK_IN_PROGRESS: busy('Taking in resources failed and is being undone.'),
  IMPORT_ROLLBACK_FAILED: [
    'Taking in resources failed, and so did undoing it. Deleting the stack deletes what it holds, but for resources whose DeletionPolicy is Retain.',
    'delete',
  ],
  IMPORT_ROLLBACK_COMPLETE: [
    'Taking in resources failed and was undone; the stack runs as before.',
    'upgrade',
  ],
};

const titles: Readonly<Record<RecoveryId, string>> = {
  delete: 'Delete the stack and everything it holds',
  'delete-empty-stack': 'Remove the empty stack',
  'retry-delete': 'Delete again, keeping or forcing what is in the way',
  'continue-rollback': 'Let the rollback go on, skipping only what you name',
  rollback: 'Roll back to the last state that worked',
  install: 'Install',
  upgrade: 'Upgrade',
  wait: 'Watch it to its end',
};

const commands: Readonly<Record<RecoveryId, string>> = {
  delete: 'recover',
  'delete-empty-stack': 'recover',
  'retry-delete': 'recover',
  'continue-rollback': 'recover',
  rollback: 'recover',
  install: 'install',
  upgrade: 'upgrade',
  wait: 'watch',
};

/** An empty stack and the leavings of a failed create hold nothing to lose. */
const harmless = (id: RecoveryId, status: StackStatus): boolean =>
  ['delete-empty-stack', 'wait', 'install', 'upgrade'].includes(id) && conditionOf(status) !== 'stuck';

/** What a status means and every way on from it. */
export function recovery(status: StackStatus, stackName: string): Recovery {
  const [summary, ...ids] = ways[status];
  return {
    summary,
    options: ids.map((id) => ({
      id,
      title: titles[id],
      needsTypedName: !harmless(id, status),
      command: commandOn(commands[id], stackName),
    })),
  };
}
