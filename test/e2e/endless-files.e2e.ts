import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { eventLines } from '../helpers/event-lines.ts';
import { bareEnv, cli, of, run, type Ran } from './bundle.ts';

const json = ['--output', 'json'];
const rehearsed = ['rehearse', '--speed', 'max'];

/** The bundle as a line of bash starts it, which alone knows `<(…)`. */
const inBash = (line: string): Promise<Pick<Ran, 'code' | 'events' | 'stderr'>> =>
  new Promise((resolve) => {
    const options = { env: { ...bareEnv(), NODE: process.execPath, CLI: cli } };
    const child = execFile('bash', ['-c', line], options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, events: eventLines(stdout), stderr }),
    );
  });

describe.concurrent('a file that never ends', (it) => {
  it.for([
    ['--product', ['status', '--product', '/dev/zero']],
    ['--answers', ['preflight', '--answers', '/dev/zero']],
    ['--template-file', ['install', '--print-answers', '--template-file', '/dev/zero']],
    ['--from', ['report', '--html', 'r.html', '--from', '/dev/zero']],
    ['--answers of a rehearsal', [...rehearsed, '--answers', '/dev/zero', '--', 'preflight']],
    ['--template-file of a rehearsal', [...rehearsed, '--', 'install', '--template-file', '/dev/zero']],
    ['--product of a rehearsal', [...rehearsed, '--', 'install', '--product', '/dev/zero']],
    ['@file:', [...rehearsed, '--', 'install', '--param', 'DBPassword=@file:/dev/zero']],
  ] as const)('as the value of %s ends the command, told by its name', async ([, args], { expect }) => {
    const ran = await run([...args, ...json], { env: { AWS_REGION: 'us-east-1' }, cwd: temporaryFolder() });
    expect([2, 3], ran.stderr + ran.stdout).toContain(ran.code);
    expect(ran.stderr + ran.stdout.replace(/^.*"type":"result".*$/m, '')).toMatch(
      /dev\/zero cannot be read: it goes on after/,
    );
  });

  it('among nested templates is left out', async ({ expect }) => {
    const folder = temporaryFolder();
    const made = await inBash(
      `ln -s /dev/zero ${folder}/endless.yaml && "$NODE" "$CLI" rehearse --speed max --nested-dir ${folder} -- preflight --only aws.region --output json`,
    );
    expect(made.code, made.stderr).toBe(0);
  });
});

describe.concurrent('answers that come through a pipe', (it) => {
  const answers = (): string => {
    const file = path.join(temporaryFolder(), 'answers.yaml');
    writeFileSync(file, 'version: 1\nparameters: { AdminEmail: "piped@example.com", Nonsense: 1 }\n');
    return file;
  };

  it.for([
    ['of a process substitution', (file: string) => `--answers <(cat ${file})`],
    ['of standard input', (file: string) => `--answers /dev/stdin < ${file}`],
    ['of a command before', (file: string) => `--answers /dev/stdin < <(cat ${file})`],
  ] as const)('%s are read, by the rehearsal and by what it rehearses', async ([, from], { expect }) => {
    const ran = await inBash(
      `"$NODE" "$CLI" rehearse --speed max -- install --yes --output json ${from(answers())}`,
    );
    // What only the file says shows that it was read both times.
    expect(of(ran, 'error'), ran.stderr).toEqual(
      expect.arrayContaining([expect.objectContaining({ parameter: 'Nonsense' })]),
    );
    expect(ran.code).toBe(2);
  });

  it('may not name files, for they lie beside none', async ({ expect }) => {
    const ran = await inBash(
      `"$NODE" "$CLI" rehearse --speed max -- install --yes --output json --answers <(printf 'version: 1\\nparameters: { DBPassword: "@file:${path.resolve('package.json')}" }\\n')`,
    );
    const invalid = of(ran, 'error').filter(({ code }) => code === 'reference-invalid');
    expect(invalid, ran.stderr).toMatchObject([{ parameter: 'DBPassword' }]);
  });
});
