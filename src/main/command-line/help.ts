import type { Command } from 'commander';
import { everywhereFlags, type Flag } from '../../core/flags/index.ts';
import { commands } from './commands.ts';

/** What a flag does, and what it may be given. */
export const helpOf = ({ help, choices }: Flag): string =>
  choices === undefined ? help : `${help} (${choices.join(', ')})`;

/** `quilt-install --help`: the commands, and the flags that all of them take. */
export const overview = (): string =>
  [
    'Usage: quilt-install [command] [flags]',
    '',
    'Installs and upgrades a product as one CloudFormation stack in your own AWS account.',
    '',
    'Commands:',
    ...Object.entries(commands).map(([name, { help }]) => `  ${name.padEnd(11)} ${help}`),
    '',
    'Flags everywhere:',
    ...Object.values(everywhereFlags).map((flag) => `  ${flag.words.padEnd(24)} ${helpOf(flag)}`),
    `  ${'--help'.padEnd(24)} this page, or a command's own flags: quilt-install upgrade --help`,
    `  ${'--version'.padEnd(24)} the version`,
    '',
    'No AWS account at hand?  quilt-install rehearse',
    '',
  ].join('\n');

/** `quilt-install upgrade --help`: its flags, and what it looks like in use. */
export const commandHelp = (command: Command, examples: readonly string[]): string =>
  [
    command.helpInformation().replace(/^Usage: /, 'Usage: quilt-install '),
    'Examples:',
    ...examples.map((words) => `  quilt-install ${words}`),
    '',
  ].join('\n');
