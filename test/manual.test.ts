import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../src/checks/index.ts';
import { commands, flags } from '../src/command-line/flags.ts';
import { parse } from '../src/command-line/parse.ts';
import { topicPage } from '../src/commands/steps/manual-page.ts';
import { sections, type Section } from '../src/commands/steps/manual.ts';
import { exitCodes } from '../src/core/errors.ts';
import { codesInSources, unreadable } from './manual/codes.ts';
import { columns, exampleOf } from './manual/example.ts';
import { planExample } from './manual/plan-example.ts';

/** `UPDATE_MANUAL=1` writes examples and tables into README.md anew; without it they are compared. */
const updating = process.env.UPDATE_MANUAL !== undefined;
const read = (): string => readFileSync('README.md', 'utf8');

const manual = sections(read());
const chapter = (topic: string): Section => {
  const found = manual.find((section) => section.topic === topic);
  if (found === undefined) throw new Error(`the README has no heading ${topic}`);
  return found;
};
/** Topics of the headings one level below a chapter. */
const parts = (topic: string): readonly string[] => {
  const { lines } = chapter(topic);
  return sections(lines.join('\n'))
    .filter(({ level }) => level === 3)
    .map((section) => section.topic);
};

const cell = (text: string): string => text.replaceAll('|', '\\|');
const rows = (table: readonly (readonly string[])[]): readonly string[] =>
  table.map((cells) => `| ${cells.map(cell).join(' | ')} |`);

const tableOf = (head: string): readonly string[] => {
  const lines = read().split('\n');
  const first = lines.indexOf(head) + 2;
  return lines.slice(first, lines.indexOf('', first));
};
const expectTable = (head: string, wanted: readonly string[]): void => {
  if (updating) {
    const lines = read().split('\n');
    const first = lines.indexOf(head) + 2;
    lines.splice(first, lines.indexOf('', first) - first, ...wanted);
    writeFileSync('README.md', lines.join('\n'));
  }
  expect(tableOf(head)).toEqual(wanted);
};

describe('the manual', () => {
  it('has each topic once', () => {
    const topics = manual.map(({ topic }) => topic);
    expect(topics.filter((topic, at) => topics.indexOf(topic) !== at)).toEqual([]);
  });

  it('has a part for every command, and no other', () =>
    expect(parts('commands')).toEqual(commands.map(({ name }) => name)));

  it('has the chapters that messages refer to', () => {
    for (const topic of ['checks', 'exit-codes', 'parameters', 'error-codes', 'answers-file', 'references'])
      expect(chapter(topic).lines.length).toBeGreaterThan(3);
  });

  it('tells every flag as --help does', () =>
    expectTable(
      '| Flag | Commands | Meaning |',
      rows(
        flags.map(({ words, commands: takers, help, choices }) => [
          `\`${words}\``,
          takers === 'all' ? 'all' : takers.join(', '),
          choices === undefined ? help : `${help} (${choices.join(', ')})`,
        ]),
      ),
    ));

  it('tells every exit code', () =>
    expect(tableOf('| Code | Outcome | When |').map((row) => Number(row.split('|')[1]))).toEqual(
      Object.values(exitCodes).sort((a, b) => a - b),
    ));

  it('names files that are there', () => {
    const linked = [...read().matchAll(/\]\(([\w./-]+)\)/g)].map(([, file = '']) => file);
    expect(linked.length).toBeGreaterThan(0);
    for (const file of linked) expect(readFileSync(file, 'utf8').length, file).toBeGreaterThan(0);
  });

  it('links to headings that are there', () => {
    const topics = new Set(manual.map(({ topic }) => topic.replaceAll('.', '')));
    for (const [, target = ''] of read().matchAll(/\]\(#([\w-]+)\)/g)) expect(topics).toContain(target);
  });
});

/** The page without its code fences, or only the fences of one language. */
const outsideFences = (text: string): string => text.replace(/^```(\w+)\n[\s\S]*?^```$/gm, '');
const insideFences = (text: string, language: string): string =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .map(([, its, body = '']) => (its === language ? body : ''))
    .join('');

/** Commands that the page writes: in `sh` fences, and inline. */
const written = (): readonly string[] => {
  const fenced = [...insideFences(read(), 'sh').matchAll(/^quilt-install .*$/gm)].map(([line]) =>
    line.replace(/ +# .*$/, ''),
  );
  const inline = [...outsideFences(read()).matchAll(/`(quilt-install [^`]+)`/g)].map(([, line = '']) => line);
  return [...new Set([...fenced, ...inline])].filter((line) => !/COMMAND|\[flags\]/.test(line));
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
    const topics = sources.flatMap((text) =>
      [...text.matchAll(/quilt-install help ([a-z][\w.-]*\w)(?=[' `),])/g)].map(([, topic = '']) => topic),
    );
    expect(topics.length).toBeGreaterThan(2);
    for (const topic of topics.filter((one) => one !== 'lists')) chapter(topic);
    const ids = sources.flatMap((text) =>
      [...text.matchAll(/(?:--only|--ignore|\bcheck:) '?([a-z0-9]+\.[a-z0-9-]+)/g)].map(([, id = '']) => id),
    );
    expect(ids.length).toBeGreaterThan(5);
    for (const id of ids) expect(checks.map((check) => check.id)).toContain(id);
  });
});

