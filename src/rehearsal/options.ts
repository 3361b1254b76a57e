import type { RehearsalRequest } from '../core/rehearsal.ts';
import type { AccountState } from './account/state.ts';
import type { CallHook } from './faults/call-fault.ts';

/** What a command line asks for, and what only tests do. */
export interface RehearsalOptions extends RehearsalRequest {
  /** For faults that come by chance; the same seed brings the same. */
  readonly seed?: number;
  /** Changes the account before the first call, for tests. */
  readonly prepare?: (account: AccountState) => void;
  /** For tests that are not about time: what stack operations take, as a share of the usual time. */
  readonly durationScale?: number;
  /** For tests: told of every call; says what befalls it. */
  readonly onCall?: CallHook;
  /** Unknown operations and our own faults, a line each. */
  readonly log?: (line: string) => void;
}
