import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { annotations, codeQuality, junit, markdown, summarize } from '../../src/reports/index.ts';
import { anyResults, hostile, meta, result, some } from './results.ts';

interface Case {
  readonly '@name': string;
  readonly failure?: { readonly '@message': string; readonly '#text': string };
  readonly skipped?: unknown;
  readonly 'system-out': string;
}
interface Suite {
  readonly '@name': string;
  readonly '@tests': string;
  readonly '@failures': string;
  readonly '@skipped': string;
  readonly testcase: readonly Case[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === 'testsuite' || name === 'testcase',
});
const suitesOf = (text: string): readonly Suite[] => {
  const { testsuites } = parser.parse(text) as { testsuites: { testsuite?: readonly Suite[] } };
  return testsuites.testsuite ?? [];
};
/** As the reports are to show it. */
const shown = (text: string): string =>
  Buffer.from(text)
    .toString('utf8')
    .replace(/[\s\u0085]+/g, ' ')
    .replace(/[\u0000-\u001F\u007F-\u009F]/g, '')
    .trim();

describe('junit', () => {
  it('is XML that says how each check ended, whatever the names hold', () => {
    fc.assert(
      fc.property(anyResults, fc.boolean(), (results, strict) => {
        const text = junit(results, { ...meta, strict });
        expect(XMLValidator.validate(text)).toBe(true);
        const cases = suitesOf(text).flatMap(({ testcase }) => testcase);
        expect(cases).toHaveLength(results.length);
        const counts = summarize(results);
        const failures = counts.fail + (strict ? counts.warn + counts.unknown : 0);
        expect(cases.filter(({ failure }) => failure !== undefined)).toHaveLength(failures);
        const skipped = counts.skipped + counts.ignored + (strict ? 0 : counts.unknown);
        expect(cases.filter((one) => 'skipped' in one)).toHaveLength(skipped);
        for (const suite of suitesOf(text)) expect(Number(suite['@tests'])).toBe(suite.testcase.length);
      }),
    );
  });

  it('has the evidence and the remedy', () => {
    const storage = suitesOf(junit(some, meta)).find((suite) => suite['@name'] === 'Storage');
    expect(storage).toMatchObject({ '@tests': '2', '@failures': '1', '@skipped': '0' });
    const [failed] = storage?.testcase ?? [];
    expect(failed?.['@name']).toBe('s3.bucket-notifications: No other notifications on s3://acme');
    expect(failed?.failure?.['@message']).toBe('2 queues attached: lims, audit');
    expect(failed?.failure?.['#text']).toContain('Move them behind EventBridge.');
  });

  it('is red where access was lost half-way, as the exit code is', () => {
    const verdict = { status: 'unknown', message: 'The session has expired.', exitCode: 10 } as const;
    const lost = (ignored: boolean) => [result('network.vpc', 'Network', 'VPC is fit', verdict, ignored)];
    expect(suitesOf(junit(lost(false), meta))[0]).toMatchObject({ '@failures': '1', '@skipped': '0' });
    expect(suitesOf(junit(lost(true), meta))[0]).toMatchObject({ '@failures': '0', '@skipped': '1' });
    expect(annotations(lost(false)).join()).toMatch(/^::error /);
  });

  it('is a report even of nothing', () => expect(XMLValidator.validate(junit([], meta))).toBe(true));
});