describe('the error codes', () => {
  it('are all found in the sources', () => expect(unreadable).toEqual([]));
  it('each have one heading, and no heading is of another code', () =>
    expect(parts('error-codes')).toEqual([...codesInSources].sort()));
  it('have each a sentence or two', () => {
    for (const code of codesInSources) expect(chapter(code).lines.join(' ').length, code).toBeGreaterThan(60);
  });
});

const chapterText = (topic: string): string =>
  sections(read())
    .find((section) => section.topic === topic)
    ?.lines.join('\n') ?? '';

const expectExample = (id: string, example: string): void => {
  expect(example).toMatch(/^ {2}[×‼] /);
  const fence = /```text\n[^`]*```/;
  const block = `\`\`\`text\n${example}\n\`\`\``;
  const text = read();
  const at = text.indexOf(`\n### ${id}\n`);
  if (updating) writeFileSync('README.md', text.slice(0, at) + text.slice(at).replace(fence, () => block));
  expect(fence.exec(chapterText(id))?.[0]).toBe(block);
};

/** Told like a check, but by CloudFormation once there is a plan. */
const afterPlan = 'plan.validation';

describe('the checks', () => {
  it('each have one heading', () =>
    expect([...parts('checks')].sort()).toEqual([...checks.map(({ id }) => id), afterPlan].sort()));

  it('are counted right', () =>
    expect([...read().matchAll(/\b(\d+) checks\b/g)].map(([, count]) => Number(count))).toEqual(
      expect.arrayContaining([checks.length]),
    ));

  it('are listed with their healthy state', () =>
    expectTable(
      '| Check | Healthy state |',
      rows(
        parts('checks').flatMap((id) => {
          const check = checks.find((one) => one.id === id);
          return check === undefined ? [] : [[id, check.title]];
        }),
      ),
    ));

  it.each(checks.map((check) => [check.id, check] as const))('%s shows what is printed', async (id, check) =>
    expectExample(id, await exampleOf(check)),
  );

  it(`${afterPlan} shows what is printed`, async () => expectExample(afterPlan, await planExample(columns)));
});

describe('a page', () => {
  const pageOf = (topic: string): string => topicPage(chapter(topic), manual);

  it('reads without Markdown in a terminal of 80 columns', () => {
    for (const { topic, lines } of manual) {
      const text = pageOf(topic);
      expect(text, topic).not.toMatch(/^#|^```|^\|/m);
      const quoted = new Set(lines);
      for (const line of text.split('\n'))
        if (line.length > 80 && !quoted.has(line)) expect(line.trim(), topic).not.toMatch(/\s\S+\s/);
    }
  });

  it('of a long chapter lists its parts', () => {
    const text = pageOf('error-codes');
    for (const code of codesInSources) expect(text).toContain(code);
    expect(text.split('\n').length).toBeLessThan(60);
    expect(pageOf('checks')).toContain('quota.stacks');
  });

  it('of a code fence keeps its lines and takes no heading from it', () => {
    const found = sections('## A\n\n```sh\n# not a heading\n```\n\n### b.c\n\ntext\n## D\n');
    expect(found.map(({ topic }) => topic)).toEqual(['a', 'b.c', 'd']);
    expect(topicPage(found[0] as Section, found)).toBe('A\n\n# not a heading\n\nb.c\n\ntext\n');
  });

  it('of a table is a list', () => {
    const found = sections('## T\n\n| a | b |\n|---|---|\n| 1 | x\\|y |\n| 22 | z |\n');
    expect(topicPage(found[0] as Section, found)).toBe('T\n\n1   x|y\n22  z\n');
  });
});
