import type { CommandContext } from './context.ts';

const plain = /^[\w@%+=:,./-]+$/;

/** A word as a POSIX shell reads it back. */
export const shellWord = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const locationFlags = ({ session, connection }: CommandContext): readonly string[] => {
  const { profile } = session.options;
  return ['--region', connection.region, ...(profile === undefined ? [] : ['--profile', profile])];
};

/** A command of ours as it works from any machine: its region and profile spelled out. */
export const fullCommand = (context: CommandContext, command: string): string =>
  command.startsWith('quilt-install ') && !command.includes('--region')
    ? [command, ...locationFlags(context).map(shellWord)].join(' ')
    : command;

/** A command of the AWS CLI as it works from any machine. */
export const awsCommand = (context: CommandContext, ...words: readonly string[]): string =>
  ['aws', ...words, ...locationFlags(context)].map(shellWord).join(' ');

/** The exact command that picks a stack up again, from any machine: region, profile and stack name spelled out. */
export function resumeCommand(
  context: CommandContext,
  command = 'watch',
  ...more: readonly string[]
): string {
  return ['quilt-install', command, '--stack-name', context.stackName, ...locationFlags(context), ...more]
    .map(shellWord)
    .join(' ');
}
