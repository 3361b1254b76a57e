import { commandLine } from '../../core/command-line.ts';
import type { CommandContext, StackAddress } from './context.ts';

type Where = Pick<CommandContext, 'session' | 'connection'>;

const locationFlags = ({ session, connection }: Where): readonly string[] => {
  const { profile } = session.options;
  return ['--region', connection.region, ...(profile === undefined ? [] : ['--profile', profile])];
};

/** A command of ours as it works from any machine: its region and profile spelled out. */
export function fullCommand(where: Where, command: string): string {
  return command.startsWith('quilt-install ') && !command.includes('--region')
    ? `${command} ${commandLine(locationFlags(where))}`
    : command;
}

/** A command of the AWS CLI as it works from any machine. */
export function awsCommand(where: Where, ...words: readonly string[]): string {
  return commandLine(['aws', ...words, ...locationFlags(where)]);
}

/** The argv of a command on this stack, from any machine: region, profile and stack name spelled out. */
const stackArgv = (address: StackAddress, command: string): readonly string[] => {
  const { product } = address.session.options;
  return [
    command,
    '--stack-name',
    address.stackName,
    ...locationFlags(address),
    ...(product === undefined ? [] : ['--product', product]),
  ];
};

/** The exact command that picks a stack up again. */
export function resumeCommand(address: StackAddress, command = 'watch', ...more: readonly string[]): string {
  return commandLine(['quilt-install', ...stackArgv(address, command), ...more]);
}

/** The argv of another command on the same stack, for this run to go on with: with what this one was given. */
export function nextArgv(address: StackAddress, command: string): readonly string[] {
  const { options } = address.session;
  const keep = (flag: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [flag, value];
  return [
    ...stackArgv(address, command),
    ...keep('--expect-account', options.expectAccount),
    ...keep('--output', options.output),
    ...(options.color === 'auto' ? [] : ['--color', options.color]),
    ...(options.quiet ? ['--quiet'] : []),
    ...(options.verbose ? ['--verbose'] : []),
  ];
}

/** The flags that say which template and which values were given. */
export function valueFlags({ options }: Pick<CommandContext['session'], 'options'>): readonly string[] {
  return [
    ...(options.templateUrl === undefined ? [] : ['--template-url', options.templateUrl]),
    ...(options.templateFile === undefined ? [] : ['--template-file', options.templateFile]),
    ...(options.answers === undefined ? [] : ['--answers', options.answers]),
    ...(options.param ?? []).flatMap((param) => ['--param', param]),
  ];
}

/** Fresh names: a shell empties the file it writes to before the command reads it. */
const skeletonFile = (answers: string | undefined): string =>
  answers === 'answers-to-fill-in.yaml' ? 'answers-to-fill-in-2.yaml' : 'answers-to-fill-in.yaml';

/** Prints an answers file for the same template. Values stay out, and so does a signed address: they may be secrets. */
export function skeletonCommand(
  { options }: Pick<CommandContext['session'], 'options'>,
  kind: 'create' | 'update',
): string {
  const { answers, profile, region, stackName, templateUrl } = options;
  const words = [
    ...valueFlags({
      options: {
        ...options,
        param: undefined,
        templateUrl: templateUrl?.includes('?') ? 'URL' : templateUrl,
      },
    }),
    ...(options.reuseTemplate ? ['--reuse-template'] : []),
    ...(stackName === undefined ? [] : ['--stack-name', stackName]),
    ...(region === undefined ? [] : ['--region', region]),
    ...(profile === undefined ? [] : ['--profile', profile]),
  ];
  const command = kind === 'create' ? 'install' : 'upgrade';
  return `${commandLine(['quilt-install', command, ...words, '--print-answers'])} > ${skeletonFile(answers)}`;
}
