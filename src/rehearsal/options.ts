import type { GivenAnswers } from './account/scenario/fit.ts';
import type { AccountState } from './account/state.ts';
import type { CallHook } from './faults/call-fault.ts';

export interface RehearsalOptions {
  /** Absent: the one that the account to be brought back began with, or `ready`. */
  readonly scenario?: string;
  /** Each value of `--fail`. */
  readonly fail: readonly string[];
  readonly speed: number | 'max';
  /** Real milliseconds added to every call. */
  readonly latencyMs: number;
  readonly port?: number;
  /** The tool is in another process and keeps its own time. */
  readonly serve: boolean;
  /** The package's `templates/` folder. */
  readonly templates: string;
  readonly answers?: GivenAnswers;
  /** Each value of `--assume-export`. */
  readonly assumeExport?: readonly string[];
  /** Each value of `--reply`. */
  readonly reply?: readonly string[];
  /** Each value of `--assume-type`. */
  readonly assumeType?: readonly string[];
  /** The folder of `--nested-dir`. */
  readonly nestedDir?: string;
  /** The account is kept, to be brought back by what its `saved()` tells; `saved`: told by an earlier one. */
  readonly keep?: { readonly saved?: string };
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
