import type { PageEvent, PageFinding, PageRow } from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import type { Style } from '../text/style.ts';
import { columnsOf, indented, pad } from '../text/wrap.ts';

/** Narrower screens have a group's name on a line of its own. */
const twoColumns = 70;
const widestName = 20;

const isNeeded = ({ value }: PageRow): boolean => value === undefined;

/** Needs no look: the template's default, the running stack's value, or empty because nothing asks for it. */
const isUsual = ({ source, value }: PageRow): boolean =>
  source === 'default' || source === 'stack' || (source === 'derived' && value === '');

const inBrackets = ({ source, remark }: PageRow): string => {
  const said = [source, remark === undefined ? undefined : clean(remark)].filter((part) => part !== undefined);
  return said.length === 0 ? '' : ` (${said.join(': ')})`;
};

const rowText = (row: PageRow, { symbols }: Style): string => {
  const label = clean(row.label);
  if (row.value === undefined) return `${symbols.needed} ${label}: needed`;
  return `${label}: ${row.value === '' ? '(empty)' : clean(row.value)}${inBrackets(row)}`;
};

const valueBeside = ({ label, value = '' }: PageRow): string =>
  [clean(label), clean(value)].filter((part) => part !== '').join(' ');

const usualTexts = (rows: readonly PageRow[]): readonly string[] => {
  const kinds = new Map<string, PageRow[]>();
  for (const row of rows) {
    const kind = [row.value === '' ? 'empty' : '', row.source ?? ''].filter((part) => part !== '').join(', ');
    kinds.set(kind, [...(kinds.get(kind) ?? []), row]);
  }
  return [...kinds].map(([kind, alike]) => `${alike.map(valueBeside).join(', ')} (${kind})`);
};

const painted = (row: PageRow, lines: readonly string[], { paint }: Style): readonly string[] =>
  isNeeded(row) ? lines.map((line) => paint.yellow(line)) : lines;

const groupRows = (rows: readonly PageRow[], width: number, style: Style): readonly string[] => [
  ...rows
    .filter((row) => !isUsual(row))
    .flatMap((row) => painted(row, indented(rowText(row, style), width, 2, 0), style)),
  ...usualTexts(rows.filter(isUsual)).flatMap((text) =>
    indented(text, width, 2, 0).map((line) => style.paint.dim(line)),
  ),
];

type Group = PageEvent['groups'][number];

const nameOf = ({ label }: Group): string => clean(label ?? 'Other');

const groupLines = (group: Group, column: number, style: Style): readonly string[] => {
  const { paint, width } = style;
  const name = nameOf(group);
  if (column === 0) {
    const lines = groupRows(group.rows, Math.max(20, width - 4), style);
    return [`  ${paint.bold(name)}`, ...lines.map((line) => `    ${line}`)];
  }
  const lines = groupRows(group.rows, width - column - 4, style);
  const own = columnsOf(name) > column;
  return [
    ...(own ? [`  ${paint.bold(name)}`] : []),
    ...lines.map((line, at) => `  ${at === 0 && !own ? paint.bold(pad(name, column)) : ' '.repeat(column)}  ${line}`),
  ];
};

const findingLines = (finding: PageFinding, { paint, symbols, width }: Style): readonly string[] => {
  const mark = finding.status === 'fail' ? paint.red(symbols.fail) : paint.yellow(symbols.warn);
  const about = finding.labels.length === 0 ? '' : `${finding.labels.map(clean).join(', ')}: `;
  const [first = '', ...rest] = indented(`${about}${clean(finding.message)}`, width, 4, 0);
  return [
    `  ${mark} ${first}`,
    ...rest,
    ...(finding.fix === undefined ? [] : indented(clean(finding.fix), width, 4)),
  ];
};

const titleOf = (page: PageEvent, { symbols }: Style): string => {
  const ready = page.kind === 'create' ? 'Ready to install' : 'Ready to upgrade';
  const open = page.groups.some(({ rows }) => rows.some(isNeeded));
  if (open) return `${ready}, except for what is marked ${symbols.needed}`;
  return page.findings.some(({ status }) => status === 'fail') ? 'Not ready: some values do not agree' : ready;
};

/** Every value under its group, what is usual in few lines, then what does not agree. */
export function pageLines(page: PageEvent, style: Style): readonly string[] {
  const named = Math.max(0, ...page.groups.map((group) => columnsOf(nameOf(group))));
  const column = style.width < twoColumns ? 0 : Math.min(widestName, named);
  return [
    ...(page.partial ? [] : [`  ${style.paint.bold(titleOf(page, style))}`]),
    ...page.groups.flatMap((group) => groupLines(group, column, style)),
    ...page.findings.flatMap((finding) => findingLines(finding, style)),
  ];
}
