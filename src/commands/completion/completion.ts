import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import { shippedIndex } from '../../products/index.ts';
import { oneWord } from '../shared/one-word.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { grammar, type Grammar, type KnownNames } from './grammar.ts';
import { powershellScript } from './powershell.ts';
import { zshScript } from './zsh.ts';

interface Shell {
  /** In the package's `templates/completion`. */
  readonly file: string;
  readonly write: (script: string, commands: Grammar) => string;
}

const shells: ReadonlyMap<string, Shell> = new Map([
  ['bash', { file: 'quilt-install.bash', write: bashScript }],
  ['zsh', { file: '_quilt-install', write: zshScript }],
  ['fish', { file: 'quilt-install.fish', write: fishScript }],
  ['powershell', { file: 'quilt-install.ps1', write: powershellScript }],
]);

/**
 * Prints a script that completes command lines in a shell, and starts nothing to do so.
 * @param lent what only the composition root knows
 */
export async function completion(
  { local, packageFolder }: Pick<Session<'completion'>, 'local' | 'packageFolder'>,
  operands: readonly string[],
  lent: Omit<KnownNames, 'topics' | 'products'>,
): Promise<CommandResult> {
  const name = oneWord('completion', operands, [...shells.keys()]);
  const read = (file: string): Promise<string> => local.files.read(`${packageFolder}/${file}`);
  const topics = Object.keys(JSON.parse(await read('dist/topics.json')) as object);
  const products = (await shippedIndex(local)).map(({ id }) => id);
  const commands = grammar({ ...lent, products, topics });
  const shell = shells.get(name);
  if (shell !== undefined)
    local.emit({
      type: 'text',
      text: shell.write(await read(`templates/completion/${shell.file}`), commands),
    });
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
