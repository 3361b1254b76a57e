import type { TemplateResource, TemplateValue } from '../../../core/template.ts';
import type { ChangeDetail } from '../model/change-set-record.ts';
import { properties } from '../model/scope.ts';
import type { ResourceRecord } from '../model/stack-record.ts';
import { printed, same, type Plain, type Properties } from '../model/values.ts';
import type { Comparison } from './comparison.ts';
import { causesOf } from './property-references.ts';
import { recreationOf } from './replacement.ts';

/** Which properties change and why, as DescribeChangeSet tells it. */
export function propertyDetails(
  comparison: Comparison,
  raw: TemplateResource,
  existing: ResourceRecord,
): readonly ChangeDetail[] {
  const { known, unknown } = properties(raw.properties, comparison.scope);
  const masked = properties(raw.properties, comparison.maskedScope).known;
  const names = new Set([...Object.keys(raw.properties), ...Object.keys(existing.properties)]);
  const shown = JSON.parse(existing.shown) as Properties;
  return [...names].flatMap((name) => {
    const subject: ComparedProperty = {
      name,
      recreation: recreationOf(raw.type, name),
      value: raw.properties[name],
      before: comparison.stack.definition?.template.resources.get(raw.logicalId)?.properties[name],
      ...textsOf(shown[name], masked[name]),
    };
    if (unknown.includes(name)) return waiting(comparison, subject);
    if (same(known[name], existing.properties[name])) return readers(comparison, subject);
    return decided(comparison, subject);
  });
}

interface ComparedProperty {
  readonly name: string;
  readonly recreation: ChangeDetail['recreation'];
  /** As the new template writes it, and the old one. */
  readonly value: TemplateValue | undefined;
  readonly before: TemplateValue | undefined;
  readonly shownBefore?: string;
  readonly shownAfter?: string;
}

const textsOf = (before: Plain | undefined, after: Plain | undefined): Partial<ComparedProperty> => ({
  shownBefore: before === undefined ? undefined : textOf(before),
  shownAfter: after === undefined ? undefined : textOf(after),
});

const textOf = (value: Plain): string => (typeof value === 'string' ? value : printed(value));

const detailOf = (
  subject: ComparedProperty,
  fields: Pick<ChangeDetail, 'evaluation' | 'source'> & { readonly cause?: string },
): ChangeDetail => ({
  attribute: 'Properties',
  name: subject.name,
  recreation: subject.recreation,
  ...fields,
  before: subject.shownBefore,
  after: subject.shownAfter,
});

/** The value differs and is known: changed in the template, or by a parameter it refers to. */
const decided = (
  { stack, definition, conditions }: Comparison,
  subject: ComparedProperty,
): readonly ChangeDetail[] => {
  const direct = (evaluation: ChangeDetail['evaluation']): ChangeDetail =>
    detailOf(subject, { evaluation, source: 'DirectModification' });
  if (!same(subject.value, subject.before)) return [direct('Static')];
  const { names } = causesOf(subject.value ?? null, conditions);
  const previous = stack.definition?.parameters;
  const moved = [...names].filter(
    (name) =>
      definition.parameters.has(name) &&
      !same({ ...definition.parameters.get(name) }, { ...previous?.get(name) }),
  );
  return moved.length === 0
    ? [direct('Static')]
    : [
        ...moved.map((cause) =>
          detailOf(subject, { evaluation: 'Static', source: 'ParameterReference', cause }),
        ),
        direct('Dynamic'),
      ];
};

/** It waits for a resource that is new or will be replaced. */
const waiting = (
  { staying, definition, conditions }: Comparison,
  subject: ComparedProperty,
): readonly ChangeDetail[] => {
  const { names, attributes } = causesOf(subject.value ?? null, conditions);
  const missing = (id: string): boolean => definition.template.resources.has(id) && !staying.has(id);
  const { shownAfter: _, ...unknown } = subject;
  return [
    ...[...names]
      .filter(missing)
      .map((cause) => detailOf(unknown, { evaluation: 'Dynamic', source: 'ResourceReference', cause })),
    ...[...attributes]
      .filter(([id]) => missing(id))
      .map(([, cause]) => detailOf(unknown, { evaluation: 'Dynamic', source: 'ResourceAttribute', cause })),
  ];
};

/** Unchanged so far, but it reads an attribute of something that is modified. */
const readers = (
  { modified, conditions }: Comparison,
  subject: ComparedProperty,
): readonly ChangeDetail[] => {
  if (subject.value === undefined || modified.size === 0) return [];
  const { names, attributes } = causesOf(subject.value, conditions);
  return [
    ...[...names]
      .filter((id) => modified.get(id) === 'Conditional')
      .map((cause) => detailOf(subject, { evaluation: 'Dynamic', source: 'ResourceReference', cause })),
    ...[...attributes]
      .filter(([id]) => modified.has(id))
      .map(([, cause]) => detailOf(subject, { evaluation: 'Dynamic', source: 'ResourceAttribute', cause })),
  ];
};
