import type { Clock } from '../../core/clock.ts';

/** One time for tool and account; two doors, because what the account has under way is what time runs for. */
export interface RehearsalClock {
  readonly tool: Clock;
  readonly account: Clock;
  /** A request has come in. */
  begin(): void;
  /** Its answer is out. */
  end(): void;
  /**
   * A request that the account holds back on purpose: until `pause` settles neither it nor the tool's call behind
   * it counts as under way, so that time passes and the tool's own limit on the call can strike. Without it
   * nothing would ever move again, as the tool waits for the account and time waits for the tool. @returns `pause`
   */
  waiting<T>(pause: Promise<T>): Promise<T>;
  /** Lets everything that is under way in the account come to its end (`max` with `--serve`). */
  drain(): Promise<void>;
  close(): void;
}
