import type { Template, TemplateValue } from '../../../core/template.ts';
import { getAttOf } from '../../../template/intrinsics/intrinsic.ts';

type Lists = ReadonlyMap<string, number>;

/** More items than this are not made up, whatever position a template asks for. */
const longest = 1000;

const counted = new WeakMap<Template, Lists>();

/**
 * Attributes that the template reads as lists, as `Id.Name`, and how many items it needs: what shape a custom resource
 * answers in only its function knows, and how it is read gives it away.
 */
export function readAsLists(template: Template): Lists {
  const known = counted.get(template);
  if (known !== undefined) return known;
  const lists = new Map<string, number>();
  for (const { properties } of template.resources.values()) visit(properties, lists);
  for (const { value } of template.outputs.values()) visit(value, lists);
  counted.set(template, lists);
  return lists;
}

const visit = (value: TemplateValue, lists: Map<string, number>): void => {
  if (value === null || typeof value !== 'object') return;
  for (const [name, argument] of Object.entries(value) as readonly [string, TemplateValue][]) {
    if (name === 'Fn::Join') count(argument, () => 1, lists);
    if (name === 'Fn::Select') count(argument, (position) => Number(position) + 1, lists);
    visit(argument, lists);
  }
};

const count = (
  argument: TemplateValue,
  needed: (first: TemplateValue) => number,
  lists: Map<string, number>,
): void => {
  const [first = null, list] = Array.isArray(argument) ? (argument as readonly TemplateValue[]) : [];
  const [name, target] = Object.entries(list ?? {})[0] ?? [];
  const found = name === 'Fn::GetAtt' ? getAttOf(target as TemplateValue) : undefined;
  if (typeof found?.attribute !== 'string') return;
  const key = `${found.id}.${found.attribute}`;
  lists.set(key, Math.max(lists.get(key) ?? 1, Math.min(needed(first) || 1, longest)));
};
