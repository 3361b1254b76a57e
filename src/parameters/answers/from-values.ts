import type { ParameterKey, Value } from '../../core/parameter.ts';
import type { AnsweredTemplate, Answers } from './answers.ts';
import { escapeLiteral } from '../references/reference.ts';
import type { ResolvedValues } from '../types.ts';

/** Everything but the parameters, as this run had it. */
export type AnswersFields = Omit<Answers, 'version' | 'parameters' | 'folder'>;

/** Sources that a later run finds again by itself; written down they would hide a better default. */
const found: readonly Value['source'][] = ['derived', 'default'];

const written = (value: Value, reference: string | undefined): string | undefined => {
  if (found.includes(value.source)) return undefined;
  if (reference !== undefined) return reference;
  if (!value.secret) return escapeLiteral(value.value);
  // A secret is a reference or empty; one that the running stack keeps is neither known nor needed.
  return value.value === '' && value.usePrevious === undefined ? '' : undefined;
};

/** The query of a presigned URL opens the object to whoever reads it. */
const withoutSignature = (url: string): string => {
  const [address = '', query = ''] = url.split('?', 2);
  return /(^|&)(X-Amz-(Signature|Credential|Security-Token)|Signature)=/i.test(query) ? address : url;
};

const cleanTemplate = (template: AnsweredTemplate): AnsweredTemplate =>
  template.url === undefined ? template : { ...template, url: withoutSignature(template.url) };

/** The answers that repeat this run: no secret is among them. */
export function answersFrom(
  fields: AnswersFields,
  resolved: Pick<ResolvedValues, 'values' | 'references'>,
): Answers {
  const parameters = new Map<ParameterKey, string>();
  for (const [key, value] of resolved.values) {
    const text = written(value, resolved.references.get(key));
    if (text !== undefined) parameters.set(key, text);
  }
  const { template, ...rest } = fields;
  return {
    version: 1,
    ...rest,
    template: template === undefined ? undefined : cleanTemplate(template),
    parameters,
  };
}
