import { isMap, isScalar, isSeq } from 'yaml';
import { shortText } from '../../core/text.ts';
import { escapeLiteral } from '../references/reference.ts';
import type { Answers } from './answers.ts';
import type { AnswersText } from './node.ts';

/*
 * The parameter files of AWS's own tools: the AWS CLI's `[{ParameterKey, ParameterValue}]` and `["Key=Value"]`
 * (`deploy --parameter-overrides file://…`), and the template configuration `{Parameters, Tags}` of CodePipeline.
 * In all of them a value is what it is: one that begins with `@` is no reference.
 */

const sections = ['Parameters', 'Tags'];
const shapes =
  'A list holds {ParameterKey, ParameterValue} or "Key=Value"; a mapping holds Parameters and Tags, or is an answers file.';

/** By its shape alone: a list, or the capitalised sections that no answers file has. */
export const isParameterFile = ({ root }: AnswersText): boolean =>
  isSeq(root) ||
  (isMap(root) && root.items.some(({ key }) => isScalar(key) && sections.includes(String(key.value))));

type Pairs = readonly (readonly [key: string, value: string | undefined])[];

/** What the file holds as answers; its faults gather in `file`. */
export function readParameterFile(file: AnswersText): Answers {
  const fields = isSeq(file.root)
    ? new Map<string, unknown>([['Parameters', file.root]])
    : new Map(file.entries(file.root, 'a parameter file', sections));
  const [parameters, tags] = [fields.get('Parameters'), fields.get('Tags')];
  return {
    version: 1,
    parameters: new Map(
      parameterPairs(file, parameters).map(([key, value]) => [
        key,
        value === undefined ? undefined : escapeLiteral(value),
      ]),
    ),
    tags: new Map(tagPairs(file, tags).map(([key, value]) => [key, value ?? ''])),
    notificationArns: [],
    buckets: [],
    ignore: [],
  };
}

const parameterPairs = (file: AnswersText, node: unknown): Pairs =>
  isSeq(node)
    ? listed(file, node.items, (item) => (isMap(item) ? parameterEntry(file, item) : assignment(file, item)))
    : plainPairs(file, node, 'Parameters');

const tagPairs = (file: AnswersText, node: unknown): Pairs =>
  isSeq(node)
    ? listed(file, node.items, (item) => {
        const fields = new Map(file.entries(item, 'a tag', ['Key', 'Value']));
        return keyed(file, item, fields, ['Key', 'Value']);
      })
    : plainPairs(file, node, 'Tags');

const plainPairs = (file: AnswersText, node: unknown, name: string): Pairs =>
  file.entries(node, name).map(([key, value]) => [key, file.text(value, shortText(key))]);

/** A list may name a key twice where a mapping cannot. */
const listed = (
  file: AnswersText,
  items: readonly unknown[],
  read: (item: unknown) => Pairs[number] | undefined,
): Pairs => {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const pair = read(item);
    if (pair === undefined) return [];
    if (seen.has(pair[0]))
      file.fault(item, `"${shortText(pair[0])}" is given twice`, 'Leave one of them out.');
    seen.add(pair[0]);
    return [pair];
  });
};

/** What `describe-stacks` and the CLI's skeletons write beside the value; `ResolvedValue` is AWS's to say. */
const entryKeys = ['ParameterKey', 'ParameterValue', 'UsePreviousValue', 'ResolvedValue'];

const parameterEntry = (file: AnswersText, item: unknown): Pairs[number] | undefined => {
  const fields = new Map(file.entries(item, 'a parameter', entryKeys));
  const previous = file.text(fields.get('UsePreviousValue'), 'UsePreviousValue');
  if (previous !== undefined && !['true', 'false'].includes(previous))
    file.fault(fields.get('UsePreviousValue'), '"UsePreviousValue" must be true or false');
  const pair = keyed(file, item, fields, ['ParameterKey', 'ParameterValue']);
  if (pair === undefined || previous !== 'true') return pair;
  if (pair[1] !== undefined && pair[1] !== '')
    file.fault(
      item,
      `"${shortText(pair[0])}" has a value and UsePreviousValue too`,
      'CloudFormation takes one of them.',
    );
  // Not given: an update then keeps the stack's value, and a creation goes by the default.
  return [pair[0], undefined];
};

const keyed = (
  file: AnswersText,
  item: unknown,
  fields: ReadonlyMap<string, unknown>,
  [keyName, valueName]: readonly [string, string],
): Pairs[number] | undefined => {
  const key = file.text(fields.get(keyName), keyName);
  if (key !== undefined && key !== '') return [key, file.text(fields.get(valueName), valueName)];
  file.fault(item, `an entry has no ${keyName}`, shapes);
  return undefined;
};

const assignment = (file: AnswersText, item: unknown): Pairs[number] | undefined => {
  const text = isScalar(item) ? String(item.value) : '';
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  // Without "=" the text may be a secret by mistake: it is not repeated.
  file.fault(item, 'an entry is neither a parameter nor "Key=Value"', shapes);
  return undefined;
};
