import type { Flag } from './flag.ts';

/** They print a page of text, and ask AWS nothing. */
const pageCommands = ['help', 'completion'] as const;

/** Flags that every command takes. */
export const everywhereFlags = {
  region: {
    words: '--region <region>',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'text',
    help: 'AWS region',
  },
  profile: {
    words: '--profile <name>',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'text',
    help: 'AWS profile',
  },
  stackName: {
    words: '--stack-name <name>',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'text',
    help: 'CloudFormation stack (default: the id of the product)',
  },
  product: {
    words: '--product <id or file>',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'text',
    help: 'product, or a product file (default: what template or stack is recognised as)',
  },
  output: {
    words: '--output <format>',
    commands: 'all',
    kind: 'choice',
    choices: ['text', 'json'],
    otherwise: 'text',
    help: 'text, or json: newline-delimited events on stdout',
  },
  yes: {
    words: '--yes',
    short: '-y',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'switch',
    help: 'agree to what the plan shows; values that are missing are still asked for',
  },
  confirm: {
    words: '--confirm <stack>',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'text',
    help: 'stands for typing the stack name where data is at stake',
  },
  nonInteractive: {
    words: '--non-interactive',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'switch',
    help: 'ask nothing (implied without a terminal, or with CI set)',
  },
  color: {
    words: '--color <when>',
    negation: { name: '--no-color', means: 'never' },
    commands: 'all',
    kind: 'choice',
    choices: ['auto', 'always', 'never'],
    otherwise: 'auto',
    help: 'colours; auto: at a terminal, or by FORCE_COLOR and NO_COLOR; --no-color is never',
  },
  quiet: {
    words: '--quiet',
    short: '-q',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'switch',
    help: 'in text: only results, the plan, and what is not fine',
  },
  verbose: {
    words: '--verbose',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'switch',
    help: 'tell every AWS call on stderr',
  },
  expectAccount: {
    words: '--expect-account <id>',
    commands: 'all',
    idleIn: pageCommands,
    kind: 'text',
    help: 'stop if the credentials belong to another account',
  },
} as const satisfies Readonly<Record<string, Flag>>;
