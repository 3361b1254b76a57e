import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlReport, type ReportLine } from '../../src/reports/index.ts';
import { waterfall } from '../../src/reports/html/bars.ts';
import { anyCharacter } from '../helpers/any-character.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
const event = (second: number, logicalId: string, status: string, more: ReportLine = {}): ReportLine => ({
  type: 'stack',
  eventAt: at(second),
  stack: 'demo',
  logicalId,
  resourceType: 'AWS::Test::Thing',
  status,
  ...more,
});

/** A run whose every text is given. */
const run = (text: string): readonly ReportLine[] => [
  { type: 'header', account: text, region: text, stackName: text },
  { type: 'check', id: text, title: text, status: 'fail', message: text, fix: text },
  { type: 'parameter', key: text, value: text, source: text },
  {
    type: 'plan',
    kind: text,
    stackName: text,
    notes: [text],
    changes: [{ action: text, logicalId: text, type: text }],
  },
  { ...event(0, text, 'CREATE_IN_PROGRESS'), stack: text, resourceType: text },
  { ...event(9, text, 'CREATE_FAILED', { reason: text }), stack: text, resourceType: text },
  {
    type: 'settled',
    status: text,
    rootCause: { logicalId: text, resourceType: text, reason: text, remedy: text },
  },
  { type: 'error', code: text, message: text, hint: text },
  { type: 'note', level: 'warn', message: text, detail: [text] },
  { type: 'status', id: text, title: text, status: text, value: text, message: text },
  {
    type: 'dns',
    state: text,
    message: text,
    records: [{ name: text, recordType: text, target: text, zoneId: text }],
  },
  { type: 'result', command: text, outcome: text, exitCode: 5, outputs: { [text]: text } },
];

const marks = (page: string): readonly number[] => [...'<>"'].map((mark) => page.split(mark).length);

describe('the page of a run', () => {
  it('takes nothing that a run says for markup', () =>
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(marks(htmlReport(run(`x${text}</script><img src="x" onerror='y'>`), 'now'))).toEqual(
          marks(htmlReport(run('x'), 'now')),
        );
      }),
      { numRuns: 60 },
    ));

  it('is made of any JSON whatsoever', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.dictionary(
            fc.constantFrom('type', 'at', 'eventAt', 'records', 'status', 'outputs'),
            fc.jsonValue(),
          ),
        ),
        (lines) => {
          expect(htmlReport(lines, 'now')).toMatch(/<\/html>\n$/);
        },
      ),
    ));

  it('allows its own script and style, and nothing from elsewhere', () => {
    const page = htmlReport(run('x'), 'now');
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+';/);
    expect(page).not.toMatch(/(?:src|href)=|url\(|@import| style=| on\w+=/);
  });
});

describe('the waterfall', () => {
  const chain = (lines: readonly ReportLine[]): readonly string[] =>
    (waterfall(lines)?.rows ?? [])
      .filter(({ bars }) => bars.some(({ critical }) => critical))
      .map(({ logicalId }) => logicalId);

  it('leads from what ended last back to what it waited for', () => {
    const lines = [
      event(0, 'demo', 'CREATE_IN_PROGRESS', { resourceType: 'AWS::CloudFormation::Stack', root: true }),
      event(1, 'Role', 'CREATE_IN_PROGRESS'),
      event(1, 'Queue', 'CREATE_IN_PROGRESS'),
      event(30, 'Role', 'CREATE_COMPLETE'),
      event(31, 'Database', 'CREATE_IN_PROGRESS'),
      event(40, 'Queue', 'CREATE_COMPLETE'),
      event(900, 'Database', 'CREATE_COMPLETE'),
      event(901, 'Service', 'CREATE_IN_PROGRESS'),
      event(999, 'Service', 'CREATE_COMPLETE'),
    ];
    expect(chain(lines)).toEqual(['Role', 'Database', 'Service']);
  });

  it('has a bar for each piece of work, failed, undone or not ended', () => {
    const rows = waterfall([
      event(0, 'A', 'CREATE_IN_PROGRESS'),
      event(5, 'A', 'CREATE_FAILED', { reason: 'no' }),
      event(9, 'A', 'DELETE_IN_PROGRESS'),
      event(12, 'A', 'DELETE_COMPLETE'),
      event(13, 'B', 'UPDATE_IN_PROGRESS'),
      event(20, 'B', 'UPDATE_IN_PROGRESS', { reason: 'Requested update required' }),
    ])?.rows;
    expect(rows?.map(({ bars }) => bars.map(({ kind, end }) => `${kind} ${end}`))).toEqual([
      ['create failed', 'delete done'],
      ['update open'],
    ]);
  });

  it('is none without events', () => expect(waterfall([event(0, 'A', 'X'), {}].slice(1))).toBeUndefined());

  it('takes 100,000 events of one moment', () => {
    const lines = Array.from({ length: 100_000 }, (_, number) => event(0, `R${number}`, 'CREATE_COMPLETE'));
    expect(waterfall(lines)?.rows).toHaveLength(100_000);
  });
});
