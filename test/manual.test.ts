import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../src/checks/index.ts';
import { flags, type Flag } from '../src/core/flags/index.ts';
import { checkIds, commandNames, errorCodes } from '../src/core/ids.ts';
import { helpOf, written as flagWritten } from '../src/main/command-line/help.ts';
import { parse } from '../src/main/command-line/parse.ts';
import { exitCodes } from '../src/core/exit-codes.ts';
import { codesInSources } from './manual/codes.ts';
import {
  allFiles,
  groups,
  namesIn,
  pageFiles,
  partsOf,
  sectionsOf,
  tableOf,
  tableRow,
  topics,
  updating,
  writeTable,
} from './manual/pages.ts';

const expectTable = (file: string, head: string, wanted: readonly string[]): void => {
  if (updating) writeTable(file, head, wanted);
  expect(tableOf(file, head)).toEqual(wanted);
};

describe('the manual', () => {
  it('tells each topic once; a command and the guide of its name are one', () => {
    const names: readonly string[] = commandNames;
    const twice = Object.entries(topics).filter(
      ([topic, files]) => files.length > (names.includes(topic) ? 2 : 1),
    );
    expect(twice).toEqual([]);
  });

  it('has a part for every command, and no other', () =>
    expect(partsOf('reference/commands.md')).toEqual(commandNames));

  it('tells every check that is listed, and the one of the plan', () =>
    expect([...namesIn('checks')].sort()).toEqual([...checkIds, 'plan.validation'].sort()));

  it('has the topics that --help and its own contents promise', () => {
    for (const topic of ['checks', 'exit-codes', 'parameters', 'errors', 'answers-file', 'references'])
      expect(Object.keys(topics)).toContain(topic);
    const contents = readFileSync('docs/README.md', 'utf8');
    for (const file of pageFiles.filter(
      (one) => !groups('checks').includes(one) && !groups('errors').includes(one),
    ))
      if (file !== 'README.md') expect(contents).toContain(`](${file})`);
  });

  it('tells every flag as --help does', () =>
    expectTable(
      'reference/flags.md',
      '| Flag | Commands | Meaning |',
      Object.values<Flag>(flags).map((flag) =>
        tableRow([
          `\`${flagWritten(flag)}\``,
          flag.commands === 'all' ? 'all' : flag.commands.join(', '),
          helpOf(flag),
        ]),
      ),
    ));

  it('tells every exit code', () =>
    expect(
      tableOf('reference/exit-codes.md', '| Code | Outcome | When |').map((row) => Number(row.split('|')[1])),
    ).toEqual(Object.values(exitCodes).sort((a, b) => a - b)));

  it('keeps the first page short', () => expect(readFileSync('README.md').length).toBeLessThan(12 * 1024));
});

/** The page without its code fences, or only the fences of one language. */
const outsideFences = (text: string): string => text.replace(/^```(\w+)\n[\s\S]*?^```$/gm, '');
const insideFences = (text: string, language: string): string =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .map(([, its, body = '']) => (its === language ? body : ''))
    .join('');

/** Commands that the pages write: in `sh` fences, and inline. */
const written = (): readonly string[] => {
  const lines = allFiles.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const fenced = [...insideFences(text, 'sh').matchAll(/^quilt-install .*$/gm)].map(([line]) =>
      line.replace(/ +# .*$/, ''),
    );
    const inline = [...outsideFences(text).matchAll(/`(quilt-install [^`]+)`/g)].map(([, line = '']) => line);
    return [...fenced, ...inline];
  });
  return [...new Set(lines)].filter((line) => !/COMMAND|\[flags\]/.test(line));
};
const words = (line: string): readonly string[] =>
  [...line.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', '')).slice(1);

describe('a command of the manual', () => {
  it('is found in text and in code', () => expect(written().length).toBeGreaterThan(30));
  it.each(written())('%s is one that the command line takes', (line) => {
    const parsed = parse(words(line));
    if (parsed.kind !== 'run' || parsed.command !== 'rehearse' || parsed.operands.length === 0) return;
    parse(parsed.operands);
  });
});

describe('a message', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join('src', file), 'utf8'));

  it('refers to help topics and check ids that there are', () => {
    const named = sources.flatMap((text) =>
      [...text.matchAll(/quilt-install help ([a-z][\w.-]*\w)(?=[' `),])/g)].map(([, topic = '']) => topic),
    );
    expect(named.length).toBeGreaterThan(2);
    for (const topic of named.filter((one) => one !== 'lists')) expect(Object.keys(topics)).toContain(topic);
    const ids = sources.flatMap((text) =>
      [...text.matchAll(/(?:--only|--ignore|\bcheck:) '?([a-z0-9]+\.[a-z0-9-]+)/g)].map(([, id = '']) => id),
    );
    expect(ids.length).toBeGreaterThan(5);
    for (const id of ids) expect(checks.map((check) => check.id)).toContain(id);
  });
});

describe('the error codes', () => {
  it('are each raised somewhere', () =>
    expect(errorCodes.filter((code) => !codesInSources.has(code))).toEqual([]));
  it('each have one heading, and no heading is of another code', () =>
    expect([...namesIn('errors')].sort()).toEqual([...errorCodes].sort()));
  it('stand in order on each page', () => {
    for (const file of groups('errors')) expect(partsOf(file)).toEqual([...partsOf(file)].sort());
  });
  it('have each a sentence or two', () => {
    for (const {
      level,
      topics: [code],
      lines,
    } of groups('errors').flatMap(sectionsOf))
      if (level === 2) expect(lines.join(' ').length, code).toBeGreaterThan(60);
  });
  it('are listed by subject', () =>
    expectTable(
      'errors/README.md',
      '| Subject | Codes |',
      groups('errors').map((file) => {
        const page = file.replace('errors/', '');
        const title = (sectionsOf(file)[0]?.lines[0] ?? '').replace(/^# Errors of (the )?/, '');
        return tableRow([
          `[${title}](${page})`,
          partsOf(file)
            .map((code) => `[${code}](${page}#${code})`)
            .join(', '),
        ]);
      }),
    ));
});
