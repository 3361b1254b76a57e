import type { HandlerErrorCode } from '../model/reasons.ts';
import type { Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';

/** A resource about to be made or changed, with its properties evaluated. */
export interface ValueSubject {
  readonly world: World;
  readonly type: string;
  readonly logicalId: string;
  readonly properties: Properties;
}

/** The service's own words for a value that it refuses at the call. */
export interface ValueFault {
  readonly text: string;
  readonly code: HandlerErrorCode;
}

export type ValueRule = (subject: ValueSubject) => ValueFault | undefined;

export const refusedValue = (text: string): ValueFault => ({ text, code: 'InvalidRequest' });

/** The first fault of several values. */
export function firstFault<T>(
  values: readonly T[],
  faultOf: (value: T) => ValueFault | undefined,
): ValueFault | undefined {
  for (const value of values) {
    const fault = faultOf(value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
