import type { NextStep } from '../../../core/next-step.ts';
import type { Values } from '../../../core/parameter.ts';
import { secretName } from '../../../parameters/index.ts';
import type { CommandContext } from '../context.ts';
import { awsCommand } from '../next-command.ts';

/** Secrets that are kept under our name for this stack; those that may not be read are not spoken of. */
const kept = async (
  { connection, stackName }: Pick<CommandContext, 'connection' | 'stackName'>,
  values: Values,
): Promise<readonly string[]> => {
  const secrets = [...values.values()].filter(({ secret }) => secret);
  const found = await Promise.all(
    secrets.map(async ({ key, source }) => {
      if (source === 'generated') return [key];
      if (source !== 'stack') return [];
      // A run that only met the stack does not know which of its secrets were made up for it.
      const there = await connection.secrets.secret(secretName(stackName, key)).catch(() => undefined);
      return there === undefined ? [] : [key];
    }),
  );
  return found.flat();
};

/** Where the passwords are that nobody typed, and how the first of them is read; the value itself is never shown. */
export async function passwordStep(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  values: Values,
): Promise<NextStep | undefined> {
  const keys = await kept(context, values);
  const [first] = keys;
  if (first === undefined) return undefined;
  const others = keys.length === 1 ? '' : ` (${keys.slice(1).join(', ')} alike)`;
  return {
    say: `${first} was made up and is kept in Secrets Manager${others}. Read it with`,
    run: awsCommand(
      context,
      'secretsmanager',
      'get-secret-value',
      '--secret-id',
      secretName(context.stackName, first),
      '--query',
      'SecretString',
      '--output',
      'text',
    ),
  };
}
