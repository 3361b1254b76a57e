import type { CompletedCommand, CompletedFlag, Grammar, Suggestion } from './grammar.ts';
import { posixQuoted } from '../../core/command-line.ts';
import { filled } from './text.ts';

/** What `_arguments` does for a value. */
const action = (value: Suggestion): string => {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'list':
      // A blank in front: called as it stands.
      return ` _values -s , id ${value.words.join(' ')}`;
    case 'files':
      if (value.endings.length === 0) return '_files';
      return value.words.length === 0
        ? `_files -g "*.(${value.endings.join('|')})(-.)"`
        : ` _quilt_install_named_or_files "${value.words.join(' ')}" "${value.endings.join('|')}"`;
    case 'folders':
      return '_files -/';
    case 'profiles':
      return '_quilt_install_profiles';
    case 'regions':
      return '_quilt_install_regions';
    case 'unknown':
      return ' ';
  }
};

const inBrackets = (help: string): string => help.replace(/[[\]\\]/g, '\\$&');

const specs = (flag: CompletedFlag): readonly string[] => {
  const { names, help, value, valueIsOptional, repeats } = flag;
  const [first = ''] = names;
  const message = first.replace(/^-+/, '');
  const rest = value === undefined ? '' : `${valueIsOptional ? '::' : ':'}${message}:${action(value)}`;
  const excluded = repeats ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
  return names.map((name) => {
    // `=`: the value may follow in the same word or in the next; `=-`: only in the same, the next may be another flag.
    const sign = value === undefined || !name.startsWith('--') ? '' : valueIsOptional ? '=-' : '=';
    const assigned = `${name}${sign}`;
    return `      ${posixQuoted(`${excluded}${assigned}[${inBrackets(help)}]${rest}`)} \\`;
  });
};

const flagsBlock = ({ name, flags, operand }: CompletedCommand): string =>
  [
    `    ${name})`,
    '      _arguments -s -S : \\',
    ...flags.flatMap(specs),
    operand.kind === 'unknown' ? '        ;;' : `      ${posixQuoted(`*: :${action(operand)}`)} ;;`,
  ].join('\n');

const regionsOf = (commands: Grammar): readonly string[] => [
  ...new Set(
    commands.flatMap(({ flags }) =>
      flags.flatMap(({ value }) => (value?.kind === 'regions' ? value.words : [])),
    ),
  ),
];

/** @param script `templates/completion/_quilt-install`: how it completes; here is what. */
export const zshScript = (script: string, commands: Grammar): string =>
  filled(script, {
    COMMANDS: commands.map(({ name, help }) => `    ${posixQuoted(`${name}:${help}`)}`),
    FLAGS: commands.map(flagsBlock),
    REGIONS: [regionsOf(commands).join(' ')],
  });
