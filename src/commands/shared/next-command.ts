import { commandLine } from '../../core/command-line.ts';
import type { Values } from '../../core/parameter.ts';
import { defaultProductId } from '../../products/index.ts';
import type { CommandContext, StackAddress } from './context.ts';
import {
  bucketFlags,
  choiceFlags,
  given,
  givenFlags,
  paramFlags,
  takesTemplate,
} from './deploy/typed-flags.ts';

type Location = Pick<CommandContext, 'session' | 'connection' | 'keptAnswers'>;

const locationFlags = ({ session, connection }: Location): readonly string[] => {
  const { profile } = session.options;
  return ['--region', connection.region, ...(profile === undefined ? [] : ['--profile', profile])];
};

const lacking = (flags: readonly string[], words: readonly string[]): readonly string[] =>
  flags.filter((flag, at) => {
    const of = flag.startsWith('--') ? flag : flags[at - 1];
    return of === undefined || !words.includes(of);
  });

/** A command of ours as it works from any machine: stack, region, profile, template and answers spelled out. */
export function fullCommand(address: StackAddress, command: string): string {
  const [program, name = '', ...rest] = command.split(' ');
  if (program !== 'quilt-install') return command;
  const missing = lacking([...stackFlags(address), ...givenFlags(address, name)], rest);
  return missing.length === 0 ? command : `${command} ${commandLine(missing)}`;
}

/** In a sentence: a command of ours, and the flags it has there. */
const inText =
  /quilt-install (diagnose|dns|install|outputs|preflight|recover|status|uninstall|upgrade|watch)((?: --[a-z-]+(?:[ =][^\s`-][^\s`]*)?)*)(?=[\s.,;:)]|$)/g;

/**
 * A text's commands of ours as they work in this very shell: with the flags that this run was given. What the
 * environment says it says to them too.
 * @param isSecret whether a literal value of that parameter may be one
 */
export function commandsAsTyped(
  context: Pick<CommandContext, 'session' | 'keptAnswers'>,
  text: string,
  isSecret: (key: string) => boolean,
): string {
  const { options } = context.session;
  // Where the stack is may stand in them alone, and every command in a text takes them.
  const answers = given('--answers', context.keptAnswers ?? options.answers);
  return text.replace(inText, (_all, name: string, rest: string) => {
    const flags = givenFlags(context, name);
    const typed = [
      ...given('--stack-name', options.stackName),
      ...given('--region', options.region),
      ...given('--profile', options.profile),
      ...lacking(answers, flags),
      ...flags,
      ...(takesTemplate.includes(name)
        ? [...given('--role-arn', options.roleArn), ...paramFlags(options, isSecret)]
        : []),
      ...(['install', 'preflight'].includes(name) ? bucketFlags(options) : []),
    ];
    const more = lacking(typed, rest.trim().split(' '));
    return `quilt-install ${name}${more.length === 0 ? '' : ` ${commandLine(more)}`}${rest}`;
  });
}

/** A command of the AWS CLI as it works from any machine. */
export function awsCommand(where: Location, ...words: readonly string[]): string {
  return commandLine(['aws', ...words, ...locationFlags(where)]);
}

/** The name that every command takes by itself where neither flag nor product says another. */
const isUsualName = ({ session, stackName }: StackAddress): boolean =>
  stackName === defaultProductId &&
  session.options.stackName === undefined &&
  session.options.product === undefined;

/** What finds this stack from any machine: region, profile and an unusual stack name spelled out. */
const stackFlags = (address: StackAddress): readonly string[] => [
  ...(isUsualName(address) ? [] : ['--stack-name', address.stackName]),
  ...locationFlags(address),
];

/** The exact command that picks a stack up again. */
export function resumeCommand(address: StackAddress, command = 'watch', ...more: readonly string[]): string {
  const flags = givenFlags(address, command);
  return commandLine(['quilt-install', command, ...stackFlags(address), ...flags, ...more]);
}

/** This run's command once more, with what was typed for it; what may be a secret is typed anew. */
export function commandToRepeat(address: StackAddress, command: string, values: Values): string {
  const { session } = address;
  const { options } = session;
  return resumeCommand(
    address,
    command,
    ...given('--expect-account', options.expectAccount),
    ...choiceFlags(session),
    ...bucketFlags(options),
    ...paramFlags(options, (key) => values.get(key)?.secret !== false),
  );
}

/** The argv of another command on the same stack, for this run to go on with: with what this one was given. */
export function nextArgv(address: StackAddress, command: string): readonly string[] {
  const { options } = address.session;
  return [
    command,
    ...stackFlags(address),
    ...given('--product', options.product),
    ...given('--expect-account', options.expectAccount),
    ...given('--output', options.output),
    ...(options.color === 'auto' ? [] : ['--color', options.color]),
    ...(options.quiet ? ['--quiet'] : []),
    ...(options.verbose ? ['--verbose'] : []),
  ];
}

/** The command that creates or updates a stack. */
export const commandOf = (kind: 'create' | 'update'): 'install' | 'upgrade' =>
  kind === 'create' ? 'install' : 'upgrade';
