import { valuesOfFlags, type CompletedCommand, type Grammar, type Suggestion } from './grammar.ts';
import { filled } from './text.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const array = (words: readonly string[]): string => `@(${words.map(quoted).join(', ')})`;

const entry = (suggestion: Suggestion): string => {
  const { kind } = suggestion;
  const words = 'words' in suggestion ? `; words = ${array(suggestion.words)}` : '';
  const endings = kind === 'files' ? `; endings = ${array(suggestion.endings)}` : '';
  return `@{ kind = ${quoted(kind)}${words}${endings} }`;
};

const flagsOf = ({ name, flags }: CompletedCommand): readonly string[] => [
  `        ${quoted(name)} = @{`,
  ...flags.flatMap(({ names, help }) => names.map((flag) => `            ${quoted(flag)} = ${quoted(help)}`)),
  '        }',
];

/** @param script `templates/completion/quilt-install.ps1`: how it completes; here is what. */
export const powershellScript = (script: string, commands: Grammar): string =>
  filled(script, {
    COMMANDS: commands.map(({ name, help }) => `        ${quoted(name)} = ${quoted(help)}`),
    FLAGS: commands.flatMap(flagsOf),
    OPERANDS: commands.flatMap(({ name, operand }) =>
      operand.kind === 'words' ? [`        ${quoted(name)} = ${array(operand.words)}`] : [],
    ),
    VALUES: valuesOfFlags(commands).flatMap(({ value, places }) =>
      places.map(({ command, flag }) => {
        const place = command === undefined ? flag : `${command} ${flag}`;
        return `        ${quoted(place)} = ${entry(value)}`;
      }),
    ),
  });
