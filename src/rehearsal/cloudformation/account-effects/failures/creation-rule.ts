import { handlerReason } from '../../model/reasons.ts';
import type { StackRecord } from '../../model/stack-record.ts';
import type { Properties } from '../../model/values.ts';
import type { World } from '../../model/world.ts';

/** A failure that the account's state leads to, as it would in AWS. */
export interface AccountFailure {
  readonly reason: string;
  /** Seconds of work before it shows. */
  readonly after: number;
  /** Refused at the call: the resource never gets a physical id. */
  readonly refused: boolean;
}

export interface Creation {
  readonly world: World;
  readonly stack: StackRecord;
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly properties: Properties;
}

export type Rule = (creation: Creation) => AccountFailure | undefined;

export const refusal = (
  { world, type }: Creation,
  text: string,
  code: Parameters<typeof handlerReason>[3] = 'InvalidRequest',
  status = 400,
): AccountFailure => ({ reason: handlerReason(world, type, text, code, status), after: 1, refused: true });
