import { XMLBuilder } from 'fast-xml-parser';
import type { CheckResult } from '../core/check.ts';
import { explanation, findingOf, type Finding } from './report-entry.ts';
import type { ReportMeta } from './meta.ts';

/** Characters XML 1.0 has no way to write, escaped or not. */
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const xml = (text: string): string => text.replace(unwritable, '\uFFFD');

/** A report must be red exactly when the exit code is: doubts count only under `--strict`. */
const isFailed = ({ status }: Finding, { strict }: ReportMeta): boolean =>
  status === 'fail' || (strict && (status === 'warn' || status === 'unknown'));

const isUnjudged = ({ status }: Finding): boolean =>
  status === 'unknown' || status === 'skipped' || status === 'ignored';

const isSkipped = (finding: Finding, meta: ReportMeta): boolean =>
  isUnjudged(finding) && !isFailed(finding, meta);

const said = ({ status, message, fix }: Finding): string =>
  [status, message, fix].filter((part) => part !== '').join('\n');

const caseOf = (finding: Finding, meta: ReportMeta): object => ({
  '@classname': xml(`preflight.${finding.category}`),
  '@name': xml(`${finding.id}: ${finding.title}`),
  '@time': '0',
  ...(isFailed(finding, meta)
    ? {
        failure: {
          '@message': xml(finding.message === '' ? finding.title : finding.message),
          '@type': finding.status,
          '#text': xml(`${explanation(finding)}\nSee ${finding.docs}`),
        },
      }
    : {}),
  ...(isSkipped(finding, meta) ? { skipped: { '@message': xml(finding.message) } } : {}),
  'system-out': xml(said(finding)),
});

const counted = (findings: readonly Finding[], meta: ReportMeta): object => ({
  '@tests': findings.length,
  '@failures': findings.filter((finding) => isFailed(finding, meta)).length,
  '@errors': 0,
  '@skipped': findings.filter((finding) => isSkipped(finding, meta)).length,
  '@time': '0',
});

const property = (name: string, value: string): object => ({ '@name': name, '@value': xml(value) });

const suiteOf = (category: string, findings: readonly Finding[], meta: ReportMeta): object => ({
  '@name': xml(category),
  '@timestamp': new Date(meta.at).toISOString().slice(0, 19),
  ...counted(findings, meta),
  properties: {
    property: [
      property('stack', meta.stackName),
      property('region', meta.region),
      ...(meta.account === undefined ? [] : [property('account', meta.account)]),
    ],
  },
  testcase: findings.map((finding) => caseOf(finding, meta)),
});

/** JUnit XML, one suite per category, for whatever shows test results. */
export const junit = (results: readonly CheckResult[], meta: ReportMeta): string => {
  const findings = results.map(findingOf);
  const categories = [...new Set(findings.map(({ category }) => category))];
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
      ...counted(findings, meta),
      testsuite: categories.map((category) =>
        suiteOf(
          category,
          findings.filter((finding) => finding.category === category),
          meta,
        ),
      ),
    },
  });
};
