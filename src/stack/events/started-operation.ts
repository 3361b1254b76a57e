import { awsCodes, isInstallError } from '../../core/errors.ts';
import type { Ports } from '../../core/ports.ts';
import type { OperationKind } from '../../core/stack-status.ts';
import { saysGone } from '../aws-texts.ts';

/** An operation this run began: what `watchOperation` needs to tell it from the one before. */
export interface StartedOperation {
  readonly kind: OperationKind;
  readonly stackId: string;
  readonly stackName: string;
  /** Id of the stack's newest event before it began; absent: it had none, they may not be read, or the stack has gone meanwhile. */
  readonly after?: string;
  /** Protection was wanted and could not be switched on; that was told. */
  readonly unprotected?: true;
}

/** The newest event's id, so that a watcher is not misled by the previous operation's end. */
export async function newestEventId(
  stackId: string,
  ports: Pick<Ports, 'stacks'>,
): Promise<string | undefined> {
  try {
    return (await ports.stacks.events(stackId)).events[0]?.id;
  } catch (error) {
    if (isInstallError(error, awsCodes.denied) || saysGone(error)) return undefined;
    throw error;
  }
}
