import type { Opened } from './open.ts';

const plain = /^[\w@%+=:,./-]+$/;

/** A word as a POSIX shell reads it back. */
export const shellWord = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** The exact command that picks a stack up again, from any machine: region, profile and stack name spelled out. */
export function resumeCommand(
  { session, connection, stackName }: Opened,
  command = 'watch',
  ...more: readonly string[]
): string {
  const { profile } = session.options;
  return [
    'quilt-install',
    command,
    '--stack-name',
    stackName,
    '--region',
    connection.region,
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...more,
  ]
    .map(shellWord)
    .join(' ');
}
