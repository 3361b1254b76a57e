import type { PageEvent, PageFinding, PageRow } from '../../core/page-event.ts';
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

const groupRows = ({ label = '', rows }: Group, width: number, style: Style): readonly string[] => {
  const { paint, symbols } = style;
  const broken = (text: string): readonly string[] => indented(text, width, 2, 0);
  const settled = rows.filter((row) => !isNeeded(row));
  return [
    ...rows
      .filter(isNeeded)
      .flatMap((row) =>
        broken(`${symbols.needed} ${clean(row.label)}: needed`).map((line) => paint.yellow(line)),
      ),
    ...textsOf(
      settled.filter((row) => !isUsual(row)),
      label,
    ).flatMap(broken),
    ...textsOf(settled.filter(isUsual), label).flatMap((text) => broken(text).map((line) => paint.dim(line))),
  ];
};

type Group = PageEvent['groups'][number];

const nameOf = ({ label }: Group): string => clean(label ?? 'Other');

const groupLines = (group: Group, column: number, style: Style): readonly string[] => {
  const { paint, width } = style;
  const name = nameOf(group);
  if (column === 0) {
    const lines = groupRows(group, Math.max(20, width - 4), style);
    return [`  ${paint.bold(name)}`, ...lines.map((line) => `    ${line}`)];
  }
  const lines = groupRows(group, width - column - 4, style);
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
