import type { CheckResult, CheckStatus } from '../core/check.ts';
import { findingOf, isProblem, type Finding } from './report-entry.ts';
import type { ReportMeta } from './meta.ts';
import { summaryLine } from './summary.ts';

const marks: Readonly<Record<CheckStatus, string>> = {
  pass: '✅',
  fail: '❌',
  warn: '⚠️',
  unknown: '❔',
  skipped: '⏭️',
  ignored: '🙈',
};

const entity = (character: string): string => `&#${character.charCodeAt(0)};`;

/**
 * Text as Markdown shows it, whatever a name holds: no markup, no HTML, no mention, no table cell is begun or
 * ended by it. Entities work in cells and paragraphs alike, backslashes do not everywhere.
 */
export const escapeMarkdown = (text: string): string =>
  text
    // A line end would begin whatever the rest of the text looks like.
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|~&#$@!]/g, entity)
    .replace(/^([-+=]|\d+[.)])/, (start) => entity(start) + start.slice(1));

const problem = (finding: Finding): readonly string[] => [
  `- ${marks[finding.status]} **${escapeMarkdown(finding.title)}** (\`${finding.id}\`)${finding.message === '' ? '' : `: ${escapeMarkdown(finding.message)}`}`,
  ...(finding.fix === '' ? [] : [`  - ${escapeMarkdown(finding.fix)}`]),
  `  - More: \`${finding.docs}\``,
];

const row = (finding: Finding): string =>
  `| ${marks[finding.status]} ${finding.status} | \`${finding.id}\` | ${escapeMarkdown(finding.title)} | ${escapeMarkdown(finding.message)} |`;

const about = ({ stackName, account, region, at }: ReportMeta): string =>
  [
    `Stack **${escapeMarkdown(stackName)}**`,
    ...(account === undefined ? [] : [`account ${escapeMarkdown(account)}`]),
    escapeMarkdown(region),
    `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ].join(' · ');

const table = (findings: readonly Finding[]): readonly string[] => [
  '<details><summary>All checks</summary>',
  '',
  '| Result | Check | Healthy state | Found |',
  '|---|---|---|---|',
  ...findings.map(row),
  '',
  '</details>',
];

/** For a job's summary page, a ticket or a pull request: the problems first, all checks folded away. */
export const markdown = (results: readonly CheckResult[], meta: ReportMeta): string => {
  const findings = results.map(findingOf);
  const problems = findings.filter(isProblem);
  return [
    `## ${escapeMarkdown(meta.product)} preflight: ${summaryLine(results)}`,
    '',
    about(meta),
    '',
    ...(problems.length === 0 ? ['Nothing stands in the way.'] : problems.flatMap(problem)),
    '',
    ...table(findings),
    '',
  ].join('\n');
};
