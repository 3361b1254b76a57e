import type { Clock } from '../../core/clock.ts';

/** One time for tool and account; two doors, because what the account has under way is what time runs for. */
export interface RehearsalClock {
  readonly tool: Clock;
  readonly account: Clock;
  /** A request has come in. */
  begin(): void;
  /** Its answer is out. */
  end(): void;
  /** Lets everything that is under way in the account come to its end (`max` with `--serve`). */
  drain(): Promise<void>;
  close(): void;
}
