import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { leftOutParts } from '../../left-out-parts.mjs';
import { parse } from '../../src/template/java-pattern/parse.ts';
import { re2Judge } from '../../src/template/java-pattern/re2.ts';

/** What the bundle exports, built of `source` as the build does it. */
const bundled = async (source: string): Promise<Readonly<Record<string, unknown>>> => {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    plugins: [leftOutParts],
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return import(`data:text/javascript;base64,${text}`) as Promise<Readonly<Record<string, unknown>>>;
};

/** [pattern, value, what Java said]. */
const verdicts = JSON.parse(
  readFileSync('test/template/java-pattern/java-verdicts.json', 'utf8'),
) as readonly (readonly [string, string, string])[];
/** Sets by name, and letters with more than two cases, of which RE2 keeps tables. */
const named = [
  ['\\p{L}+', 'Größe'],
  ['\\p{Lu}\\P{Lu}', 'Äß'],
  ['\\p{IsGreek}+', 'αβγ'],
  ['[Kk]', '\u212a'],
  ['(?i)[ks]+', '\u212a\u017f'],
  ['(?iu)k+', 'K\u212a'],
  ['[\\p{Alpha}&&[^\\p{Upper}]]*', 'abcD'],
] as const;

/** What RE2 says, or why it is not asked. */
const verdictOf = (judge: typeof re2Judge, pattern: string, value: string): unknown => {
  try {
    return judge(parse(pattern).root)?.(value);
  } catch (error) {
    return String(error);
  }
};

describe('what is left out of the bundle', () => {
  let judge: typeof re2Judge;
  beforeAll(async () => {
    judge = (await bundled(`export { re2Judge } from './src/template/java-pattern/re2.ts';`))
      .re2Judge as typeof judge;
  });

  it('is nothing that a pattern is judged by', () => {
    const pairs = [...verdicts.map(([pattern, value]) => [pattern, value] as const), ...named];
    const said = (one: typeof judge): unknown[] =>
      pairs.map(([pattern, value]) => [pattern, value, verdictOf(one, pattern, value)]);
    expect(said(judge)).toEqual(said(re2Judge));
    expect(
      said(judge)
        .flat()
        .filter((verdict) => typeof verdict === 'boolean').length,
    ).toBeGreaterThan(200);
  });
});
