import { text, type ReportLine } from './fields.ts';

/** The lines of a run by what they tell, the last word on each thing. */
export interface ReportStory {
  readonly header: ReportLine;
  readonly result: ReportLine;
  readonly plan: ReportLine | undefined;
  readonly settled: ReportLine | undefined;
  readonly dns: ReportLine | undefined;
  readonly checks: readonly ReportLine[];
  readonly parameters: readonly ReportLine[];
  readonly states: readonly ReportLine[];
  readonly errors: readonly ReportLine[];
  readonly notes: readonly ReportLine[];
  readonly events: readonly ReportLine[];
  /** ISO times of the first and the last line, where they have any. */
  readonly began: string;
  readonly ended: string;
}

/** With several targets in one file each of their lines names its own. */
const targetOf = ({ target }: ReportLine): string =>
  typeof target === 'object' && target !== null && 'name' in target ? text(target.name) : '';

/** A check that was looked at again, a value that was changed: the last word stands where the first one did. */
const latest = (found: readonly ReportLine[], key: 'id' | 'key'): readonly ReportLine[] => [
  ...new Map(found.map((line) => [`${targetOf(line)}/${text(line[key])}`, line])).values(),
];

/** NDJSON events in the order in which they were said → what a report tells. Unknown kinds are passed over. */
export function story(all: readonly ReportLine[]): ReportStory {
  const of = (type: string): readonly ReportLine[] => all.filter((line) => line['type'] === type);
  const at = all.map((line) => text(line['at'])).filter((when) => when !== '');
  return {
    header: of('header').at(-1) ?? {},
    result: of('result').at(-1) ?? {},
    plan: of('plan').at(-1),
    settled: of('settled').at(-1),
    dns: of('dns').at(-1),
    checks: latest(of('check'), 'id'),
    parameters: latest(of('parameter'), 'key'),
    states: latest(of('status'), 'id'),
    errors: of('error'),
    notes: of('note').filter(({ level }) => level === 'warn'),
    events: of('stack'),
    began: at[0] ?? '',
    ended: at.at(-1) ?? '',
  };
}
