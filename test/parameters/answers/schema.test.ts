import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemaLine } from '../../../src/parameters/index.ts';
import { formatAnswers } from '../../../src/parameters/answers/write.ts';
import { parseAnswers } from '../../../src/parameters/answers/read.ts';

const schema = JSON.parse(readFileSync('templates/schemas/answers.schema.json', 'utf8')) as object;
const validate = new Ajv({ strict: false }).compile(schema);
const faults = (document: unknown): readonly unknown[] => (validate(document) ? [] : (validate.errors ?? []));

const samples = 'templates/rehearsal/answers';

const isRead = (document: unknown): boolean => {
  try {
    // JSON is YAML.
    parseAnswers('answers.yaml', JSON.stringify(document));
    return true;
  } catch {
    return false;
  }
};

/** What a person may write where a text, a list or keys belong. */
const anything = fc.oneof(
  fc.constantFrom(
    null,
    '',
    '1',
    1,
    2,
    1.5,
    true,
    'true',
    'x',
    [],
    [''],
    [null, 7],
    [[]],
    {},
    { a: 'b' },
    { a: [] },
  ),
  fc.constantFrom(
    '123456789012',
    123456789012,
    '12345678901',
    'a'.repeat(64),
    'A0'.repeat(32),
    'g'.repeat(64),
  ),
);
const oneOf = (...names: readonly string[]) => fc.constantFrom(...names);
const inner = fc.oneof(
  anything,
  fc.dictionary(
    oneOf('url', 'file', 'sha256', 'bucket', 'method', 'hostedZoneId', 'recordType', 'x'),
    fc.oneof(anything, oneOf('route53', 'print', 'none', 'alias', 'cname')),
    { maxKeys: 3 },
  ),
);
const documents = fc.dictionary(
  oneOf(
    'version',
    'product',
    'account',
    'region',
    'stackName',
    'template',
    'parameters',
    'tags',
    'roleArn',
    'notificationArns',
    'terminationProtection',
    'buckets',
    'dns',
    'ignore',
    'stackname',
  ),
  inner,
  { minKeys: 1, maxKeys: 2 },
);

describe('the schema of answers files', () => {
  it.each(readdirSync(samples))('is met by the sample %s', (file) =>
    expect(faults(parse(readFileSync(path.join(samples, file), 'utf8')))).toEqual([]),
  );

  it('is met by the example of the manual', () => {
    const page = readFileSync('docs/reference/parameters.md', 'utf8');
    const [, example = ''] = /```yaml\n(version: 1\n[\s\S]*?)```/.exec(page) ?? [];
    expect(faults(parse(example))).toEqual([]);
    expect(example).toContain('terminationProtection');
  });

  it('is met by what is written', () => {
    const text = formatAnswers({
      version: 1,
      product: 'quilt',
      account: '012345678901',
      region: 'us-east-1',
      template: { url: 'https://x.s3.us-east-1.amazonaws.com/t.yaml', sha256: 'a'.repeat(64) },
      parameters: new Map([
        ['Port', '0777'],
        ['Empty', ''],
      ]),
      tags: new Map([['team', 'data']]),
      notificationArns: [],
      terminationProtection: true,
      buckets: ['a'],
      dns: { method: 'route53', recordType: 'alias' },
      ignore: ['dns.caa'],
    });
    expect(faults(parse(text))).toEqual([]);
  });

  it('takes what the reader takes, and refuses what it refuses', () => {
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(documents, (document) => {
        verdicts.add(isRead(document));
        expect(faults(document).length === 0, JSON.stringify(document)).toBe(isRead(document));
      }),
      { numRuns: 500 },
    );
    expect(verdicts).toEqual(new Set([true, false]));
  });
});

describe('the comment that leads editors to the schema', () => {
  const there = '/srv/team/node_modules/quilt-install/templates/schemas/answers.schema.json';
  const lineIn = (folder: string, packageFolder: string, known: readonly string[] = [there]) =>
    schemaLine(folder, packageFolder, {
      files: {
        real: (name) => Promise.resolve(name),
        exists: (name) => Promise.resolve(known.includes(name)),
      },
    });

  it.each([
    ['/srv/team', './node_modules'],
    ['/srv/team/aws/prod', '../../node_modules'],
  ])('stands in a file in %s of a project that has the package', async (folder, modules) =>
    expect(await lineIn(folder, '/srv/team/node_modules/quilt-install/')).toEqual([
      `yaml-language-server: $schema=${modules}/quilt-install/templates/schemas/answers.schema.json`,
    ]),
  );

  it('names the link that pnpm makes, not the folder of one version', async () =>
    expect(
      await lineIn(
        '/srv/team',
        '/srv/team/node_modules/.pnpm/quilt-install@0.1.0/node_modules/quilt-install/',
      ),
    ).toEqual([
      'yaml-language-server: $schema=./node_modules/quilt-install/templates/schemas/answers.schema.json',
    ]));

  it.each([
    ['a global package', '/usr/lib/node_modules/quilt-install/'],
    ["npx's copy", '/home/me/.npm/_npx/0123456789abcdef/node_modules/quilt-install/'],
    ['a clone', '/srv/team/'],
    ['another project', '/srv/teams/node_modules/quilt-install/'],
  ])('is left out for %s, which is elsewhere on other machines', async (_what, packageFolder) =>
    expect(
      await lineIn('/srv/team/aws', packageFolder, [
        there,
        path.join(packageFolder, 'templates/schemas/answers.schema.json'),
      ]),
    ).toEqual([]),
  );

  it('is left out where no schema is found', async () =>
    expect(await lineIn('/srv/team', '/srv/team/node_modules/quilt-install/', [])).toEqual([]));
});
