import { isMasked } from '../../../core/parameter.ts';
import type { Stack } from '../../../core/stack.ts';
import type { Template } from '../../../core/template.ts';
import { isReference, secretName } from '../../../parameters/index.ts';
import type { CommandContext } from '../context.ts';
import { secretOutputKeys } from './secret-outputs.ts';
import { unlessRefused } from '../../../stack/index.ts';

const noEchoOf = (stack: Stack, template: Template | undefined): ReadonlySet<string> =>
  new Set([
    ...[...stack.parameters].filter(([, value]) => isMasked(value)).map(([key]) => key),
    ...[...(template?.parameters.values() ?? [])].filter(({ noEcho }) => noEcho).map(({ key }) => key),
  ]);

/** What the answers file gives by reference is a secret whatever NoEcho says; CloudFormation shows it in clear. */
const referencedIn = ({ answers }: Pick<CommandContext, 'answers'>): readonly string[] =>
  [...(answers?.parameters ?? [])].filter(([, text]) => isReference(text)).map(([key]) => key);

/** Values that may have been echoed anywhere: those this tool keeps for the stack, and those in the environment. */
const valuesOf = async (
  { connection, stackName }: Pick<CommandContext, 'connection' | 'stackName'>,
  keys: ReadonlySet<string>,
): Promise<readonly string[]> => {
  const values = await Promise.all(
    [...keys].flatMap((key) => [
      unlessRefused(connection, () => connection.secrets.secret(secretName(stackName, key)), undefined),
      Promise.resolve(connection.env[`QUILT_INSTALL_PARAM_${key}`]),
    ]),
  );
  return values.filter((value) => value !== undefined);
};

/** Which parameters of a stack are secret, and their values as far as they can be known: for what is written to a file. */
export async function secretsOf(
  context: Pick<CommandContext, 'connection' | 'stackName' | 'answers'>,
  stack: Stack,
  template: Template | undefined,
): Promise<{ readonly keys: ReadonlySet<string>; readonly values: readonly string[] }> {
  const referenced = referencedIn(context);
  const keys = new Set([...noEchoOf(stack, template), ...referenced]);
  const inClear = referenced.flatMap((key) => stack.parameters.get(key) ?? []);
  const echoed = (await secretOutputKeys(context, stack)).flatMap((key) => stack.outputs.get(key) ?? []);
  return { keys, values: [...(await valuesOf(context, keys)), ...inClear, ...echoed] };
}
