import { exitCodes, InstallError } from '../../core/errors.ts';
import type { Stack } from '../../core/stack.ts';
import type { CommandContext } from './context.ts';

/** @throws InstallError `stack-missing` (2), naming where it was looked for. */
export async function requireStack({ connection, stackName }: CommandContext): Promise<Stack> {
  const stack = await connection.stacks.describe(stackName);
  if (stack !== undefined) return stack;
  throw new InstallError({
    code: 'stack-missing',
    message: `There is no stack named ${stackName} in ${connection.region} of this account.`,
    hint: 'Check --stack-name, --region and --profile; quilt-install install creates a new one.',
    exitCode: exitCodes.usage,
  });
}
