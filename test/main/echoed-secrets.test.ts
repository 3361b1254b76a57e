import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallHook } from '../../src/rehearsal/faults/call-fault.ts';
import { KnownSecrets } from '../../src/core/secret-masking.ts';
import { briefStacks, rehearsalAccount } from '../helpers/account.ts';
import { runOn } from '../e2e/in-process.ts';

const canary = 'canary-NoEcho-1';
const template = `
Parameters: { Password: { Type: String, NoEcho: true }, Host: { Type: String } }
Resources:
  Queue: { Type: AWS::SQS::Queue }
Outputs:
  Database: { Value: !Sub 'postgres://root:\${Password}@db.example.com/quilt' }
  Address: { Value: !Sub 'https://\${Host}/' }
`;

const stage = async (fail: readonly string[] = [], onCall?: CallHook) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'echoed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'template.yaml');
  writeFileSync(file, template);
  const account = await rehearsalAccount({ ...briefStacks, fail, onCall });
  onTestFinished(() => account.close());
  const values = ['--param', `Password=${canary}`, '--param', 'Host=quilt.example.com'];
  return {
    account: { ...account, answersFile: undefined },
    install: [
      'install',
      '--stack-name',
      'quilt',
      '--template-file',
      file,
      ...values,
      '--yes',
      '--dns',
      'none',
    ],
  };
};

describe('a value the template keeps secret', () => {
  it.for(['json', 'text'])('is masked where AWS echoes it in a reason (%s)', async (output) => {
    const { account, install } = await stage([`Queue=refused: ${canary} is too weak`]);
    const ran = await runOn(account, [...install, '--output', output]);
    const said = JSON.stringify(ran.events) + ran.stderr + ran.stdout;
    expect(ran.code).toBe(5);
    expect(said).toContain('**** is too weak');
    expect(said).not.toContain(canary);
  });

  it('is masked where the template puts it into an output, in this run and in a later one', async () => {
    const { account, install } = await stage();
    const ran = await runOn(account, install);
    expect(ran.code).toBe(0);
    expect(JSON.stringify(ran.events) + ran.stderr).not.toContain(canary);
    expect(ran.events.at(-1)).toMatchObject({
      outputs: {
        Database: '****',
        Address: 'https://quilt.example.com/',
      },
    });
    for (const command of ['outputs', 'status', 'watch']) {
      const later = await runOn(account, [command]);
      expect(later.code).toBe(0);
      expect(JSON.stringify(later.events) + later.stderr).not.toContain(canary);
    }
    expect((await runOn(account, ['outputs'])).events.at(-1)).toMatchObject({
      outputs: { Database: '****', Address: 'https://quilt.example.com/' },
    });
  });

  it.each([
    ['status', 0],
    ['outputs', 10],
    ['watch', 0],
    ['upgrade', 10],
  ] as const)('is told by no %s where AWS does not say which output that is', async (command, code) => {
    let lost = false;
    const { account, install } = await stage([], (moment, { operation }) =>
      lost && moment === 'done' && operation === 'GetTemplate' ? 'hang up' : undefined,
    );
    expect((await runOn(account, install)).code).toBe(0);
    lost = true;
    const words =
      command === 'upgrade' ? ['upgrade', '--reuse-template', '--yes', '--dns', 'none'] : [command];
    const ran = await runOn(account, words, undefined, { AWS_MAX_ATTEMPTS: '1' });
    expect(ran.code, ran.stdout).toBe(code);
    expect(JSON.stringify(ran.events) + ran.stderr).not.toContain(canary);
  });
});

it('a value behind a flag is taken for no command where the words are wrong', async () => {
  const { account } = await stage();
  const ran = await runOn(account, ['--param', `Password=${canary}`, '--bogus']);
  expect(ran.code).toBe(2);
  expect(ran.events.at(-1)).toMatchObject({ type: 'result', command: 'install', exitCode: 2 });
  expect(ran.stdout + ran.stderr).not.toContain(canary);
});

describe('secrets a run has met', () => {
  const secrets = new KnownSecrets();
  secrets.add('p@ss "w0rd"/ü');

  it.each([
    ['JSON', JSON.stringify({ note: 'p@ss "w0rd"/ü' })],
    ['JSON within JSON', JSON.stringify(JSON.stringify({ note: 'p@ss "w0rd"/ü' }))],
    ['a query', encodeURIComponent('p@ss "w0rd"/ü')],
    ['a form', encodeURIComponent('p@ss "w0rd"/ü').replaceAll('%20', '+')],
    ['HTML', 'p@ss &quot;w0rd&quot;/ü'],
    ['base64', Buffer.from('p@ss "w0rd"/ü').toString('base64')],
    ['hexadecimal digits', Buffer.from('p@ss "w0rd"/ü').toString('hex')],
    ['base64 of more than the secret', Buffer.from('root:p@ss "w0rd"/ü').toString('base64')],
  ])('are masked in %s', (_where, text) => {
    const { reason } = secrets.masked({ type: 'stack', reason: `seen ${text}` });
    expect(reason).toContain('****');
    expect(reason.length).toBeLessThan(text.length);
  });

  it('are masked where a text was cut short within them', () => {
    const { reason } = secrets.masked({ type: 'stack', reason: 'seen p@ss "w0r…' });
    expect(reason).toBe('seen ****…');
  });

  it('leave short words and everything else alone', () => {
    const known = new KnownSecrets();
    known.add('quilt');
    const event = { type: 'note', message: 'The stack quilt is up.', done: 3, root: true } as const;
    expect(known.masked(event)).toEqual(event);
  });
});
