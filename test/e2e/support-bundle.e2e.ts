import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectedAccount, type InspectedAccount } from './account.ts';
import { run, type Ran } from './bundle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const folder = temporaryFolder();
const template = `
Parameters: { Password: { Type: String, NoEcho: true } }
Resources:
  Queue: { Type: AWS::SQS::Queue }
`;
/** Outputs and descriptions are written by whoever made the template, secrets among them. */
const leaky = `
Parameters: { Password: { Type: String, NoEcho: true }, Pairing: { Type: String } }
Resources:
  Topic: { Type: AWS::SNS::Topic }
Outputs:
  Database: { Value: !Sub 'postgres://root:\${Password}@db.example.com/quilt' }
  Echoed: { Value: !Ref Password }
  Report: { Value: 'https://bucket.example.com/a?X-Amz-Signature=canary0signature0of0url&x=1' }
  Paired: { Value: !Sub 'with \${Pairing}' }
  Plain: { Value: 'kept for support' }
`;
const canaries = {
  password: 'canary-Password-1',
  token: 'canary.token.value',
  pem: 'MIIcanaryPEMbody',
  noEcho: 'canary-NoEcho-1',
  signature: 'canary0signature0of0url',
  referenced: 'canary-Referenced-1',
};
const reason = [
  `refused: password=${canaries.password}; session_token: ${canaries.token},`,
  `key -----BEGIN PRIVATE KEY----- ${canaries.pem} -----END PRIVATE KEY----- was not read`,
].join(' ');

/** Every file of an archive, by its name. */
const extracted = (archive: string): ReadonlyMap<string, string> => {
  const to = temporaryFolder();
  const tar = spawnSync('tar', ['-xzf', archive, '-C', to], { encoding: 'utf8' });
  expect(tar.status, tar.stderr).toBe(0);
  const [inside = ''] = readdirSync(to);
  const names = readdirSync(path.join(to, inside));
  return new Map(names.map((name) => [name, readFileSync(path.join(to, inside, name), 'utf8')]));
};

describe('a support bundle', () => {
  let aws: InspectedAccount;
  let generated: string;

  const install = (...more: readonly string[]): Promise<Ran> => {
    const file = path.join(folder, 'template.yaml');
    writeFileSync(file, template);
    const flags = ['--stack-name', 'quilt', '--yes', '--dns', 'none', '--output', 'json'];
    return run(['install', '--template-file', file, ...flags, ...more], { env: aws.env });
  };
  const diagnose = (...more: readonly string[]): Promise<Ran> =>
    run(['diagnose', '--yes', ...more], { env: aws.env });

  beforeAll(async () => {
    aws = await inspectedAccount('max', { fail: [`Queue=${reason}`] });
    const { state, cloudformation, region } = aws;
    cloudformation.seed({
      stackName: 'leaky',
      template: leaky,
      parameters: { Password: canaries.noEcho, Pairing: canaries.referenced },
      minutesAgo: 60,
    });
    const ran = await install('--param', 'Password=@generate');
    expect(ran.code, ran.stdout + ran.stderr).toBe(5);
    generated = [...state.secrets.values()].find(({ name }) => name.endsWith('/Password'))?.value ?? '';
    expect(generated.length).toBeGreaterThan(7);
    const at = Date.now() - 60_000;
    const lines = [`connecting as root with ${generated}`, `password=${canaries.password}`, 'all is well'];
    state.logGroups.set('quilt', {
      region,
      name: 'quilt',
      arn: 'arn:aws:logs:us-east-1:123456789012:log-group:quilt',
      createdAt: at,
      events: lines.map((message, n) => ({ stream: 's', at: at + n, message, id: String(n) })),
    });
  });
  afterAll(() => aws.close());

  const secretsIn = (files: ReadonlyMap<string, string>): readonly string[] =>
    [...Object.values(canaries), generated].filter((secret) =>
      [...files.values()].some((text) => text.includes(secret)),
    );

  it('holds what support asks for first, and no secret, wherever it was echoed', async () => {
    const archive = path.join(folder, 'failed.tar.gz');
    const ran = await diagnose('--bundle', archive, '--include-logs');
    expect(ran.code, ran.stderr).toBe(0);
    const files = extracted(archive);
    expect([...files.keys()].sort()).toEqual(
      ['drift', 'events', 'identity', 'outputs', 'parameters', 'preflight', 'resources', 'stack', 'versions']
        .map((name) => `${name}.json`)
        .concat('logs.txt')
        .sort(),
    );
    expect(secretsIn(files)).toEqual([]);
    expect(files.get('events.json')).toMatch(/refused: password=\*{4}/);
    expect(files.get('logs.txt')).toMatch(/connecting as root with \*{4}\n[^]*all is well/);
    expect(JSON.parse(files.get('parameters.json') ?? '')).toEqual({});
    expect(JSON.parse(files.get('identity.json') ?? '')).toMatchObject({
      account: '123456789012',
      region: 'us-east-1',
    });
    expect(JSON.parse(files.get('versions.json') ?? '')).toMatchObject({
      'quilt-install': expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      runtime: `node ${process.version} ${process.platform} ${process.arch}`,
    });
    // What the person was shown before it was written is what is in it.
    for (const name of files.keys()) expect(ran.stderr).toContain(`${name} (`);
    // The very words on the screen are redacted too.
    expect(ran.stdout + ran.stderr).not.toContain(generated);
  });

  it('leaves the logs out unless they are asked for', async () => {
    const archive = path.join(folder, 'without.tar.gz');
    expect((await diagnose('--bundle', archive)).code).toBe(0);
    expect([...extracted(archive).keys()]).not.toContain('logs.txt');
  });

  it('takes secrets, and what came by reference, out of outputs and parameters, and keeps the rest of them', async () => {
    const archive = path.join(folder, 'leaky.tar.gz');
    const answers = path.join(folder, 'answers.yaml');
    writeFileSync(answers, 'version: 1\nparameters: { Pairing: "@env:PAIRING" }\n');
    const ran = await diagnose('--stack-name', 'leaky', '--bundle', archive, '--answers', answers);
    expect(ran.code, ran.stderr).toBe(0);
    const files = extracted(archive);
    expect(secretsIn(files)).toEqual([]);
    expect(files.get('outputs.json')).toMatch(/kept for support/);
    expect(JSON.parse(files.get('outputs.json') ?? '')).toMatchObject({ Database: '****', Echoed: '****' });
  });

  it('is readable by its owner alone, and never written over a file or without leave', async () => {
    const archive = path.join(folder, 'mode.tar.gz');
    expect((await diagnose('--bundle', archive)).code).toBe(0);
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    const before = readFileSync(archive);
    const again = await diagnose('--bundle', archive);
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/is there already/);
    expect(readFileSync(archive).equals(before)).toBe(true);

    const unwritten = path.join(folder, 'no-leave');
    mkdirSync(unwritten);
    const asked = await run(['diagnose', '--bundle', path.join(unwritten, 'x.tar.gz')], { env: aws.env });
    expect(asked.code).toBe(2);
    expect(readdirSync(unwritten)).toEqual([]);
  });
});
