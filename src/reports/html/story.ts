import { text, type Line } from './fields.ts';

/** The lines of a run by what they tell, the last word on each thing. */
export interface Story {
  readonly header: Line;
  readonly result: Line;
  readonly plan: Line | undefined;
  readonly settled: Line | undefined;
  readonly dns: Line | undefined;
  readonly checks: readonly Line[];
  readonly parameters: readonly Line[];
  readonly states: readonly Line[];
  readonly errors: readonly Line[];
  readonly notes: readonly Line[];
  readonly events: readonly Line[];
  /** ISO times of the first and the last line, where they have any. */
  readonly began: string;
  readonly ended: string;
}

/** With several targets in one file each of their lines names its own. */
const targetOf = ({ target }: Line): string =>
  typeof target === 'object' && target !== null && 'name' in target ? text(target.name) : '';

/** A check that was looked at again, a value that was changed: the last word stands where the first one did. */
const latest = (found: readonly Line[], key: 'id' | 'key'): readonly Line[] => [
  ...new Map(found.map((line) => [`${targetOf(line)}/${text(line[key])}`, line])).values(),
];

/** NDJSON events in the order in which they were said → what a report tells. Unknown kinds are passed over. */
export function story(all: readonly Line[]): Story {
  const of = (type: string): readonly Line[] => all.filter((line) => line['type'] === type);
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
