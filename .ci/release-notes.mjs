// `node .ci/release-notes.mjs TAG` prints the CHANGELOG's section of that version, for the release's page.
// It fails, and with it the release, where tag, package.json, package-lock.json and CHANGELOG are not of one version,
// or package.json does not name the repository, which npm compares with where a trusted publication comes from.
import { readFileSync } from 'node:fs';

const tag = process.argv[2] ?? '';
const read = (file) => readFileSync(file, 'utf8');
const { version, repository } = JSON.parse(read('package.json'));
const headings = [...read('CHANGELOG.md').matchAll(/^## (.+)$/gm)];
const at = headings.findIndex(([, title]) => title.split(' ')[0] === version);
const notes = at < 0 ? '' : read('CHANGELOG.md').slice(headings[at].index, headings[at + 1]?.index);
const lines = notes.split('\n').slice(1).join('\n').trim();
const locked = JSON.parse(read('package-lock.json')).version;
const from = process.env.GITHUB_REPOSITORY;

const faults = [
  ...(tag === `v${version}` ? [] : [`the tag is ${tag}, package.json says ${version}: tag v${version}`]),
  ...(locked === version ? [] : [`package-lock.json says ${locked}: npm install --package-lock-only`]),
  ...(lines === '' ? [`CHANGELOG.md has nothing under "## ${version}"`] : []),
  ...(repository?.url?.endsWith(`github.com/${from}.git`)
    ? []
    : [`package.json's "repository" is not ${from}: npm would refuse the provenance`]),
];
for (const fault of faults) console.error(`Not released: ${fault}.`);
if (faults.length > 0) process.exit(1);
console.log(lines);
