// What the bundle carries of others: which packages, under which licences, and their bill of materials.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

const folderOf = (input) => {
  const at = input.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const [first, second] = input.slice(at + 'node_modules/'.length).split('/');
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  return input.slice(0, at) + 'node_modules/' + name;
};

/** The folders of the packages of which something is in the bundle; what was only read is not. */
export const bundledPackages = ({ outputs }) => {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  return [...new Set(inputs.map(folderOf).filter((folder) => folder !== undefined))].sort();
};

/** These ask for their text and notices, and no more. Another one is for a person to read first. */
const allowed = new Set(['Apache-2.0', 'MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);

const licenceText = async (folder) => {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  if (!allowed.has(license)) throw new Error(`${name} ${version} is under ${license}: not on the list`);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const lines = file === undefined ? [] : (await readFile(path.join(folder, file), 'utf8')).split(/\r?\n/);
  const isNotice = (line) => /^\s*copyright (\(c\)|©|\d{4})/i.test(line);
  const notices = lines.filter(isNotice).map((line) => line.trim());
  const text = lines
    .filter((line) => !isNotice(line))
    .join('\n')
    .trim();
  return { title: [`${name} ${version} (${license})`, ...notices].join(', '), text };
};

/** Licences differ in line breaks, in how they call themselves, and in what stands below their terms. */
const wording = (text) =>
  text
    .replace(/END OF TERMS AND CONDITIONS[^]*/, '')
    .replace(/^[^\n]*\blicense\b[^\n]*\n/i, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();

/**
 * Each licence once, below the packages it is of with their copyright lines.
 * @throws where a package is under a licence that is not on the list
 */
export const licences = async (folders) => {
  const groups = new Map();
  for (const licence of await Promise.all(folders.map(licenceText)))
    groups.set(wording(licence.text), [...(groups.get(wording(licence.text)) ?? []), licence]);
  return [...groups.values()]
    .map((group) => `${group.map(({ title }) => title).join('\n')}\n\n${group[0].text}\n`)
    .join(`\n${'-'.repeat(78)}\n\n`);
};

const isVirtual = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:esbuild:input:isVirtual' && value === 'true');

/** What identifies a package and its licence; where its makers keep issues, code and pages doubles the file. */
const identity = ({
  externalReferences: _pages,
  properties: _engines,
  description: _text,
  ...component
}) => ({
  ...component,
  purl: component.purl?.replace(/\?vcs_url=.*$/, ''),
});

/** References are by the hash of a path: enough of it to tell a hundred packages apart. */
const withShortReferences = (bom) =>
  JSON.parse(JSON.stringify(bom).replace(/#([0-9a-f]{12})[0-9a-f]{52}"/g, '#$1"'));

/**
 * CycloneDX of the packages alone: our own product files are modules without a package to the plugin.
 * @throws where it does not name each bundled package once
 */
export const billOfMaterials = (bom, folders) => {
  const own = new Set(bom.components.filter(isVirtual).map((component) => component['bom-ref']));
  const components = bom.components.filter((component) => !isVirtual(component)).map(identity);
  if (components.length !== folders.length)
    throw new Error(`the SBOM names ${components.length} of ${folders.length} bundled packages`);
  const tools = { components: bom.metadata.tools.components.map(identity) };
  const dependencies = bom.dependencies
    .filter(({ ref }) => !own.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn?.filter((on) => !own.has(on)) }));
  return withShortReferences({ ...bom, metadata: { ...bom.metadata, tools }, components, dependencies });
};
