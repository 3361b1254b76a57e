import { deploymentCommands, type Flag } from './flag.ts';

/** Which checks are judged, how strictly, and who is told. */
export const checksFlags = {
  only: {
    words: '--only <ids>',
    commands: ['preflight'],
    kind: 'list',
    help: 'run only these checks (comma-separated ids)',
  },
  ignore: {
    words: '--ignore <ids>',
    commands: deploymentCommands,
    kind: 'list',
    help: 'run these checks, report them, but let them not fail (comma-separated ids)',
  },
  strict: {
    words: '--strict',
    commands: ['preflight'],
    kind: 'switch',
    help: 'warnings and unknowns fail too (exit 4)',
  },
  waitMs: {
    words: '--wait <duration>',
    commands: ['preflight', 'dns'],
    kind: 'duration',
    help: 'look again until it holds, at most this long (90s, 15m, 2h)',
  },
  fix: {
    words: '--fix',
    commands: ['preflight'],
    kind: 'switch',
    help: 'offer to fix what can be fixed; a script names it: --fix --yes --only ID',
  },
  junit: {
    words: '--junit <file>',
    commands: ['preflight'],
    kind: 'text',
    help: 'write a JUnit report',
  },
  markdown: {
    words: '--markdown <file>',
    commands: ['preflight'],
    kind: 'text',
    help: 'write a Markdown report',
  },
  codeQuality: {
    words: '--code-quality <file>',
    commands: ['preflight'],
    kind: 'text',
    help: 'write a GitLab code-quality report',
  },
  printPolicy: {
    words: '--print-policy',
    commands: ['preflight'],
    kind: 'switch',
    help: 'print the least-privilege IAM policy for this tool and template',
  },
} as const satisfies Readonly<Record<string, Flag>>;
