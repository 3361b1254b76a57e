/** Which call it is. */
export interface CallName {
  readonly service: string;
  /** Empty when the service has no such operation. */
  readonly operation: string;
}

/**
 * What befalls one call: its connection breaks, nothing more comes (no answer, or half of one), half an answer comes
 * and then the end, or it is refused in the service's own words.
 */
export type CallFault = 'hang up' | 'stall' | 'truncate' | 'throttle' | 'expire' | 'fail';

/**
 * For tests: told of a call as it arrives and once it is done, before its answer goes out; says what befalls it.
 * Refusals befall a call that has not been done. @param call the same object at both moments
 */
export type CallHook = (moment: 'arrived' | 'done', call: CallName) => CallFault | undefined;
