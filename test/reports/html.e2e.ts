import { execFile } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { htmlReport, type ReportLine } from '../../src/reports/index.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** Debian's package `chromium`. */
const browser = '/usr/bin/chromium';

const lines: readonly ReportLine[] = [
  {
    type: 'check',
    id: 'x',
    title: '<script>document.title="owned"</script>',
    status: 'fail',
    message: '<img src=x onerror="document.title=1">',
  },
  ...['CREATE_IN_PROGRESS', 'CREATE_COMPLETE'].map((status, at) => ({
    type: 'stack',
    eventAt: `2026-01-01T00:0${at}:00Z`,
    stack: 'demo',
    logicalId: 'Thing',
    resourceType: 'AWS::Test::Thing',
    status,
  })),
  { type: 'result', command: 'install', outcome: 'succeeded', exitCode: 0 },
];

const opened = async (page: string, ...flags: readonly string[]) => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'page.html');
  writeFileSync(file, page);
  const all = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${folder}`,
    '--enable-logging=stderr',
  ];
  const { stdout, stderr } = await promisify(execFile)(browser, [...all, ...flags, `file://${file}`], {
    maxBuffer: 2 ** 26,
  });
  return { dom: stdout, refused: stderr.split('\n').filter((line) => /Content Security Policy/.test(line)) };
};

// Skipped, and said so by the runner, where there is no browser.
describe.skipIf(!existsSync(browser))('the page in a browser', () => {
  it('runs its own script and style, and none that a run has brought', async () => {
    const { dom, refused } = await opened(htmlReport(lines, 'now'), '--dump-dom');
    expect(dom).toContain('<title>install</title>');
    expect(dom).toContain('<rect class="create critical"');
    expect(refused).toEqual([]);
  });

  it('runs nothing that is put into it later', async () => {
    const page = htmlReport(lines, 'now').replace(
      '</body>',
      '<script>document.title="owned"</script></body>',
    );
    const { dom, refused } = await opened(page, '--dump-dom');
    expect(dom).toContain('<title>install</title>');
    expect(refused).not.toEqual([]);
  });

  it('is printed', async () => {
    const pdf = path.join(temporaryFolder(), 'page.pdf');
    await opened(htmlReport(lines, 'now'), `--print-to-pdf=${pdf}`);
    expect(statSync(pdf).size).toBeGreaterThan(5_000);
  });
});
