import type { TemplateValue } from '../../core/template.ts';

/** Short forms whose long form is `Fn::` and the same name. */
const functions = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetAtt',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'RefAll',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
  'ValueOf',
  'ValueOfAll',
];
const longForms: ReadonlyMap<string, string> = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...functions.map((name): [string, string] => [`!${name}`, `Fn::${name}`]),
]);

/** `!Sub` → `Fn::Sub`; undefined for a tag CloudFormation does not know. */
export const longFormOf = (tag: string): string | undefined => longForms.get(tag);

/** `!GetAtt A.B.C` names resource `A` and attribute `B.C`; only the first dot parts them. */
export function argumentOf(longForm: string, value: TemplateValue): TemplateValue {
  if (longForm !== 'Fn::GetAtt' || typeof value !== 'string') return value;
  const dot = value.indexOf('.');
  return dot === -1 ? [value] : [value.slice(0, dot), value.slice(dot + 1)];
}
