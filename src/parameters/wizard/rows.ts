import type { PageEvent, PageRow } from '../../core/page-event.ts';
import { shown, type ParameterKey, type Value } from '../../core/parameter.ts';
import type { TemplateParameter } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { pickerOf } from '../enrichment.ts';
import type { PickList } from '../pickers/picker.ts';
import { itemsOf, readType } from '../rules/parameter-type.ts';
import type { ResolvePorts } from '../types.ts';
import { questionOf } from '../wording.ts';
import { picked } from './propose.ts';
import type { ReviewState } from './state.ts';

/** Longer values are cut; the answers file and the plan have them whole. */
const longest = 200;

const pickOf = async (
  state: ReviewState,
  parameter: TemplateParameter,
  ports: ResolvePorts,
): Promise<PickList | undefined> => {
  if (pickerOf(state.context.product, parameter) === undefined) return undefined;
  const result = await picked(state, parameter, ports);
  return result.kind === 'pick' ? result.pick : undefined;
};

/** The name of a thing, and its id beside it where another is called the same. */
const nameOf = (id: string, pick: PickList | undefined): string => {
  const short = pick?.choices.find(({ value }) => value === id)?.short ?? id;
  const alike = pick?.choices.filter((choice) => choice.short === short) ?? [];
  return alike.length > 1 ? `${short} (${id})` : short;
};

/** Every one of the things is known by the account. */
const isNamed = (parameter: TemplateParameter, { value }: Value, pick: PickList | undefined): boolean =>
  value !== '' &&
  pick !== undefined &&
  itemsOf(readType(parameter.type), value).every((item) =>
    pick.choices.some((choice) => choice.value === item),
  );

/** Ids as people know them, where the account tells. */
const textOf = (parameter: TemplateParameter, value: Value, pick: PickList | undefined): string => {
  if (value.secret) return value.value === '' && !value.usePrevious ? '' : shown(value);
  const items = itemsOf(readType(parameter.type), value.value);
  return shortText(items.map((item) => nameOf(item, pick)).join(', '), longest);
};

const rowOf = async (
  state: ReviewState,
  parameter: TemplateParameter,
  ports: ResolvePorts,
): Promise<PageRow> => {
  const { key } = parameter;
  const label = questionOf(parameter);
  const value = state.values.get(key);
  if (value === undefined || state.isWanted(key)) return { key, label };
  const pick = await pickOf(state, parameter, ports);
  return {
    key,
    label,
    value: textOf(parameter, value, pick),
    source: value.source,
    remark: value.source === 'detected' ? pick?.because : undefined,
    ...(isNamed(parameter, value, pick) ? { telling: true as const } : {}),
  };
};

/** All values, by the template's own groups; parameters in none come last. */
export async function groupsOf(state: ReviewState, ports: ResolvePorts): Promise<PageEvent['groups']> {
  const rows = new Map<ParameterKey, PageRow>();
  await Promise.all(
    state.order.map(async (parameter) => rows.set(parameter.key, await rowOf(state, parameter, ports))),
  );
  const placed = new Set<ParameterKey>();
  return state.context.template.groups.flatMap(({ label, parameters }) => {
    const own = parameters.flatMap((key) => (placed.has(key) ? [] : (rows.get(key) ?? [])));
    for (const key of parameters) placed.add(key);
    return own.length === 0 ? [] : [{ label: shortText(label ?? '', 80) || undefined, rows: own }];
  });
}

/** A line of the list of what can be changed. */
export function rowLine({ label, value = 'needed', source }: PageRow): string {
  const text = value === '' ? '(empty)' : shortText(value, 60);
  return `${label}: ${text}${source === undefined ? '' : `  (${source})`}`;
}
