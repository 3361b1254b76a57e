import type { PlanEvent, PlanGroup } from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import type { Style } from '../text/style.ts';
import { columnsOf, indented, pad } from '../text/wrap.ts';

const titles: Readonly<Record<PlanGroup['purpose'], string>> = {
  data: 'Data',
  compute: 'Compute',
  network: 'Network',
  permissions: 'Permissions',
  other: 'Other',
};

/** As many names as one line holds; the number says how many there are. */
const fitting = (parts: readonly string[], width: number): string => {
  const shown: string[] = [];
  for (const part of parts.map(clean)) {
    if (columnsOf([...shown, part].join(', ')) > width && shown.length > 0) break;
    shown.push(part);
  }
  return shown.join(', ');
};

/** What the resources are for, how many, and the pieces people know by name. */
export function groupLines({ groups = [] }: PlanEvent, { width }: Style): readonly string[] {
  const digits = Math.max(0, ...groups.map(({ resources }) => String(resources).length));
  return groups.flatMap(({ purpose, resources, parts }) => {
    const names = fitting(parts, Math.max(10, width - 19 - digits));
    const [first = '', ...rest] = indented(names, width, 19 + digits, 0);
    const number = String(resources).padStart(digits);
    return [`    ${pad(titles[purpose], 11)}  ${number}  ${first}`.trimEnd(), ...rest];
  });
}
