#!/usr/bin/env node
/**
 * Writes src/rehearsal/cloudformation/planning/resource-types.json from AWS's own service specification: a line for
 * each resource type, with what CloudFormation replaces, requires, allows and offers. Run it after the dev dependency
 * @aws-cdk/aws-service-spec moved; the result is committed. With --check nothing is written: it fails when the
 * committed table is not what the specification says. Neither needs a network.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const target = 'src/rehearsal/cloudformation/planning/resource-types.json';

/** Words of a line are parted by spaces and its fields by tabs, so neither may be in them. */
const words = (list) => {
  const stray = list.find((word) => /[\s"\\]/.test(word));
  if (stray !== undefined) throw new Error(`"${stray}" does not fit into a line`);
  return list.join(' ');
};

const replaced = { yes: '!', maybe: '?' };
/** `Name*!=a|b`: required, replaced when changed (`?` perhaps), one of these values. */
const property = ([name, { type, required, causesReplacement }]) => {
  const allowed = (type.allowedValues ?? []).map(String);
  const fits = allowed.length > 0 && allowed.every((value) => /^[^\s"|\\]+$/.test(value));
  const marks = `${required === true ? '*' : ''}${replaced[causesReplacement] ?? ''}`;
  return `${name}${marks}${fits ? `=${allowed.join('|')}` : ''}`;
};

const shapes = { array: '[]', integer: '#', number: '#', boolean: '~', ref: '{}', map: '{}', json: '{}' };
/** `Name[]`: a list; `#` a number, `~` a boolean, `{}` a structure. */
const attribute = ([name, { type }]) => `${name}${shapes[type.type] ?? ''}`;

const sorted = (entries) => Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));

/** Region and account are the common middle of an ARN; `@` stands for them. */
const arnOf = ({ arnTemplate }) =>
  (arnTemplate ?? '')
    .replace('arn:${Partition}:', '')
    .replace(':${Region}:${Account}:', '@')
    .replace(/\s/g, '');

/** No resource needs tags, whatever the specification says of one type. */
const untagged = ({ properties, tagInformation }) => {
  const name = tagInformation?.tagPropertyName;
  return name === undefined
    ? properties
    : { ...properties, [name]: { ...properties[name], required: false } };
};

const line = (resource) =>
  [
    words(sorted(untagged(resource)).map(property)),
    words(sorted(resource.attributes).map(attribute)),
    words(resource.primaryIdentifier ?? []),
    words(resource.cfnRefIdentifier ?? []),
    resource.tagInformation?.tagPropertyName ?? '',
    arnOf(resource),
  ]
    .join('\t')
    .trimEnd();

const types = loadAwsServiceSpecSync()
  .all('resource')
  .filter(({ cloudFormationTransform }) => cloudFormationTransform === undefined)
  .map((resource) => [resource.cloudFormationType, line(resource)])
  .sort(([a], [b]) => (a < b ? -1 : 1));
const text = `${JSON.stringify({ types: Object.fromEntries(types) }, null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(`${target} is not what the specification says; run .ci/generate-replacement.mjs\n`);
  process.exitCode = 1;
}
