import { valuesOfFlags, type CompletedCommand, type Grammar, type Suggestion } from './grammar.ts';
import { posixQuoted } from '../../core/command-line.ts';
import { filled } from './text.ts';

const set = (suggestion: Suggestion): string => {
  switch (suggestion.kind) {
    case 'words':
    case 'list':
    case 'regions':
      return `kind=${suggestion.kind} words=${posixQuoted(suggestion.words.join(' '))}`;
    case 'files':
      return `kind=files endings=${posixQuoted(suggestion.endings.join(' '))} words=${posixQuoted(suggestion.words.join(' '))}`;
    case 'folders':
    case 'profiles':
    case 'unknown':
      return `kind=${suggestion.kind}`;
  }
};

const flagsLine = ({ name, flags }: CompletedCommand): string =>
  `    ${name}) words=${posixQuoted(flags.flatMap(({ names }) => names).join(' '))} ;;`;

const operandLine = ({ name, operand }: CompletedCommand): string => `    ${name}) ${set(operand)} ;;`;

const valueLines = (commands: Grammar): readonly string[] =>
  valuesOfFlags(commands).map(({ value, places }) => {
    const patterns = places.map(({ command, flag }) =>
      command === undefined ? `*' ${flag}'` : posixQuoted(`${command} ${flag}`),
    );
    return `    ${patterns.join(' | ')}) ${set(value)} ;;`;
  });

/** @param script `templates/completion/quilt-install.bash`: how it completes; here is what. */
export const bashScript = (script: string, commands: Grammar): string =>
  filled(script, {
    COMMANDS: [commands.map(({ name }) => name).join(' ')],
    FLAGS: commands.map(flagsLine),
    OPERANDS: commands.filter(({ operand }) => operand.kind !== 'unknown').map(operandLine),
    VALUES: valueLines(commands),
  });
