import type { Command } from 'commander';
import { everywhereFlags, type Flag } from '../../core/flags/index.ts';
import { commands, type CommandWords } from './commands.ts';

/** What a flag does, and what it may be given. */
export const helpOf = ({ help, choices }: Flag): string =>
  choices === undefined ? help : `${help} (${choices.join(', ')})`;

/** `-y, --yes` */
export const written = ({ short, words }: Flag): string =>
  short === undefined ? words : `${short}, ${words}`;

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
    ...Object.values<Flag>(everywhereFlags).map((flag) => `  ${written(flag).padEnd(24)} ${helpOf(flag)}`),
    `  ${'--help'.padEnd(24)} this page, or a command's own flags: quilt-install upgrade --help`,
    `  ${'--version'.padEnd(24)} the version`,
    '',
    'No AWS account at hand?  quilt-install rehearse',
    '',
  ].join('\n');

/** `quilt-install upgrade --help`: its flags, what it looks like in use, and what it has to be allowed. */
export const commandHelp = (command: Command, { examples, actions = [] }: CommandWords): string =>
  [
    command.helpInformation().replace(/^Usage: /, 'Usage: quilt-install '),
    'Examples:',
    ...examples.map((words) => `  quilt-install ${words}`),
    ...(actions.length === 0 ? [] : ['', 'IAM actions:', ...actions.map((action) => `  ${action}`)]),
    '',
  ].join('\n');
