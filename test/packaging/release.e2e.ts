import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
}
interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly needs?: string | readonly string[];
        readonly steps: readonly Step[];
        readonly permissions?: Readonly<Record<string, string>>;
      }
    >
  >;
}
const workflow = parse(readFileSync('.github/workflows/release.yml', 'utf8')) as Workflow;
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** The built clone of a release: the repository is named, the changelog cut. */
const releasedClone = (): string => {
  const cwd = temporaryFolder();
  const parts = ['.ci', 'dist', 'docs', 'templates', 'package-lock.json', 'README.md', 'LICENSE'];
  for (const part of parts) cpSync(part, path.join(cwd, part), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(cwd, 'node_modules'), 'junction');
  const own = JSON.parse(readFileSync('package.json', 'utf8')) as object;
  const repository = { type: 'git', url: 'git+https://github.com/lab/quilt-install.git' };
  writeFileSync(path.join(cwd, 'package.json'), JSON.stringify({ ...own, repository }));
  writeFileSync(path.join(cwd, 'CHANGELOG.md'), `# Changelog\n\n## ${version}\n\n- Something new.\n`);
  return cwd;
};

/** npm packs as ever, and publishes up to the registry's door; what else would reach the world is only told. */
const programs = (): string => {
  const bin = temporaryFolder();
  const npm = `#!/bin/sh
PATH="\${PATH#*:}"
[ "$1" = pack ] && exec npm "$@"
echo "npm $*"
[ "$1" = publish ] && exec npm "$@" --dry-run --offline 2>&1
exit 0
`;
  writeFileSync(path.join(bin, 'npm'), npm, { mode: 0o755 });
  writeFileSync(path.join(bin, 'gh'), '#!/bin/sh\necho "gh $*"\n', { mode: 0o755 });
  return bin;
};

const bash = (script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
      { cwd, env },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    );
  });

/** @returns what all `run:` steps of the jobs said. @throws at the first that fails, as the workflow would stop */
const run = async (jobs: readonly string[], cwd: string, tag: string): Promise<string> => {
  const env = {
    PATH: `${programs()}:${process.env.PATH}`,
    HOME: temporaryFolder(),
    GITHUB_REPOSITORY: 'lab/quilt-install',
    GITHUB_REF_NAME: tag,
    GH_TOKEN: 'canary-token',
  };
  let output = '';
  for (const step of jobs.flatMap((job) => workflow.jobs[job]?.steps ?? [])) {
    expect(step.run ?? '').not.toContain('${{');
    if (step.run !== undefined) output += await bash(step.run, cwd, env);
  }
  return output;
};

describe('the release workflow', () => {
  let cwd: string;
  let output: string;
  beforeAll(async () => {
    cwd = releasedClone();
    output = await run(['version', 'package', 'publish'], cwd, `v${version}`);
  });

  it('begins with the comparison of versions, which everything else waits for', () => {
    const needs = Object.entries(workflow.jobs).map(([name, job]) => [name, [job.needs ?? []].flat()]);
    expect(needs).toEqual([
      ['version', []],
      ['test', ['version']],
      ['windows', ['version']],
      ['package', ['version', 'test']],
      ['publish', ['package']],
    ]);
  });

  it('stops there at a tag of another version, and at a changelog that was not cut', async () => {
    await expect(run(['version'], cwd, 'v9.9.9')).rejects.toThrow('the tag is v9.9.9');
    const uncut = releasedClone();
    writeFileSync(path.join(uncut, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\n- Something new.\n');
    await expect(run(['version'], uncut, `v${version}`)).rejects.toThrow('CHANGELOG.md has nothing');
  });

  it('publishes the one tarball that it hashed, built without scripts of packages and audited', () => {
    expect(readdirSync(path.join(cwd, 'release')).sort()).toEqual([
      `quilt-install-${version}.tgz`,
      'sbom.cdx.json',
    ]);
    expect(output).toMatch(/^npm ci --ignore-scripts[^\n]*\nnpm run build\nnpm run audit\n/m);
    expect(output).toContain(`npm publish ./release/quilt-install-${version}.tgz --access public\n`);
    expect(output).toContain(`\n+ quilt-install@${version}\n`);
    expect(output).not.toMatch(/npm (warn|error)(?! publish This command requires you to be logged in)/);
    expect(output).not.toContain('canary');
  });

  it('puts tarball, bill of materials and their hashes on a page with the notes', () => {
    const tarball = readFileSync(path.join(cwd, `release/quilt-install-${version}.tgz`));
    const hash = createHash('sha256').update(tarball).digest('hex');
    const sums = readFileSync(path.join(cwd, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(sums[0]).toBe(`${hash}  quilt-install-${version}.tgz`);
    expect(sums).toHaveLength(2);
    expect(output).toContain(`gh release create v${version} --repo lab/quilt-install --verify-tag`);
    expect(output).toContain(`release/quilt-install-${version}.tgz release/sbom.cdx.json SHA256SUMS`);
    expect(readFileSync(path.join(cwd, 'release-notes.md'), 'utf8')).toBe('- Something new.\n');
  });

  it('lets nothing but the publication sign or write', () => {
    const allowed = Object.entries(workflow.jobs).filter(([, job]) => job.permissions !== undefined);
    expect(allowed.map(([name, job]) => [name, job.permissions])).toEqual([
      ['publish', { contents: 'write', 'id-token': 'write' }],
    ]);
  });
});
