import type { TemplateValue } from '../../core/template.ts';
import type { Mapping } from '../document/section.ts';

const ruleFunctions = [
  'Ref',
  'Condition',
  'Fn::And',
  'Fn::Contains',
  'Fn::EachMemberEquals',
  'Fn::EachMemberIn',
  'Fn::Equals',
  'Fn::If',
  'Fn::Not',
  'Fn::Or',
  'Fn::RefAll',
  'Fn::ValueOf',
  'Fn::ValueOfAll',
] as const;

/**
 * The call of a mapping with one entry, as `['Fn::Equals', […]]`: rule functions, and the two that only look like ones.
 * Rules have a vocabulary of their own: `Fn::ValueOf` is nothing elsewhere, `Fn::Join` nothing here.
 */
export function ruleFunctionOf(value: Mapping): readonly [string, TemplateValue] | undefined {
  const [entry, another] = Object.entries(value);
  if (entry === undefined || another !== undefined) return undefined;
  return ruleFunctions.some((name) => name === entry[0]) ? entry : undefined;
}
