import { XMLBuilder } from 'fast-xml-parser';
import type { CheckResult } from '../core/check.ts';
import { explanation, reportEntry, type ReportEntry } from './report-entry.ts';
import type { ReportMeta } from './meta.ts';

/** Characters XML 1.0 has no way to write, escaped or not. */
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const xml = (text: string): string => text.replace(unwritable, '\uFFFD');

/** A report must be red exactly when the exit code is: doubts count only under `--strict`. */
const isFailed = ({ status, fails }: ReportEntry, { strict }: ReportMeta): boolean =>
  fails || (strict && (status === 'warn' || status === 'unknown'));

const isUnjudged = ({ status }: ReportEntry): boolean =>
  status === 'unknown' || status === 'skipped' || status === 'ignored';

const isSkipped = (entry: ReportEntry, meta: ReportMeta): boolean =>
  isUnjudged(entry) && !isFailed(entry, meta);

const entryText = ({ status, message, fix }: ReportEntry): string =>
  [status, message, fix].filter((part) => part !== '').join('\n');

const caseOf = (entry: ReportEntry, meta: ReportMeta): object => ({
  '@classname': xml(`preflight.${entry.category}`),
  '@name': xml(`${entry.id}: ${entry.title}`),
  '@time': '0',
  ...(isFailed(entry, meta)
    ? {
        failure: {
          '@message': xml(entry.message === '' ? entry.title : entry.message),
          '@type': entry.status,
          '#text': xml(`${explanation(entry)}\nSee ${entry.docs}`),
        },
      }
    : {}),
  ...(isSkipped(entry, meta) ? { skipped: { '@message': xml(entry.message) } } : {}),
  'system-out': xml(entryText(entry)),
});

const counted = (entries: readonly ReportEntry[], meta: ReportMeta): object => ({
  '@tests': entries.length,
  '@failures': entries.filter((entry) => isFailed(entry, meta)).length,
  '@errors': 0,
  '@skipped': entries.filter((entry) => isSkipped(entry, meta)).length,
  '@time': '0',
});

const property = (name: string, value: string): object => ({ '@name': name, '@value': xml(value) });

const suiteOf = (category: string, entries: readonly ReportEntry[], meta: ReportMeta): object => ({
  '@name': xml(category),
  '@timestamp': new Date(meta.at).toISOString().slice(0, 19),
  ...counted(entries, meta),
  properties: {
    property: [
      property('stack', meta.stackName),
      property('region', meta.region),
      ...(meta.account === undefined ? [] : [property('account', meta.account)]),
    ],
  },
  testcase: entries.map((entry) => caseOf(entry, meta)),
});

/** JUnit XML, one suite per category, for whatever shows test results. */
export function junit(results: readonly CheckResult[], meta: ReportMeta): string {
  const entries = results.map(reportEntry);
  const categories = [...new Set(entries.map(({ category }) => category))];
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'quilt-install preflight',
      ...counted(entries, meta),
      testsuite: categories.map((category) =>
        suiteOf(
          category,
          entries.filter((entry) => entry.category === category),
          meta,
        ),
      ),
    },
  });
}
