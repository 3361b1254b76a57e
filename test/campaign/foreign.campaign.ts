// The foreign templates: what becomes of every "good" template among cfn-lint's test fixtures. They are fetched by pip
// when it runs (FOREIGN_TEMPLATES: a folder that holds them already). What does not complete is listed with its reason.
import { expect, it } from 'vitest';
import { endOf, goodTemplates, withForeignTemplates, type ForeignEnd } from './foreign.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Refusals that AWS makes in the same words, or that only what the account holds decides. */
const rightly = [
  /has no Resources/,
  /is no section of a CloudFormation template/,
  /No transform named/,
  /is not a valid S3 Uri|Missing required property 'CodeUri'|'ImageUri' must be set|'DefinitionUri' property must/,
  /Serverless Application Repository/,
  /TemplateURL must be a supported URL|S3 error: /,
  /rule \w+ is not satisfied/,
  /Unsupported expression for \w+ in resource/,
  /Policy must be text/,
  /is a YAML alias/,
  /is not a valid password/,
  // Made-up ranges and the template's own placeholder.
  /Fn::Cidr needs an address range/,
  /XXX\.XXX/,
  /"!" is not a function/,
  /FindInMap finds nothing at (myMap|Buckets)\./,
  /Fn::Equals needs two values/,
  /but there is no such/,
  /The specified value for roleName is invalid/,
  /The CIDR '127\.0\.0\.1\/32' is invalid/,
  // Newer than the functions whose answers are known here.
  /unsupported function: Fn::GetStackOutput/,
];

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
  expect(complete.length).toBeGreaterThan(40);
  expect(others.filter(({ reason }) => !rightly.some((pattern) => pattern.test(reason)))).toEqual([]);
});

const endsIn = async (folder: string): Promise<readonly ForeignEnd[]> => {
  const ends: ForeignEnd[] = [];
  for (const file of goodTemplates(folder)) ends.push(await endOf(file));
  return ends;
};
