import { isInstallError } from '../../../core/errors.ts';
import { isMasked } from '../../../core/parameter.ts';
import type { Stack } from '../../../core/stack.ts';
import { parseTemplate, secretOutputs } from '../../../template/index.ts';
import type { CommandContext } from '../context.ts';
import { unlessRefused } from '../../../stack/index.ts';

/**
 * CloudFormation masks a NoEcho parameter and shows it in clear in every output a template puts it into. Only the
 * template tells which these are; where it may not be read, the outputs are shown as AWS shows them.
 * @returns the keys of those outputs
 * @throws InstallError where AWS does not answer: then none may be shown
 */
export async function secretOutputKeys(
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<readonly string[]> {
  const hasSecrets = [...stack.parameters.values()].some(isMasked);
  if (!hasSecrets || stack.outputs.size === 0) return [];
  const keys = async (): Promise<readonly string[]> =>
    secretOutputs(parseTemplate(await connection.stacks.processedTemplate(stack.id)));
  return unlessRefused(connection, keys, []);
}

/** The outputs that may be shown: none where AWS does not answer which of them are secret. */
export async function outputsToShow(
  context: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<Stack['outputs']> {
  try {
    await hideSecretOutputs(context, stack);
    return stack.outputs;
  } catch (error) {
    if (isInstallError(error)) return new Map();
    throw error;
  }
}

/** Keeps them off the screen. @returns their keys */
export async function hideSecretOutputs(
  context: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<readonly string[]> {
  const keys = await secretOutputKeys(context, stack);
  for (const key of keys) context.connection.hide(stack.outputs.get(key) ?? '');
  return keys;
}
