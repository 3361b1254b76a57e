import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom (CONTRIBUTING.md draws it). A room may always import itself. */
const below: Record<string, readonly string[]> = {
  core: [],
  template: ['core'],
  account: ['core', 'template'],
  products: ['core', 'template', 'account'],
  checks: ['core', 'template', 'account', 'products'],
  parameters: ['core', 'template', 'account', 'products'],
  stack: ['core', 'template', 'account', 'products'],
  dns: ['core', 'template', 'account', 'products'],
  reports: ['core', 'template', 'account', 'products'],
  commands: ['core', 'template', 'account', 'products', 'checks', 'parameters', 'stack', 'dns', 'reports'],
  aws: ['core', 'template', 'account'],
  ui: ['core', 'template', 'account'],
  rehearsal: ['core', 'template'],
  'command-line': ['core'],
  composition: ['core', 'commands', 'aws', 'ui', 'rehearsal', 'main.ts'],
  'main.ts': ['core', 'command-line', 'composition', 'commands', 'aws', 'ui', 'rehearsal'],
  'cli.ts': ['main.ts', 'core'],
};
const onlyIn: readonly [RegExp, readonly string[]][] = [
  [/^@(aws-sdk|smithy)\//, ['aws', 'rehearsal']],
  [/^(inquirer|@inquirer\/.*|ora|chalk)$/, ['ui']],
  [/^commander$/, ['command-line']],
];
const impure =
  /\b(process\.|console\.(log|error|warn|info|debug)|Date\.now\(|new Date\(\)|setTimeout\(|setInterval\()|node:(timers|process|child_process)/;
const mayBeImpure = ['cli.ts', 'aws', 'ui', 'rehearsal'];
/** It only names the commands' files, to load the one that is asked for. */
const loaders = ['commands/index.ts'];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.ts'));
const roomOf = (file: string): string => file.split('/')[0] ?? file;
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import\()\s*'([^']+)'|^import\s+'([^']+)'/gm)].map((m) => m[1] ?? m[2] ?? '');

describe.each(files)('%s', (file) => {
  const text = withoutComments(readFileSync(path.join('src', file), 'utf8'));
  const room = roomOf(file);

  it('imports only floors below it', () => {
    for (const target of importsOf(text)) {
      const rule = onlyIn.find(([pattern]) => pattern.test(target));
      if (rule !== undefined) expect(rule[1], `${file} imports ${target}`).toContain(room);
      if (!target.startsWith('.')) continue;
      const other = roomOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), target)));
      if (other === room || other.endsWith('.json') || other.endsWith('.md')) continue;
      expect(below[room], `${file} imports ${target}`).toContain(other);
    }
  });

  it.skipIf(mayBeImpure.includes(room))('takes time, environment and output as dependencies', () => {
    expect(impure.exec(text)?.[0]).toBeUndefined();
  });

  it.runIf(room === 'commands' && file.split('/').length === 2 && !loaders.includes(file))(
    'imports no other command',
    () => {
      for (const target of importsOf(text)) expect(target).not.toMatch(/^\.\/[^/]+\.ts$/);
    },
  );

  it.runIf(room === 'rehearsal')('takes nothing but operation schemas from the SDK clients', () => {
    for (const m of text.matchAll(/import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'@aws-sdk\/client-[^']+'/g))
      for (const name of (m[1] ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''))
        expect(name.split(' as ')[0]).toMatch(/\$$/);
  });

  it('has a whole name', () =>
    expect(file).not.toMatch(/(^|\/)(util|utils|helper|helpers|common|misc|phase\d)(\.ts|\/)/));
});
