import { describe, expect, it } from 'vitest';
import { page } from '../../src/commands/help/page.ts';
import { sections, topicIndex } from '../../src/commands/help/manual.ts';
import { pageFiles, sectionsOf } from './pages.ts';

const set = (...lines: readonly string[]): string =>
  page(lines, { file: 'guides/install.md', topic: 'install' }).text;
const long = (words: number): string => Array.from({ length: words }, (_, at) => `word${at}`).join(' ');

describe('a page in a terminal', () => {
  it.each(pageFiles)('%s reads without Markdown at 80 columns', (file) => {
    for (const { topics, lines } of sectionsOf(file)) {
      const [topic = ''] = topics;
      const { text } = page(lines, { file, topic });
      expect(text, topic).not.toMatch(/^#|`|\]\(|^\||(?<!\*)\*\*(?!\*)|[\u0000-\u0008]/m);
      const code = new Set(lines.map((line) => `  ${line}`));
      for (const line of text.split('\n').filter((one) => one.length > 80 && !code.has(one)))
        expect(line.trim(), topic).toMatch(/^(\S+|\(?(quilt-install|aws) .*)$/);
    }
  });

  it('has headings without marks, and says which lines they are', () => {
    const made = page(['# The `title`', '', 'text', '', '## b.c'], { file: 'a.md', topic: 'a' });
    expect(made).toEqual({ text: 'The title\n\ntext\n\nb.c\n', heads: [0, 4] });
  });

  it('keeps the lines of code, however long, and what looks like Markdown in them', () => {
    const command = `quilt-install install --param A=\`b\` ${long(20)}`;
    expect(set('text', '', '```sh', '# not a heading', command, '```')).toBe(
      `text\n\n  # not a heading\n  ${command}\n`,
    );
  });

  it('never breaks a command inside of a sentence', () => {
    const command = 'quilt-install preflight --fix --only iam.es-service-linked-role';
    const lines = set(`Some words that go before it, then \`${command}\`, and more words after it.`).split(
      '\n',
    );
    expect(lines.filter((line) => line.includes(command))).toHaveLength(1);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('sets lists with hanging indents, and joins what was written on several lines', () => {
    expect(set(`- ${long(20)}`).split('\n')[1]).toMatch(/^ {2}word/);
    expect(set(`12. ${long(20)}`).split('\n')[1]).toMatch(/^ {4}word/);
    expect(set('- one', '  goes on', '- two')).toBe('- one goes on\n- two\n');
    expect(set('one line', 'and another', '', 'apart')).toBe('one line and another\n\napart\n');
  });

  it('tells links by what to type, or by their address', () => {
    expect(set('See [the way out](recovery.md).')).toBe('See the way out (quilt-install help recovery).\n');
    expect(set('See [recovery](recovery.md).')).toBe('See recovery.\n');
    expect(set('See [`acm.certificate`](../checks/dns.md#acmcertificate).')).toBe('See acm.certificate.\n');
    expect(set('See [values](../reference/parameters.md#answers-file).')).toBe(
      'See values (quilt-install help answers-file).\n',
    );
    expect(set('See [above](#install).')).toBe('See above.\n');
    expect(set('See [moto](https://example.com/moto).')).toBe('See moto (https://example.com/moto).\n');
    expect(set('See [how](../../CONTRIBUTING.md).')).toBe('See how (CONTRIBUTING.md).\n');
  });

  it('drops emphasis, and leaves stars that are none', () => {
    expect(set('**Bold** and *slanted*, `****`, `*.example.com` and 2 * 3 * 4.')).toBe(
      'Bold and slanted, ****, *.example.com and 2 * 3 * 4.\n',
    );
  });
});

describe('a table in a terminal', () => {
  const table = (...rows: readonly string[]): readonly string[] =>
    set('| a | b | c |', '|---|---|---|', ...rows).split('\n');

  it('stands in columns under its head', () =>
    expect(table('| 1 | x\\|y | end |', '| 22 | `z` | |')).toEqual([
      'a   b    c',
      '1   x|y  end',
      '22  z',
      '',
    ]));

  it('folds each cell in its own column', () => {
    const lines = table(`| --a-flag <value> | ${long(8)} | ${long(30)} |`);
    expect(lines[1]).toMatch(/^--a-flag <value> {2}word0/);
    expect(lines[2]).toMatch(/^ {18}word/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    for (let at = 0; at < 30; at += 1) expect(lines.join(' ')).toContain(`word${at}`);
  });
});

describe('the topics of a page', () => {
  it('are its name, its title and its headings', () => {
    const found = sections(
      'reference/exit-codes.md',
      '# Codes\n\n```sh\n# not a heading\n```\n\n## b.c\n\n### D e\n## F\n',
    );
    expect(found.map(({ topics }) => topics)).toEqual([['exit-codes', 'codes'], ['b.c'], ['d-e'], ['f']]);
    expect(found[1]?.lines).toEqual(['## b.c', '', '### D e']);
  });

  it('are found in the index, a folder by its own page', () =>
    expect(
      topicIndex({
        'checks/README.md': '# Checks',
        'checks/aws.md': '# Of aws\n## aws.region',
        'g/aws.md': '# Aws',
      }),
    ).toEqual({
      checks: ['checks/README.md'],
      'of-aws': ['checks/aws.md'],
      'aws.region': ['checks/aws.md'],
      aws: ['g/aws.md'],
    }));
});
