import { stringify } from 'yaml';
import type { AnswersParameter, Source } from '../../core/parameter.ts';
import type { Template } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import type { AnswersFields } from './from-values.ts';
import { formatAnswers } from './write.ts';

const heading = [
  'Fill in what has no value, then: --answers FILE. What is commented out has a value already.',
  'A secret is a reference: @secretsmanager:ID, @env:NAME, @file:PATH, @ssm:NAME or @generate.',
];

/** Sources whose values need not be in the file. */
const known: Partial<Readonly<Record<Source, string>>> = {
  default: 'the default stands',
  derived: 'follows from the others',
  stack: 'the stack keeps it',
};

/** The file's text; `--answers` reads it as it is. @param above comments that stand first, a line each */
export function formatSkeleton(
  fields: AnswersFields,
  { groups }: Pick<Template, 'groups'>,
  parameters: readonly AnswersParameter[],
  above: readonly string[] = [],
): string {
  const head = formatAnswers({ version: 1, ...fields, parameters: new Map() }, [...above, ...heading]);
  const groupOf = (key: string): string =>
    shortText(groups.find((group) => group.parameters.includes(key))?.label ?? '', 120);
  let last = '';
  const lines = parameters.flatMap((parameter) => {
    const group = groupOf(parameter.key);
    const title = group === last || group === '' ? [] : [`# ---- ${group} ----`, ''];
    last = group;
    return [...title, ...parameterLines(parameter), ''];
  });
  return [`${head}parameters:`, ...lines.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

const parameterLines = (parameter: AnswersParameter): readonly string[] => {
  const { key, label, rule, source, value, proposal, example } = parameter;
  const note = source === undefined ? undefined : known[source];
  const about = [[label, rule].filter((part) => part !== undefined).join(': '), note && `(${note})`]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  const written = value === undefined ? `${key}:` : `${key}: ${scalar(value)}`;
  return [
    ...(about === '' ? [] : [`# ${shortText(about, 400)}`]),
    ...(value === undefined ? suggestion(proposal, example) : []),
    note === undefined ? written : `# ${written}`,
  ];
};

const suggestion = (proposal: string | undefined, example: string | undefined): readonly string[] => {
  if (proposal !== undefined) return [`# in this account: ${shortText(proposal, 400)}`];
  return example === undefined ? [] : [`# for example: ${shortText(example, 400)}`];
};

/** On one line, quoted where YAML would read something else; JSON's quoting is YAML's too. */
const scalar = (value: string): string => {
  const text = stringify(value, { lineWidth: 0 }).trimEnd();
  return text.includes('\n') ? JSON.stringify(value) : text;
};
