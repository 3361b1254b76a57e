import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

interface Ran {
  readonly code: number;
  readonly output: string;
}

const node = (
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...args], options, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1,
        output: stdout + stderr,
      }),
    );
  });

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly 'bom-ref': string;
  readonly licenses?: readonly { readonly license: { readonly id: string } }[];
}
const bom = JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8')) as {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
};
const nameOf = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);

describe('the bill of materials', () => {
  it('names the packages whose licences are shipped, each with version, licence and address', () => {
    const licences = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8');
    const shipped = [...licences.matchAll(/^(\S+) (\d+\.\d+\.\d+\S*) \(([\w.-]+)\)/gm)].map((m) =>
      m.slice(1, 4),
    );
    const listed = bom.components.map((one) => [nameOf(one), one.version, one.licenses?.[0]?.license.id]);
    expect(listed.map(String).sort()).toEqual(shipped.map(String).sort());
    for (const one of bom.components) expect(one.purl).toMatch(/^pkg:npm\/(%40[\w-]+\/)?[\w.-]+@[\w.-]+$/);
  });

  it('tells what depends on what by references that it explains', () => {
    expect(bom.bomFormat).toBe('CycloneDX');
    const known = new Set([bom.metadata.component, ...bom.components].map((one) => one['bom-ref']));
    expect(known.size).toBe(bom.components.length + 1);
    for (const { ref, dependsOn = [] } of bom.dependencies)
      for (const one of [ref, ...dependsOn]) expect(known).toContain(one);
  });

  it('is what the standard says that it is', () => {
    const schema = (name: string): object =>
      JSON.parse(
        readFileSync(
          `node_modules/@cyclonedx/cyclonedx-library/res/schema/${name}.SNAPSHOT.schema.json`,
          'utf8',
        ),
      ) as object;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    // Its parts name one another by their files.
    for (const part of ['spdx', 'jsf-0.82', 'cryptography-defs'])
      ajv.addSchema({ ...schema(part), $id: `http://cyclonedx.org/schema/${part}.SNAPSHOT.schema.json` });
    const validate = ajv.compile(schema('bom-1.6'));
    expect([validate(bom), validate.errors]).toEqual([true, null]);
  });

  it.each([
    ['MIT', 0],
    ['GPL-3.0-only', 1],
    ['SEE LICENSE IN eula.txt', 1],
    [undefined, 1],
  ])('is not made of a package under %s: exit code %i', async (license, code) => {
    const folder = temporaryFolder();
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: 'one', version: '1.0.0', license }),
    );
    const thirdParty = pathToFileURL(path.resolve('third-party.mjs')).href;
    const script = `const { licences } = await import('${thirdParty}'); await licences([${JSON.stringify(folder)}]);`;
    const ran = await node(['--input-type=module', '--eval', script]);
    expect([ran.code, ran.output]).toEqual([
      code,
      code === 0 ? '' : expect.stringContaining(`one 1.0.0 is under ${license}: not on the list`),
    ]);
  });

  it('is not made where it lacks a bundled package', async () => {
    const thirdParty = pathToFileURL(path.resolve('third-party.mjs')).href;
    const script = `
      const { billOfMaterials } = await import('${thirdParty}');
      const { readFileSync } = await import('node:fs');
      billOfMaterials(JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8')), Array(${bom.components.length + 1}));`;
    const ran = await node(['--input-type=module', '--eval', script]);
    expect(ran.code).toBe(1);
    expect(ran.output).toContain(
      `names ${bom.components.length} of ${bom.components.length + 1} bundled packages`,
    );
  });
});

describe('npm run audit', () => {
  const audited = (answer: unknown): Promise<Ran> => {
    const file = path.join(temporaryFolder(), 'answer.json');
    writeFileSync(file, JSON.stringify(answer));
    return node(['.ci/audit.mjs', file]);
  };
  /** In the shape of npm 10's `npm audit --json`: a bundled package, a tool of the tests, and what merely uses one. */
  const recorded = readFileSync('test/packaging/audit-answer.json', 'utf8');

  it('tells of the bundled package alone, and fails', async () => {
    const ran = await audited(JSON.parse(recorded));
    expect(ran.output.split('\n').slice(0, -2)).toEqual([
      expect.stringMatching(/^yaml@\S+: high: Deep nesting exhausts the stack \(https:\/\/\S+\)$/),
    ]);
    expect(ran.output).toContain('npm audit names 3 packages in all');
    expect(ran.code).toBe(1);
  });

  it('passes where only what builds and tests is concerned', async () => {
    const answer = JSON.parse(recorded) as { readonly vulnerabilities: Readonly<Record<string, unknown>> };
    const { yaml: _yaml, ...others } = answer.vulnerabilities;
    const ran = await audited({ ...answer, vulnerabilities: others });
    expect([ran.code, ran.output]).toEqual([0, expect.stringMatching(/^0 known vulnerabilities/)]);
  });

  it('is no pass where the registry gives no answer', async () => {
    const ran = await audited({ message: '405 Method Not Allowed', error: { summary: '', detail: '' } });
    expect([ran.code, ran.output]).toEqual([2, 'npm audit gave no answer: 405 Method Not Allowed\n']);
  });
});

describe("a release's notes", () => {
  const repository = { type: 'git', url: 'git+https://github.com/lab/quilt-install.git' };
  const released = (
    tag: string,
    {
      version = '1.2.0',
      locked = '1.2.0',
      changelog = '## 1.2.0 (2026-12-01)',
      more = { repository } as object,
    },
  ): Promise<Ran> => {
    const cwd = temporaryFolder();
    writeFileSync(path.join(cwd, 'package.json'), JSON.stringify({ version, ...more }));
    writeFileSync(path.join(cwd, 'package-lock.json'), JSON.stringify({ version: locked }));
    const text = `# Changelog\n\n${changelog}\n\n- Something new.\n\n## 1.1.0\n\n- Something old.\n`;
    writeFileSync(path.join(cwd, 'CHANGELOG.md'), text);
    mkdirSync(path.join(cwd, '.ci'));
    cpSync('.ci/release-notes.mjs', path.join(cwd, '.ci/release-notes.mjs'));
    const env = { ...process.env, GITHUB_REPOSITORY: 'lab/quilt-install' };
    return node(['.ci/release-notes.mjs', tag], { cwd, env });
  };

  it('are what the changelog says of the version', async () =>
    expect(await released('v1.2.0', {})).toEqual({ code: 0, output: '- Something new.\n' }));

  it.each([
    ['a tag of another version', 'v1.2.1', {}, 'the tag is v1.2.1, package.json says 1.2.0'],
    ['a tag without its v', '1.2.0', {}, 'tag v1.2.0'],
    ['a lock file left behind', 'v1.2.0', { locked: '1.1.0' }, 'package-lock.json says 1.1.0'],
    ['a changelog not yet cut', 'v1.2.0', { changelog: '## Unreleased' }, 'has nothing under "## 1.2.0"'],
    ['no repository', 'v1.2.0', { more: {} }, '"repository" is not lab/quilt-install'],
  ])('are refused with %s', async (_, tag, given, fault) => {
    const ran = await released(tag, given);
    expect([ran.code, ran.output]).toEqual([1, expect.stringContaining(fault)]);
  });
});
