// The foreign templates: what becomes of every "good" template among cfn-lint's test fixtures. They are fetched by pip
// when it runs (FOREIGN_TEMPLATES: a folder that holds them already). What does not complete is listed with its reason.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tableOf, tableRow, updating, writeTable } from '../manual/pages.ts';
import { endOf, goodTemplates, withForeignTemplates, type ForeignEnd } from './foreign.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Why AWS refuses a template too, and the words by which it is known. */
const refusals: readonly (readonly [why: string, words: RegExp])[] = [
  [
    'no template that CloudFormation takes: no `Resources`, an unknown section, a YAML alias, a policy that is no text, a reference to nothing',
    /has no Resources|is no section of a CloudFormation template|is a YAML alias|Policy must be text|but there is no such/,
  ],
  [
    'a stack, a nested template or an included file that is not there',
    /asks for output "\w+" of stack|TemplateURL must be a supported URL|S3 error: /,
  ],
  ['a module that nobody has registered in the account', /Unrecognized resource types: \[\S+::MODULE\]/],
  [
    "a macro of somebody's own, or the Serverless Application Repository",
    /No transform named|Serverless Application Repository/,
  ],
  [
    'a value: a password, a role name, an address range',
    /is not a valid password|specified value for roleName is invalid|XXX\.XXX|The CIDR '127\.0\.0\.1\/32' is invalid/,
  ],
  [
    'a function that finds nothing or does not fit: a key no map has, parts larger than the range, a condition on `AWS::NoValue`',
    /Fn::Cidr needs an address range|Unsupported expression for \w+ in resource|Unable to get mapping for myMap::|Fn::Equals needs two values/,
  ],
];

const whyRefused = ({ reason }: ForeignEnd): string =>
  refusals.find(([, words]) => words.test(reason))?.[0] ?? 'a reason of ours';

it('brings every good template of cfn-lint to its end, or refuses it as AWS does', async ({ skip }) => {
  const given = process.env['FOREIGN_TEMPLATES'];
  const ends = given === undefined ? await withForeignTemplates(endsIn) : await endsIn(given);
  if ('missing' in ends) {
    say(`No foreign templates: pip could not fetch cfn-lint's source distribution (${ends.missing}).`);
    return skip();
  }
  const complete = ends.filter(({ end }) => end === 'complete');
  const others = ends.filter(({ end }) => end !== 'complete');
  for (const { name, reason } of others) say(`${name}: ${reason.slice(0, 200)}`);
  say(`${complete.length} of ${ends.length} complete`);
  expect(others.filter((other) => whyRefused(other) === 'a reason of ours')).toEqual([]);
  const rows = refusals.map(([why]) =>
    tableRow([String(others.filter((other) => whyRefused(other) === why).length), why]),
  );
  const page = 'guides/rehearsing.md';
  const head = '| Refused | Why |';
  if (updating) writeTable(page, head, rows);
  expect(tableOf(page, head)).toEqual(rows);
  expect(readFileSync(`docs/${page}`, 'utf8')).toContain(`${complete.length} come to their end`);
});

const endsIn = async (folder: string): Promise<readonly ForeignEnd[]> => {
  const ends: ForeignEnd[] = [];
  for (const file of goodTemplates(folder)) ends.push(await endOf(file));
  return ends;
};