describe('markdown', () => {
  const unescape = (text: string): string =>
    text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

  it('has one row of four cells per check, and nothing in them that Markdown or HTML would act on', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const lines = markdown(results, meta).split('\n');
        const head = lines.indexOf('|---|---|---|---|');
        const rows = lines.slice(head + 1, lines.lastIndexOf('</details>') - 1);
        expect(rows).toHaveLength(results.length);
        for (const [at, row] of rows.entries()) {
          const cells = row.split('|').slice(1, -1);
          expect(cells).toHaveLength(4);
          expect(cells[3]).not.toMatch(/[<>`*_[\]@$]/);
          expect(cells[3]?.replaceAll(/&#\d+;/g, '')).not.toMatch(/[&#]/);
          expect(shown(unescape(cells[2] ?? ''))).toBe(
            shown(results[at]?.check.title ?? '').replace(/\u0000/g, ''),
          );
        }
        const tags = lines.join('\n').match(/<[^>]*>/g);
        expect(tags).toEqual(['<details>', '<summary>', '</summary>', '</details>']);
      }),
    );
  });

  it('puts the problems first, and counts from the results', () => {
    const text = markdown(some, meta);
    expect(text.split('\n').slice(0, 12)).toEqual([
      '## Quilt preflight: 1 failed, 1 with a warning, 1 unknown, 1 passed, 1 skipped, 1 ignored',
      '',
      'Stack **quilt** · account 123456789012 · us-east-1 · 2026-05-02 12:00 UTC',
      '',
      '- ❔ **Permissions suffice** (`iam.permissions`): needs iam:SimulatePrincipalPolicy',
      '  - More: `quilt-install help iam.permissions`',
      '- ❌ **No other notifications on s3://acme** (`s3.bucket-notifications`): 2 queues attached: lims, audit',
      '  - Move them behind EventBridge.',
      '  - More: `quilt-install help s3.bucket-notifications`',
      '- ⚠️ **CloudTrail has room** (`cloudtrail.capacity`): 4 of 5 used',
      '  - Nothing to do now.',
      '  - More: `quilt-install help cloudtrail.capacity`',
    ]);
  });
});

describe('code quality', () => {
  interface Issue {
    readonly description: string;
    readonly check_name: string;
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }
  const issuesOf = (...input: Parameters<typeof codeQuality>): readonly Issue[] =>
    JSON.parse(codeQuality(...input)) as readonly Issue[];

  it('is one issue per problem, with what GitLab demands', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const counts = summarize(results);
        const issues = issuesOf(results);
        expect(issues).toHaveLength(counts.fail + counts.warn + counts.unknown);
        for (const issue of issues) {
          expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(issue.severity);
          expect(issue.fingerprint).toMatch(/^[0-9a-f]{64}$/);
          expect(issue.location.lines.begin).toBe(1);
        }
      }),
    );
  });

  it('knows a finding again though its numbers changed, and apart from that of another stack', () => {
    const finding = (message: string) => [result('a.b', 'A', 'T', { status: 'fail', message, fix: 'F' })];
    const [first] = issuesOf(finding('4 of 5'), { about: 'quilt' });
    const [second] = issuesOf(finding('5 of 5'), { about: 'quilt' });
    const [other] = issuesOf(finding('4 of 5'), { about: 'other', path: 'deploy/answers.yaml' });
    expect(second?.fingerprint).toBe(first?.fingerprint);
    expect(other?.fingerprint).not.toBe(first?.fingerprint);
    expect(other?.location.path).toBe('deploy/answers.yaml');
  });
});

describe('annotations', () => {
  const decode = (text: string): string =>
    text
      .replaceAll('%2C', ',')
      .replaceAll('%3A', ':')
      .replaceAll('%0A', '\n')
      .replaceAll('%0D', '\r')
      .replaceAll('%25', '%');

  it('is one line per problem, whatever the names hold, and reads back', () => {
    fc.assert(
      fc.property(anyResults, (results) => {
        const lines = annotations(results);
        const counts = summarize(results);
        expect(lines).toHaveLength(counts.fail + counts.warn + counts.unknown);
        for (const line of lines) {
          expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r\n]+::[^\r\n]+$/);
          expect(line).not.toMatch(/[\u0000-\u001F]/);
        }
      }),
    );
  });

  it('encodes, and only what must be', () => {
    fc.assert(
      fc.property(hostile, (message) => {
        const [line = ''] = annotations([
          result('a.b', 'A', 'T: x, y', { status: 'warn', message, fix: 'F' }),
        ]);
        const [, title, text] = /^::warning title=([^:]*)::(.*)$/.exec(line) ?? [];
        expect(decode(title ?? '')).toBe('a.b: T: x, y');
        expect(decode(text ?? '').endsWith('F See quilt-install help a.b')).toBe(true);
      }),
    );
  });

  it('names the level by the status', () => {
    expect(annotations(some).map((line) => line.split(' ')[0])).toEqual(['::notice', '::error', '::warning']);
  });
});
