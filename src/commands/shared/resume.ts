import type { Opened } from './context.ts';

const plain = /^[\w@%+=:,./-]+$/;

/** A word as a POSIX shell reads it back. */
export const shellWord = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const places = ({ session, connection }: Opened): readonly string[] => {
  const { profile } = session.options;
  return ['--region', connection.region, ...(profile === undefined ? [] : ['--profile', profile])];
};

/** A command of ours as it works from any machine: its region and profile spelled out. */
export const spelledOut = (opened: Opened, command: string): string =>
  command.startsWith('quilt-install ') && !command.includes('--region')
    ? [command, ...places(opened).map(shellWord)].join(' ')
    : command;

/** A command of the AWS CLI as it works from any machine. */
export const awsCommand = (opened: Opened, ...words: readonly string[]): string =>
  ['aws', ...words, ...places(opened)].map(shellWord).join(' ');

/** The exact command that picks a stack up again, from any machine: region, profile and stack name spelled out. */
export function resumeCommand(opened: Opened, command = 'watch', ...more: readonly string[]): string {
  return ['quilt-install', command, '--stack-name', opened.stackName, ...places(opened), ...more]
    .map(shellWord)
    .join(' ');
}
