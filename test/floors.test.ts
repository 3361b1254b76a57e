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
  main: ['core', 'commands', 'aws', 'ui', 'rehearsal'],
  'cli.ts': ['main', 'core'],
};
const onlyIn: readonly [RegExp, readonly string[]][] = [
  [/^@(aws-sdk|smithy)\//, ['aws', 'rehearsal']],
  [/^(inquirer|@inquirer\/.*|ora|chalk)$/, ['ui']],
  [/^commander$/, ['main']],
];
const impure =
  /\b(process\.|console\.(log|error|warn|info|debug)|Date\.now\(|new Date\(\)|setTimeout\(|setInterval\()|node:(timers|process|child_process)/;
/** `cli` hands on how large a terminal is; Node's own streams may know better than what they stand for. */
const looksAtTerminal =
  /'resize'|\bprocess\.std(in|out|err)\b|\b(stdin|stdout|stderr|output|screen|stream)\.(isTTY|columns|rows)\b/;
const mayBeImpure = ['cli.ts', 'aws', 'ui', 'rehearsal'];
/** One entry a word, a command, a service of AWS: the list is the map. */
const mayBeCrowded = ['src/core', 'src/commands', 'src/aws/services', 'src/rehearsal/services'];
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

const resolved = (file: string, target: string): string =>
  path.posix.normalize(path.posix.join(path.posix.dirname(file), target));
/** commands/<command>/…: the folder a command's story and its chapters live in. */
const commandOf = (file: string): string => file.split('/')[1] ?? file;

describe.each(files)('%s', (file) => {
  const text = withoutComments(readFileSync(path.join('src', file), 'utf8'));
  const room = roomOf(file);

  it('imports only floors below it', () => {
    for (const target of importsOf(text)) {
      const rule = onlyIn.find(([pattern]) => pattern.test(target));
      if (rule !== undefined) expect(rule[1], `${file} imports ${target}`).toContain(room);
      if (!target.startsWith('.')) continue;
      const other = roomOf(resolved(file, target));
      if (other === room || target.endsWith('.json') || target.endsWith('.md')) continue;
      expect(below[room], `${file} imports ${target}`).toContain(other);
    }
  });

  it.skipIf(mayBeImpure.includes(room))('takes time, environment and output as dependencies', () => {
    expect(impure.exec(text)?.[0]).toBeUndefined();
  });

  it.skipIf(['cli.ts', 'main'].includes(room))('asks no stream what terminal it ends at', () => {
    expect(looksAtTerminal.exec(text)?.[0]).toBeUndefined();
  });

  it.runIf(room === 'commands' && !loaders.includes(file))('imports no other command', () => {
    const own = commandOf(file);
    for (const target of importsOf(text).filter((one) => one.startsWith('.'))) {
      const other = resolved(file, target);
      if (roomOf(other) === 'commands')
        expect([own, 'shared'], `imports ${other}`).toContain(commandOf(other));
    }
  });

  it.runIf(room === 'rehearsal')('takes nothing but operation schemas from the SDK clients', () => {
    for (const m of text.matchAll(/import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'@aws-sdk\/client-[^']+'/g))
      for (const name of (m[1] ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''))
        expect(name.split(' as ')[0]).toMatch(/\$$/);
  });

  it('no file has an abbreviated name', () =>
    expect(file).not.toMatch(/(^|\/)(util|utils|helper|helpers|common|misc|phase\d)(\.ts|\/)/));
});

/** Files that can be reached from themselves, types included. */
const inCircles = (graph: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const reaches = (from: string): boolean => {
    const seen = new Set<string>();
    const next = [...(graph.get(from) ?? [])];
    for (let file = next.pop(); file !== undefined; file = next.pop()) {
      if (file === from) return true;
      if (seen.has(file)) continue;
      seen.add(file);
      next.push(...(graph.get(file) ?? []));
    }
    return false;
  };
  return [...graph.keys()].filter(reaches);
};

describe('the house as a whole', () => {
  it('has no import circle, types included', () => {
    const graph = new Map(
      files.map((file) => {
        const targets = importsOf(withoutComments(readFileSync(path.join('src', file), 'utf8')));
        return [file, targets.filter((one) => one.startsWith('.')).map((one) => resolved(file, one))];
      }),
    );
    expect(inCircles(graph)).toEqual([]);
  });

  it('shows no folder of more than about 15 entries, but for the words, the commands and the services', () => {
    const crowded = readdirSync('src', { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((folder) => readdirSync(folder).length > 16)
      .map((folder) => folder.replaceAll(path.sep, '/'));
    expect(crowded.filter((folder) => !mayBeCrowded.includes(folder))).toEqual([]);
  });
});
