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

/** A room's foreseen failures stand in its `errors.ts`; those of AWS in `aws/errors`, that of Ctrl-C beside its signal. */
const makesErrors = /(^|\/)errors\.ts$|^aws\/errors\/|^core\/interrupts\.ts$/;
/** As a parameter's type, or under another name. */
const wholeContext =
  /:\s*(CommandContext(<'\w+'>)?|DeploymentContext)\s*[,)]|=\s*(CommandContext(<'\w+'>)?|DeploymentContext);|Pick<\s*DeploymentContext,\s*'context'/;
/** They make the deployment, or hand it on with what is found out on the way: whatever follows may need any part of it. */
const mayTakeWholeContext = [
  'commands/shared/deployment-context.ts',
  'commands/shared/prepare/prepare.ts',
  'commands/shared/prepare/person.ts',
  'commands/shared/prepare/script.ts',
  'commands/shared/fix/recheck.ts',
  'commands/shared/fix/value-checks.ts',
  'commands/install/install.ts',
  'commands/install/complete.ts',
  'commands/preflight/preflight.ts',
  'commands/preflight/run-preflight.ts',
  'commands/preflight/fix.ts',
];

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

interface SourceFile {
  readonly file: string;
  readonly room: string;
  /** Without comments. */
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly SourceFile[] = files.map((file) => {
  const text = withoutComments(readFileSync(path.join('src', file), 'utf8'));
  return { file, room: roomOf(file), text, imports: importsOf(text) };
});

/** What every file is held to: each violation as `file: what`. */
const violations = (
  judge: (source: SourceFile) => readonly string[],
  concerned: (source: SourceFile) => boolean = () => true,
): readonly string[] => {
  const judged = sources.filter(concerned);
  expect(judged.length).toBeGreaterThan(0);
  return judged.flatMap((source) => judge(source).map((what) => `${source.file}: ${what}`));
};

const upward = ({ file, room, imports }: SourceFile): readonly string[] =>
  imports.filter((target) => {
    const rule = onlyIn.find(([pattern]) => pattern.test(target));
    if (rule !== undefined && !rule[1].includes(room)) return true;
    if (!target.startsWith('.') || target.endsWith('.json') || target.endsWith('.md')) return false;
    const other = roomOf(resolved(file, target));
    return other !== room && below[room]?.includes(other) !== true;
  });

const otherCommands = ({ file, imports }: SourceFile): readonly string[] =>
  imports.filter((target) => {
    const other = target.startsWith('.') ? resolved(file, target) : '';
    return roomOf(other) === 'commands' && ![commandOf(file), 'shared'].includes(commandOf(other));
  });

const clientNames = ({ text }: SourceFile): readonly string[] =>
  [...text.matchAll(/import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'@aws-sdk\/client-[^']+'/g)]
    .flatMap((found) => (found[1] ?? '').split(','))
    .map((part) => part.trim().split(' as ')[0] ?? '')
    .filter((name) => name !== '');

const found = (pattern: RegExp, text: string): readonly string[] => pattern.exec(text)?.slice(0, 1) ?? [];

describe('every file', () => {
  it('imports only floors below it', () => expect(violations(upward)).toEqual([]));

  it('takes time, environment and output as dependencies', () =>
    expect(
      violations(
        ({ text }) => found(impure, text),
        ({ room }) => !mayBeImpure.includes(room),
      ),
    ).toEqual([]));

  it('asks no stream what terminal it ends at', () =>
    expect(
      violations(
        ({ text }) => found(looksAtTerminal, text),
        ({ room }) => !['cli.ts', 'main'].includes(room),
      ),
    ).toEqual([]));

  it('of a command imports no other command', () =>
    expect(
      violations(otherCommands, ({ file, room }) => room === 'commands' && !loaders.includes(file)),
    ).toEqual([]));

  it('of the rehearsal takes nothing but operation schemas from the SDK clients', () =>
    expect(
      violations(
        (source) => clientNames(source).filter((name) => !name.endsWith('$')),
        (source) => source.room === 'rehearsal' && clientNames(source).length > 0,
      ),
    ).toEqual([]));

  it('leaves the making of foreseen failures to errors.ts', () =>
    expect(
      violations(
        ({ text }) => found(/new InstallError\(/, text),
        ({ file }) => !makesErrors.test(file),
      ),
    ).toEqual([]));

  it('of a command takes the fields of the context that it needs, not all of it', () =>
    expect(
      violations(
        ({ text }) => found(wholeContext, text),
        ({ file, room }) => room === 'commands' && !mayTakeWholeContext.includes(file),
      ),
    ).toEqual([]));

  it('has a whole name, no abbreviation', () =>
    expect(
      violations(({ file }) => found(/(^|\/)(util|utils|helper|helpers|common|misc|phase\d)(\.ts|\/)/, file)),
    ).toEqual([]));
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
      sources.map(({ file, imports }) => [
        file,
        imports.filter((one) => one.startsWith('.')).map((one) => resolved(file, one)),
      ]),
    );
    expect(inCircles(graph)).toEqual([]);
  });

  it('has no type name that stands for two things', () => {
    const places = new Map<string, readonly string[]>();
    for (const { file, text } of sources)
      for (const [, name = ''] of text.matchAll(
        /^(?:export )?(?:abstract )?(?:interface|type|class) (\w+)/gm,
      ))
        places.set(name, [...(places.get(name) ?? []), file]);
    expect([...places].filter(([, all]) => all.length > 1)).toEqual([]);
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
