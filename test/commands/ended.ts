import { InstallError } from '../../src/core/errors.ts';
import type { CommandResult } from '../../src/core/command.ts';

/** The exit code, or the code of the foreseen failure a command ended with. */
export const ended = (result: Promise<CommandResult>): Promise<number | string | undefined> =>
  result.then(
    (one) => ('exitCode' in one ? one.exitCode : undefined),
    (error: unknown) => {
      if (error instanceof InstallError) return error.code;
      throw error;
    },
  );
