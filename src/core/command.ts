import type { Outcome } from './events.ts';
import type { ExitCode } from './exit-codes.ts';

/** What a command hands back to `main`, which alone turns it into the last line and the exit code. */
export type CommandResult =
  | {
      readonly outcome: Outcome;
      readonly exitCode: ExitCode;
      readonly url?: string;
      readonly outputs?: Readonly<Record<string, string>>;
      readonly resume?: string;
    }
  /** Go on with another command (its argv, without the program's name). */
  | { readonly next: readonly string[] };
