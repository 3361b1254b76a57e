import type { ScreenOptions } from '../screen.ts';

/** NDJSON was asked for, so even a usage error must be a line of it. */
export const outputAsked = (argv: readonly string[]): ScreenOptions['output'] =>
  argv.some((word, at) => word === '--output=json' || (word === '--output' && argv[at + 1] === 'json'))
    ? 'json'
    : 'text';

/** The last word about colours, wherever it stands. */
export function colorAsked(argv: readonly string[]): ScreenOptions['color'] {
  const asked = argv.flatMap((word, at) => {
    if (word === '--no-color') return ['never'];
    return word === '--color' ? [argv[at + 1]] : word.startsWith('--color=') ? [word.slice(8)] : [];
  });
  const last = asked.at(-1);
  return last === 'always' || last === 'never' ? last : 'auto';
}

/** What the words say of the screen, for as long as they are not parsed. */
export const screenOptionsAsked = (argv: readonly string[]): ScreenOptions => ({
  output: outputAsked(argv),
  color: colorAsked(argv),
  quiet: false,
  nonInteractive: true,
});
