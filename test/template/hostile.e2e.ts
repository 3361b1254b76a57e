import { describe, expect, it } from 'vitest';
import { InstallError } from '../../src/core/errors.ts';
import { parseTemplate, templateLimit } from '../../src/template/index.ts';
import { processorTime } from '../helpers/processor-time.ts';

const fill = (unit: string): string => unit.repeat(Math.floor(1_000_000 / unit.length));
const numbered = (entry: (index: number) => string, glue: string): string =>
  Array.from({ length: 60_000 }, (_, index) => entry(index)).join(glue);

/** Files of about 1 MB, each made to cost a parser dearly. */
const files: Readonly<Record<string, string>> = {
  'flow lists in each other': fill('['),
  'flow mappings in each other': fill('{a: '),
  'block lists in each other': fill('- '),
  'explicit keys in each other': fill('? '),
  'ever deeper blocks': Array.from({ length: 1400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  'nothing but commas': `[${fill(',')}]`,
  'commas and spaces': `[${fill(', ')}]`,
  'tags in a row': fill('!a '),
  'anchors in a row': fill('&a '),
  directives: fill('%a\n'),
  aliases: `[${fill('*a,')}]`,
  documents: fill('---\n'),
  'bad escapes': `a: "${fill('\\x')}"`,
  quotes: fill("'"),
  colons: fill('a:'),
  'one long word': `a: ${fill('b')}`,
  'a plain scalar of many lines': `a: b\n${fill('  b\n')}`,
  'distinct keys': numbered((index) => `key${index}: 1`, '\n'),
  'distinct keys in a flow mapping': `{${numbered((index) => `key${index}: 1`, ',')}}`,
  'unknown tags': `[${numbered(() => '!a b', ',')}]`,
  'an unended Sub text': `Resources: {A: {Type: 'A::B::C', Properties: {P: !Sub '${fill('${')}'}}}`,
  'a condition of digits': `Resources: {A: {Type: 'A::B::C', Properties: {P: ${fill('1')}}}}`,
  'a number of underscores': `Resources: {A: {Type: 'A::B::C', Properties: {P: 0x${fill('_')}}}}`,
  'colons in a number': `Resources: {A: {Type: 'A::B::C', Properties: {P: 1${fill(':59')}}}}`,
};

describe('a hostile file of 1 MB', () => {
  it.each(Object.entries(files))('%s: refused in one sentence, or read, at once', (_, text) => {
    expect(text.length).toBeLessThan(templateLimit);
    let error: unknown;
    const milliseconds = processorTime(() => (error = caught(() => parseTemplate(text))));
    if (error !== undefined) {
      expect(error).toBeInstanceOf(InstallError);
      expect((error as InstallError).code).toBe('template-invalid');
      expect((error as InstallError).message.length).toBeLessThan(400);
      expect((error as InstallError).message).not.toMatch(/\n/);
    }
    expect(milliseconds).toBeLessThan(5000);
  });

  it('a billion laughs end at the first alias', () => {
    const laughs = ['a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih'])
      laughs.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
    const error = caught(() => parseTemplate(laughs.join('\n')));
    expect((error as InstallError).message).toBe(
      'Line 2 of the template: "*a" is a YAML alias, which CloudFormation does not support.',
    );
  });
});

const caught = (action: () => unknown): unknown => {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
};
