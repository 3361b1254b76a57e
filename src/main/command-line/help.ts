import type { Command } from 'commander';
import { everywhereFlags, type Flag } from '../../core/flags/index.ts';
import type { CommandName } from '../../core/ids.ts';
import { commandActions, type CommandActions } from './actions.ts';
import { commands } from './commands.ts';

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

/** Each service once, as in a policy: `rds:DescribeDBInstances, DescribeDBSnapshots`. */
const byService = (actions: readonly string[]): readonly string[] => {
  const services = [...new Set(actions.map((action) => action.replace(/:.*/, '')))];
  return services.map((service) => {
    const own = new Set(actions.filter((action) => action.startsWith(`${service}:`)));
    return `  ${service}:${[...own].map((action) => action.slice(service.length + 1)).join(', ')}`;
  });
};

const actionLines = ({ actions, note }: CommandActions): readonly string[] => [
  ...byService(actions),
  ...(note === undefined ? [] : [`  ${note}`]),
];

/** `quilt-install upgrade --help`: its flags, what it looks like in use, and what it has to be allowed. */
export const commandHelp = (command: Command, name: CommandName): string =>
  [
    // One word for one thing, as the manual has it; commander has its own.
    command
      .helpInformation()
      .replace(/^Usage: (.*)\[options\]/, 'Usage: quilt-install $1[flags]')
      .replace(/^Options:$/m, 'Flags:'),
    'Examples:',
    ...commands[name].examples.map((words) => `  quilt-install ${words}`),
    '',
    'IAM actions:',
    ...actionLines(commandActions[name]),
    '',
  ].join('\n');
