import type { Flag } from './flag.ts';

/** Flags that every command takes. */
export const everywhereFlags = {
  region: {
    words: '--region <region>',
    commands: 'all',
    idleIn: ['help'],
    kind: 'text',
    help: 'AWS region',
  },
  profile: {
    words: '--profile <name>',
    commands: 'all',
    idleIn: ['help'],
    kind: 'text',
    help: 'AWS profile',
  },
  stackName: {
    words: '--stack-name <name>',
    commands: 'all',
    idleIn: ['help'],
    kind: 'text',
    help: 'CloudFormation stack (default: the id of the product)',
  },
  product: {
    words: '--product <id or file>',
    commands: 'all',
    idleIn: ['help'],
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
    commands: 'all',
    idleIn: ['help'],
    kind: 'switch',
    help: 'agree to what the plan shows',
  },
  confirm: {
    words: '--confirm <stack>',
    commands: 'all',
    idleIn: ['help'],
    kind: 'text',
    help: 'stands for typing the stack name where data is at stake',
  },
  nonInteractive: {
    words: '--non-interactive',
    commands: 'all',
    idleIn: ['help'],
    kind: 'switch',
    help: 'ask nothing (implied without a terminal, or with CI set)',
  },
  color: {
    words: '--no-color',
    commands: 'all',
    kind: 'negated',
    help: 'no colours',
  },
  verbose: {
    words: '--verbose',
    commands: 'all',
    idleIn: ['help'],
    kind: 'switch',
    help: 'tell every AWS call on stderr',
  },
  expectAccount: {
    words: '--expect-account <id>',
    commands: 'all',
    idleIn: ['help'],
    kind: 'text',
    help: 'stop if the credentials belong to another account',
  },
} as const satisfies Readonly<Record<string, Flag>>;
