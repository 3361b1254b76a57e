import type { PageEvent, PageFinding, PageRow } from '../../core/page-event.ts';
import { clean } from '../text/clean.ts';
import type { Style } from '../text/style.ts';
import { columnsOf, indented, pad } from '../text/wrap.ts';

/** Narrower screens have a group's name on a line of its own, and so have longer names. */
const twoColumns = 70;
const widestName = 20;

const isNeeded = ({ value }: PageRow): boolean => value === undefined;

/** Needs no look: the template's default, the running stack's value, or empty though nobody was asked. */
const isUsual = ({ source, value }: PageRow): boolean =>
  source === 'default' || source === 'stack' || (value === '' && source !== 'asked');

/** Values of one origin share its name: a value is worth a line of its own only where there is more to say. */
const originOf = ({ source, remark, value }: PageRow): string => {
  const said = [source, remark === undefined ? undefined : clean(remark)].filter(
    (part) => part !== undefined,
  );
  return [value === '' ? 'empty' : '', said.join(': ')].filter((part) => part !== '').join(', ');
};

const valueText = ({ label, value = '' }: PageRow, group: string): string => {
  if (value === '') return clean(label);
  return label === group ? clean(value) : `${clean(label)}: ${clean(value)}`;
};

const textsOf = (rows: readonly PageRow[], group: string): readonly string[] => {
  const origins = new Map<string, PageRow[]>();
  for (const row of rows) origins.set(originOf(row), [...(origins.get(originOf(row)) ?? []), row]);
  return [...origins].map(([origin, alike]) => {
    const texts = alike.map((row) => valueText(row, group));
    return `${texts.join('; ')}${origin === '' ? '' : ` (${origin})`}`;
  });
};

const neededLines = (rows: readonly PageRow[], width: number, { paint, symbols }: Style): readonly string[] =>
  rows
    .filter(isNeeded)
    .flatMap((row) => indented(`${symbols.needed} ${clean(row.label)}: needed`, width, 2, 0))
    .map((line) => paint.yellow(line));

/** Each value with its label. */
const wholeRows = ({ label = '', rows }: PageGroup, width: number, style: Style): readonly string[] => {
  const broken = (text: string): readonly string[] => indented(text, width, 2, 0);
  const given = rows.filter((row) => !isNeeded(row));
  return [
    ...neededLines(rows, width, style),
    ...textsOf(
      given.filter((row) => !isUsual(row)),
      label,
    ).flatMap(broken),
    ...textsOf(given.filter(isUsual), label).flatMap((text) =>
      broken(text).map((line) => style.paint.dim(line)),
    ),
  ];
};

const counted = (number: number, one: string, many: string): readonly string[] =>
  number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];

/** How many values are as they usually are; they are shown on request. */
const usualCounts = (rows: readonly PageRow[]): readonly string[] => {
  const empty = rows.filter(({ source }) => source !== 'default' && source !== 'stack').length;
  const kept = rows.filter(({ source }) => source === 'stack').length;
  return [
    ...counted(rows.length - empty - kept, 'at its default', 'at their defaults'),
    ...counted(kept, 'as it is', 'as they are'),
    ...counted(empty, 'empty', 'empty'),
  ];
};

/** What a person has to look at, what it is called left out where its name says it. */
const briefRows = ({ label = '', rows }: PageGroup, width: number, style: Style): readonly string[] => {
  const given = rows.filter((row) => !isNeeded(row));
  const usual = given.filter(isUsual);
  const counts = usual.length === rows.length ? usualCounts(usual) : counted(usual.length, 'more', 'more');
  const texts = [
    ...textsOf(
      given.filter((row) => !isUsual(row)).map((row) => (row.telling ? { ...row, label } : row)),
      label,
    ),
    ...counts,
  ];
  return [
    ...neededLines(rows, width, style),
    ...(texts.length === 0 ? [] : indented(texts.join('; '), width, 2, 0)),
  ];
};

type PageGroup = PageEvent['groups'][number];

const nameOf = ({ label }: PageGroup): string => clean(label ?? 'Other');

type Rows = (group: PageGroup, width: number, style: Style) => readonly string[];

const groupLines = (rows: Rows, group: PageGroup, column: number, style: Style): readonly string[] => {
  const { paint, width } = style;
  const name = nameOf(group);
  if (column === 0) {
    const lines = rows(group, Math.max(20, width - 4), style);
    return [`  ${paint.bold(name)}`, ...lines.map((line) => `    ${line}`)];
  }
  const lines = rows(group, width - column - 4, style);
  const own = columnsOf(name) > column;
  return [
    ...(own ? [`  ${paint.bold(name)}`] : []),
    ...lines.map(
      (line, at) => `  ${at === 0 && !own ? paint.bold(pad(name, column)) : ' '.repeat(column)}  ${line}`,
    ),
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
  return page.findings.some(({ status }) => status === 'fail')
    ? 'Not ready: some values do not agree'
    : ready;
};

/** Groups in which nothing needs a look are one: how many values there are is all to say. */
const withOptions = (groups: readonly PageGroup[]): readonly PageGroup[] => {
  const usual = groups.filter(({ rows }) => rows.every(isUsual));
  if (usual.length < 2) return groups;
  const options = { label: 'Options', rows: usual.flatMap(({ rows }) => rows) };
  return [...groups.filter((group) => !usual.includes(group)), options];
};

/** The values by group, those that need a look in full, then what does not agree. */
export function pageLines(page: PageEvent, style: Style): readonly string[] {
  const groups = page.whole ? page.groups : withOptions(page.groups);
  const names = groups.map((group) => columnsOf(nameOf(group))).filter((width) => width <= widestName);
  const column = style.width < twoColumns ? 0 : Math.max(0, ...names);
  const rows = page.whole ? wholeRows : briefRows;
  return [
    ...(page.partial ? [] : [`  ${style.paint.bold(titleOf(page, style))}`]),
    ...groups.flatMap((group) => groupLines(rows, group, column, style)),
    ...page.findings.flatMap((finding) => findingLines(finding, style)),
  ];
}
