// What POSIX shells and PowerShell both take as it stands: to the latter a comma makes a list, and a word that begins
// with @ names one.
const plain = /^(?!@)[\w@%+=:./-]+$/;
/** Between double quotes these mean something to one shell or the other. */
const livelyInQuotes = /[$`"\\!]/;

/** One word of a POSIX shell, in quotes. */
export const posixQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A word as a POSIX shell reads it back; PowerShell too, but for an apostrophe beside one of $ ` " \ !. */
export function shellWord(word: string): string {
  if (plain.test(word)) return word;
  if (word.includes("'") && !livelyInQuotes.test(word)) return `"${word}"`;
  return posixQuoted(word);
}

/** A command to be pasted into a shell. @param argv the program's name first */
export const commandLine = (argv: readonly string[]): string => argv.map(shellWord).join(' ');
