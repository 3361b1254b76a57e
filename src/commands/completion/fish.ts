import type { CommandName } from '../../core/ids.ts';
import type { CompletedFlag, Grammar, Suggestion } from './grammar.ts';
import { filled } from './text.ts';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** What follows `complete` for a value. */
const value = (suggestion: Suggestion): string => {
  switch (suggestion.kind) {
    case 'words':
      return `-x -a ${quoted(suggestion.words.join(' '))}`;
    case 'list':
      return `-x -a ${quoted(`(__quilt_install_list ${suggestion.words.join(' ')})`)}`;
    case 'files': {
      const { endings, words } = suggestion;
      if (endings.length === 0) return '-r -F';
      return `-x -a ${quoted(`${words.join(' ')} (__quilt_install_files ${endings.join(' ')})`.trim())}`;
    }
    case 'folders':
      return "-x -a '(__fish_complete_directories)'";
    case 'profiles':
      return "-x -a '(__quilt_install_configured profiles)'";
    case 'regions':
      return `-x -a ${quoted(`(__quilt_install_configured regions) ${suggestion.words.join(' ')}`)}`;
    case 'unknown':
      return '-x';
  }
};

const names = (flag: CompletedFlag): string =>
  flag.names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');

const taken = (flag: CompletedFlag): string => {
  // What may be left out is not waited for: the next word may be another flag.
  const taking = flag.value === undefined || flag.valueIsOptional ? '' : ` ${value(flag.value)}`;
  return `${names(flag)}${taking} -d ${quoted(flag.help)}`;
};

/** Each flag once, with all commands that take it so. */
const flagLines = (commands: Grammar): readonly string[] => {
  const takers = new Map<string, CommandName[]>();
  for (const { name, flags } of commands)
    for (const flag of flags) {
      const line = taken(flag);
      takers.set(line, [...(takers.get(line) ?? []), name]);
    }
  return [...takers].map(
    ([line, by]) => `complete -c quilt-install -n '__quilt_install_is ${by.join(' ')}' ${line}`,
  );
};

/** @param script `templates/completion/quilt-install.fish`: how it completes; here is what. */
export const fishScript = (script: string, commands: Grammar): string =>
  filled(script, {
    COMMANDS: commands.map(
      ({ name, help }) =>
        `complete -c quilt-install -n __quilt_install_begins -x -a ${name} -d ${quoted(help)}`,
    ),
    OPERANDS: commands
      .filter(({ operand }) => operand.kind !== 'unknown')
      .map(
        ({ name, operand }) =>
          `complete -c quilt-install -n '__quilt_install_takes ${name}' ${value(operand)}`,
      ),
    FLAGS: flagLines(commands),
  });
