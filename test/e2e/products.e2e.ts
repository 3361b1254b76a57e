import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const cli = path.resolve('dist/cli.js');
let folder = '';
let guide = '';

const blocks = (language: string): readonly string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );

/** The guide's own command, with more words at its end. */
const command = (...more: readonly string[]): readonly string[] => [
  ...(blocks('sh')[0] ?? '').trim().split(' ').slice(1),
  ...more,
];

const run = (argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [cli, ...argv], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

beforeAll(async () => {
  guide = await readFile('docs/guides/products.md', 'utf8');
  folder = await mkdtemp(path.join(tmpdir(), 'products-'));
  const [template = '', product = ''] = blocks('yaml');
  await writeFile(path.join(folder, 'acme-template.yaml'), template);
  await writeFile(path.join(folder, 'acme.yaml'), product);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the guide to products', () => {
  it('installs what is not Quilt', async () => {
    const { code, stdout, stderr } = await run(command());
    expect(stderr).toContain('stack acme');
    expect(stdout).toContain('https://www.data.example.com');
    expect(stderr).toMatch(/aws s3 sync pages s3:\/\/acme-files-\w+ --region us-east-1/);
    expect(`${stdout}${stderr}`.replace(/quilt-install/g, '')).not.toMatch(/quilt|catalog/i);
    expect(code).toBe(0);
  });

  it('tells programs of the checks that nobody needs here, and people not', async () => {
    const json = await run(command('--output', 'json'));
    const events = json.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id?: string; status?: string; type: string; exitCode?: number });
    expect(events.find(({ id }) => id === 'cloudtrail.capacity')).toMatchObject({
      status: 'skipped',
      unneeded: true,
    });
    expect(events.at(-1)).toMatchObject({ type: 'result', exitCode: 0 });
    expect((await run(command())).stderr).not.toContain('CloudTrail');
  });
});

describe('a product that is named', () => {
  it('is refused where the rehearsal and its command name different ones', async () => {
    const { code, stderr } = await run(command('--product', 'quilt'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/for product \.\/acme\.yaml, the command in it for quilt/);
  });

  it('is used, with a warning, where it does not recognise the template', async () => {
    const { stderr } = await run(
      command('--plan-only').map((word) => (word === './acme.yaml' ? 'quilt' : word)),
    );
    expect(stderr).toMatch(/does not look like Quilt \(product quilt, named by --product\)/);
  });

  it('tells which name of its file the template has in another spelling', async () => {
    const misspelt = blocks('yaml')[1]?.replace('!Ref SiteHost]', '!Ref SiteHots]') ?? '';
    await writeFile(path.join(folder, 'misspelt.yaml'), misspelt);
    const { stderr } = await run(
      command('--plan-only').map((word) => (word === './acme.yaml' ? './misspelt.yaml' : word)),
    );
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      'names parameter SiteHots, which the template does not have. Did you mean SiteHost?',
    );
  });

  it('is used without a warning where it is for any template', async () => {
    const { stderr } = await run(
      command('--plan-only').map((word) => (word === './acme.yaml' ? 'generic' : word)),
    );
    expect(stderr).toContain('stack generic');
    expect(stderr).not.toMatch(/does not look like/);
  });

  it('is refused with its line where the file is wrong', async () => {
    await writeFile(path.join(folder, 'wrong.yaml'), 'version: 1\nid: acme\ntitel: Acme\n');
    const { code, stderr } = await run(['rehearse', '--product', 'wrong.yaml', '--', 'preflight']);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(
      /wrong\.yaml, line 3: titel is not known here\. Did you mean "title"\?/,
    );
  });

  it('is generic for a template that nothing recognises', async () => {
    const { stdout, stderr } = await run(
      command()
        .filter((word) => word !== '--product' && word !== './acme.yaml')
        .map((word) => (word === 'install' ? 'preflight' : word)),
    );
    expect(`${stdout}${stderr}`).toContain('stack generic');
    expect(stdout.replace(/quilt-install/g, '')).not.toMatch(/quilt|catalog/i);
  });
});
