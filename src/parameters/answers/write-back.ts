import { isMap, isScalar, parseDocument, Scalar } from 'yaml';
import type { ParameterKey, Source } from '../../core/parameter.ts';
import type { ResolvedValues } from '../types.ts';
import type { Answers } from './answers.ts';
import { answersFrom } from './from-values.ts';

/** Sources of values that came up in the conversation. */
const conversation: readonly Source[] = ['asked', 'generated', 'detected'];

/** What an answers file would say otherwise after this run: as it is written, secrets as references. */
export function changedAnswers(
  { parameters }: Pick<Answers, 'parameters'>,
  resolved: Pick<ResolvedValues, 'values' | 'references'>,
): ReadonlyMap<ParameterKey, string> {
  const now = answersFrom(
    { tags: new Map(), notificationArns: [], buckets: [], ignore: [] },
    resolved,
  ).parameters;
  return new Map(
    [...now].flatMap(([key, text]) => {
      const source = resolved.values.get(key)?.source;
      const isNew = source !== undefined && conversation.includes(source) && text !== parameters.get(key);
      return text !== undefined && isNew ? [[key, text] as const] : [];
    }),
  );
}

/**
 * The file's text with these parameters in it; comments, order and all else stay.
 * @returns undefined for a file of another shape, which others write
 */
export function withParameters(text: string, changes: ReadonlyMap<ParameterKey, string>): string | undefined {
  // As it is read: every scalar is a text.
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { schema: 'failsafe', logLevel: 'error' });
  if (!isMap(document.contents) || document.errors.length > 0) return undefined;
  if (!document.has('parameters') && !document.has('version')) return undefined;
  if (!isMap(document.get('parameters'))) document.set('parameters', document.createNode({}));
  for (const [key, value] of changes) {
    const node = document.getIn(['parameters', key], true);
    // A scalar that is there is kept, and with it the comment behind it.
    const scalar = isScalar(node) ? node : new Scalar(value);
    scalar.value = value;
    scalar.type = Scalar.QUOTE_DOUBLE;
    document.setIn(['parameters', key], scalar);
  }
  return document.toString({ lineWidth: 0 });
}
