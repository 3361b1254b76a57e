const plain = /^[\w@%+=:,./-]+$/;

/** A word as a POSIX shell reads it back. */
export const shellWord = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A command to be pasted into a POSIX shell. @param argv the program's name first */
export const commandLine = (argv: readonly string[]): string => argv.map(shellWord).join(' ');
