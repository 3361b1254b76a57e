import type { CheckResult, CheckStatus } from '../core/check.ts';
import { reportEntry, isProblem, type ReportEntry } from './report-entry.ts';
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
const escapeMarkdown = (text: string): string =>
  text
    // A line end would begin whatever the rest of the text looks like.
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|~&#$@!]/g, entity)
    .replace(/^([-+=]|\d+[.)])/, (start) => entity(start) + start.slice(1));

const problem = (entry: ReportEntry): readonly string[] => [
  `- ${marks[entry.status]} **${escapeMarkdown(entry.title)}** (\`${entry.id}\`)${entry.message === '' ? '' : `: ${escapeMarkdown(entry.message)}`}`,
  ...(entry.fix === '' ? [] : [`  - ${escapeMarkdown(entry.fix)}`]),
  `  - More: \`${entry.docs}\``,
];

const row = (entry: ReportEntry): string =>
  `| ${marks[entry.status]} ${entry.status} | \`${entry.id}\` | ${escapeMarkdown(entry.title)} | ${escapeMarkdown(entry.message)} |`;

const about = ({ stackName, account, region, at }: ReportMeta): string =>
  [
    `Stack **${escapeMarkdown(stackName)}**`,
    ...(account === undefined ? [] : [`account ${escapeMarkdown(account)}`]),
    escapeMarkdown(region),
    `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ].join(' · ');

const table = (entries: readonly ReportEntry[]): readonly string[] => [
  '<details><summary>All checks</summary>',
  '',
  '| Result | Check | Healthy state | Found |',
  '|---|---|---|---|',
  ...entries.map(row),
  '',
  '</details>',
];

/** For a job's summary page, a ticket or a pull request: the problems first, all checks folded away. */
export function markdown(results: readonly CheckResult[], meta: ReportMeta): string {
  const entries = results.map(reportEntry);
  const problems = entries.filter(isProblem);
  return [
    `## ${escapeMarkdown(meta.product)} preflight: ${summaryLine(results)}`,
    '',
    about(meta),
    '',
    ...(problems.length === 0 ? ['Nothing stands in the way.'] : problems.flatMap(problem)),
    '',
    ...table(entries),
    '',
  ].join('\n');
}
