import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { of, run, serve, type Ran } from './bundle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** Bad input ends in one clear sentence and the right code, with nothing created. */
const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
const answers = 'templates/rehearsal/answers/ready.yaml';
const template = ['--template-file', 'templates/quilt.yaml'];

describe('refused before AWS is asked', () => {
  it.each([
    [['--tempalte-url', 'x'], 'flag-unknown', '--template-url'],
    [['instal'], 'command-unknown', 'install'],
    [
      ['upgrade', '--template-url', 'https://b.s3.amazonaws.com/t', '--template-file', 'x'],
      'flags-conflict',
      '--template-url',
    ],
    [['preflight', '--wait', 'soon'], 'flag-invalid', '90s'],
    [['preflight', '--only', 's3.buckets'], 'check-unknown', 's3.bucket'],
    [['help', 'exit-code'], 'topic-unknown', 'exit-codes'],
    [['outputs'], 'aws-region-missing', '--region'],
    [['outputs', '--product', 'quilted', '--region', 'us-east-1'], 'product-unknown', 'quilt'],
    [['install', '--answers', '/nowhere/answers.yaml'], 'answers-unreadable', 'answers.yaml'],
    [['outputs', '--profile', 'nobody', '--region', 'us-east-1'], 'aws-profile-unknown', 'nobody'],
    [['outputs', '--region', 'us-east-1'], 'aws-credentials-missing', 'aws'],
  ])('%j → %s', async (args, code, hint) => {
    const ran = await run([...args, '--output', 'json']);
    const [error] = of(ran, 'error');
    expect(error, ran.stdout + ran.stderr).toMatchObject({ code });
    expect(`${String(error?.['message'])} ${String(error?.['hint'])}`).toContain(hint);
    expect([2, 10]).toContain(ran.code);
    expect(ran.events.at(-1)).toMatchObject({ type: 'result', outcome: 'failed', exitCode: ran.code });
  });
});

describe('refused with AWS at hand', () => {
  let account: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    account = await serve();
  });
  afterAll(() => account.stop());

  const tried = (...args: string[]): Promise<Ran> => run([...args, '--output', 'json'], { env: account.env });
  const nothingMade = async (): Promise<void> => {
    const ran = await tried('outputs');
    expect(of(ran, 'error')[0]).toMatchObject({ code: 'stack-missing' });
  };

  it.each<[string, readonly string[], number, string]>([
    [
      'another account by flag',
      ['install', ...template, '--answers', answers, '--yes', '--expect-account', '999999999999'],
      2,
      'account-mismatch',
    ],
    [
      'a policy for another account',
      ['preflight', '--print-policy', ...template, '--expect-account', '999999999999'],
      2,
      'account-mismatch',
    ],
    [
      'another account in the answers',
      ['install', ...template, '--yes', '--answers', file('a.yaml', 'version: 1\naccount: "999999999999"\n')],
      2,
      'account-mismatch',
    ],
    [
      'a parameter that is not in the template',
      ['install', ...template, '--answers', answers, '--yes', '--param', 'AdminMail=x@y.zz'],
      2,
      'parameter-unknown',
    ],
    [
      'a violated pattern',
      ['install', ...template, '--answers', answers, '--yes', '--param', 'AdminEmail=nobody'],
      2,
      'parameter-invalid',
    ],
    [
      'a host with too few labels',
      ['install', ...template, '--answers', answers, '--yes', '--param', 'QuiltWebHost=quilt.example.com'],
      2,
      'parameter-invalid',
    ],
    [
      'a subnet that does not exist',
      [
        'install',
        ...template,
        '--answers',
        answers,
        '--yes',
        '--param',
        'Subnets=subnet-11111111111111111,subnet-22222222222222222',
      ],
      2,
      'parameter-invalid',
    ],
    [
      'an unknown reference',
      ['install', ...template, '--answers', answers, '--yes', '--param', 'DBPassword=@vault:x'],
      2,
      'reference-invalid',
    ],
    ['no --yes', ['install', ...template, '--answers', answers], 2, 'consent-missing'],
    ['no template', ['install', '--yes'], 2, 'template-missing'],
    ['an upgrade of no stack', ['upgrade', ...template, '--yes'], 2, 'stack-missing'],
  ])('%s', async (_name, args, exitCode, code) => {
    const ran = await tried(...args);
    expect(
      of(ran, 'error').map((error) => error['code']),
      ran.stdout + ran.stderr,
    ).toContain(code);
    expect(ran.code).toBe(exitCode);
    await nothingMade();
  });

  it.each<[string, readonly string[], string]>([
    ['a template that is not S3', ['--template-url', 'https://example.com/quilt.yaml'], 'template.readable'],
    [
      'a template that is not there',
      ['--template-url', 'https://nowhere.s3.us-east-1.amazonaws.com/quilt.yaml'],
      'template.readable',
    ],
    [
      'a file that is no template',
      ['--template-file', file('no.yaml', 'just: words\n')],
      'template.readable',
    ],
    [
      'a certificate of another region',
      [
        ...template,
        '--param',
        'CertificateArnELB=arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-4111-8111-111111111111',
      ],
      'acm.certificate',
    ],
    ['a bucket of another account', [...template, '--bucket', 'somebody-elses-data'], 's3.bucket'],
  ])('%s fails its check', async (_name, args, id) => {
    const ran = await tried('install', ...args, '--answers', answers, '--yes');
    const check = of(ran, 'check').find((line) => line['id'] === id);
    expect(check, ran.stdout + ran.stderr).toMatchObject({
      status: 'fail',
      fix: expect.any(String) as string,
    });
    expect(ran.code).toBe(3);
    await nothingMade();
  });

  it('tells all missing values and all failed checks in one run', async () => {
    const ran = await tried('install', ...template, '--bucket', 'nobody-has-this-one');
    const missing = of(ran, 'error').filter((error) => error['code'] === 'parameter-missing');
    expect(missing.map((error) => error['parameter'])).toEqual(
      expect.arrayContaining(['AdminEmail', 'DBPassword', 'QuiltWebHost', 'VPC', 'Subnets']) as string[],
    );
    expect(of(ran, 'check').some((check) => check['id'] === 's3.bucket' && check['status'] === 'fail')).toBe(
      true,
    );
    expect(ran.code).toBe(2);
    await nothingMade();
  });
});
