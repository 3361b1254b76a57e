import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { ProviderSetup } from '../../core/sign-in.ts';
import type { Session } from '../../core/session.ts';
import type { Stack } from '../../core/stack.ts';
import { shortText } from '../../core/text.ts';
import { stackScope } from '../../products/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { createContext, reportHeader, type CommandContext } from '../shared/context.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { oneWord } from '../shared/one-word.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { noProviders } from './errors.ts';

const page = ({ title, enter, traps }: ProviderSetup): { text: string; heads: readonly number[] } => {
  const steps = [`At ${title}:`, ...enter.map((step, at) => `  ${at + 1}. ${step}`)];
  const warnings = ['', 'What goes wrong there:', ...traps.map((trap) => `  - ${trap}`)];
  return traps.length === 0
    ? { text: [...steps, ''].join('\n'), heads: [0] }
    : { text: [...steps, ...warnings, ''].join('\n'), heads: [0, steps.length + 1] };
};

const withoutSlash = (address: string): string => address.replace(/\/+$/, '');

/** Sign-in compares the address the stack was given with the name the provider signs with. */
const compareIssuer = async (
  { connection, product }: Pick<CommandContext<'sso'>, 'connection' | 'product'>,
  stack: Stack,
  { title }: ProviderSetup,
): Promise<void> => {
  // Only the template tells a parameter that is not there from one whose value is not known.
  const template = await connection.stacks
    .template(stack.id)
    .then(parseTemplate)
    .catch(() => undefined);
  const signIn = product.signIn({ ...stackScope(stack), template });
  const on = signIn?.providers.find((provider) => provider.title === title);
  if (on === undefined) return;
  const note = (level: 'good' | 'warn', message: string): void =>
    connection.emit({ type: 'note', level, message });
  if (on.issuer === undefined) return note('good', `The stack signs people in through ${title} already.`);
  const { issuer, problem = 'it does not say who it is' } = await connection.probe.discover(on.issuer);
  if (issuer === undefined)
    note(
      'warn',
      `The address the stack has, ${on.issuer}, could not be looked at: ${shortText(problem, 160)}.`,
    );
  else if (withoutSlash(issuer) === withoutSlash(on.issuer))
    note('good', `The address the stack has, ${on.issuer}, is what ${title} calls itself.`);
  else
    note(
      'warn',
      `The stack has ${on.issuer}, and there ${title} calls itself ${shortText(issuer, 200)}: give the stack that one.`,
    );
};

/** The parameters of the first family that the stack has. */
const valuesFor = (stack: Stack, { families }: ProviderSetup): readonly string[] => {
  const family = families.find(([first]) => first !== undefined && stack.parameters.has(first[0])) ?? [];
  return family.filter(([key]) => stack.parameters.has(key)).map(([key, value]) => `${key}=${value}`);
};

const nextSteps = (
  context: Pick<CommandContext<'sso'>, 'session' | 'connection' | 'stackName'>,
  stack: Stack,
  setup: ProviderSetup,
): void => {
  const values = valuesFor(stack, setup);
  if (values.length === 0)
    return context.connection.emit({
      type: 'note',
      level: 'warn',
      message: `The template of stack ${stack.name} has no parameters for ${setup.title}.`,
    });
  const params = values.flatMap((value) => ['--param', value]);
  context.connection.emit({
    type: 'next',
    steps: [
      {
        say: 'Then set the parameters; put your own values in place of these, the secret is asked for',
        run: resumeCommand(context, 'upgrade', '--reuse-template', ...params),
      },
    ],
  });
};

/** What to enter at an identity provider for this stack's host, and the upgrade that switches it on. */
export async function sso(session: Session<'sso'>, operands: readonly string[]): Promise<CommandResult> {
  const context = await createContext(session);
  const known = context.product.providerSetups({});
  if (known.length === 0) throw noProviders(context.product.title);
  const word = oneWord(
    'sso',
    operands,
    known.map(({ id }) => id),
  );
  await reportHeader(context);
  const stack = await requireStack(context);
  const setup = context.product.providerSetups(stackScope(stack)).find(({ id }) => id === word);
  if (setup === undefined) throw noProviders(context.product.title);
  context.connection.emit({ type: 'text', ...page(setup) });
  await compareIssuer(context, stack, setup);
  nextSteps(context, stack, setup);
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
