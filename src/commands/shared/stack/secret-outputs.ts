import { noEchoMask } from '../../../core/parameter.ts';
import type { Stack } from '../../../core/stack.ts';
import { parseTemplate, secretOutputs } from '../../../template/index.ts';
import type { CommandContext } from '../context.ts';

/**
 * CloudFormation masks a NoEcho parameter and shows it in clear in every output a template puts it into. Only the
 * template tells which these are; where it may not be read, the outputs are shown as AWS shows them.
 */
export async function hideSecretOutputs(
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<void> {
  const hasSecrets = [...stack.parameters.values()].includes(noEchoMask);
  if (!hasSecrets || stack.outputs.size === 0) return;
  const keys = await connection.stacks
    .processedTemplate(stack.id)
    .then((text) => secretOutputs(parseTemplate(text)))
    .catch(() => []);
  for (const key of keys) connection.hide(stack.outputs.get(key) ?? '');
}
