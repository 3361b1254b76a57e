// Known vulnerabilities of what the bundle carries: `npm audit`, without the tools that only build and test it.
// `node .ci/audit.mjs [ANSWER]` reads a recorded answer of `npm audit --json` in place of the registry's. Exit code 1
// where a bundled package is concerned, 2 where there is no answer. Build first: the SBOM says what is bundled.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

const asked = () => {
  const npm = spawnSync('npm', ['audit', '--json'], {
    cwd: root,
    encoding: 'utf8',
    shell: path.sep === '\\',
  });
  return npm.stdout;
};

/** The answer's own shape: one entry a package, `nodes` its folders, `via` the advisories or the packages they come from. */
const advisoriesOf = ({ via }) => via.filter((entry) => typeof entry === 'object');

const findings = (answer) => {
  const bundled = new Set(
    read('dist/sbom.cdx.json').components.map(
      ({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name}@${version}`,
    ),
  );
  const installed = read('package-lock.json').packages;
  return Object.values(answer.vulnerabilities).flatMap((package_) => {
    const versions = package_.nodes.map((node) => `${package_.name}@${installed[node]?.version}`);
    const hit = versions.find((version) => bundled.has(version));
    return hit === undefined
      ? []
      : advisoriesOf(package_).map(({ severity, title, url }) => `${hit}: ${severity}: ${title} (${url})`);
  });
};

const file = process.argv[2];
const text = file === undefined ? asked() : readFileSync(file, 'utf8');
const answer = JSON.parse(text === '' ? '{}' : text);
if (answer.vulnerabilities === undefined) {
  console.error(`npm audit gave no answer: ${answer.message ?? answer.error?.summary ?? 'nothing was said'}`);
  process.exit(2);
}
const found = findings(answer);
for (const line of found) console.log(line);
const others = Object.keys(answer.vulnerabilities).length;
console.log(
  `${found.length} known vulnerabilities in what is bundled; npm audit names ${others} packages in all.`,
);
process.exitCode = found.length === 0 ? 0 : 1;
