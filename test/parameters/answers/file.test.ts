import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/core/parameter.ts';
import { answersFrom, readAnswers, writeAnswers } from '../../../src/parameters/index.ts';
import { filesWith } from '../ports.ts';

const fields = { tags: new Map(), notificationArns: [], buckets: [], ignore: [] };
const value = (key: string, more: Partial<Value>): [string, Value] => [
  key,
  { key, value: '', source: 'flag', secret: false, ...more },
];

describe('reading --answers', () => {
  it('says what to do where the file cannot be read', async () => {
    await expect(readAnswers('nope.yaml', { files: filesWith() })).rejects.toMatchObject({
      code: 'answers-unreadable',
      exitCode: 2,
      message: expect.stringContaining('nope.yaml'),
    });
  });

  it('knows its own folder, links resolved', async () => {
    const files = filesWith({ '/real/a.yaml': 'region: eu-west-1' }, { '/link/a.yaml': '/real/a.yaml' });
    expect(await readAnswers('/link/a.yaml', { files })).toMatchObject({
      folder: '/real',
      region: 'eu-west-1',
    });
  });

  it('refuses a file far too large, and takes a byte-order mark', async () => {
    const files = filesWith({ big: `region: ${'a'.repeat(1_000_001)}`, bom: '\uFEFFregion: a' });
    await expect(readAnswers('big', { files })).rejects.toMatchObject({ code: 'answers-invalid' });
    expect(await readAnswers('bom', { files })).toMatchObject({ region: 'a' });
  });
});

describe('the answers of a run', () => {
  const settled = {
    values: new Map([
      value('Plain', { value: '@home' }),
      value('Typed', { value: 'canary-1', source: 'asked', secret: true }),
      value('Kept', { value: '****', source: 'stack', secret: true, usePrevious: true }),
      value('KeptPlain', { value: 'k', source: 'stack', usePrevious: true }),
      value('Empty', { value: '', source: 'asked', secret: true }),
      value('Lost', { value: 'canary-2', secret: true }),
      value('Default', { value: 'd', source: 'default' }),
      value('Derived', { value: 'd', source: 'derived' }),
      value('Detected', { value: 'vpc-1', source: 'detected' }),
    ]),
    references: new Map([['Typed', '@prompt']]),
  };

  it('hold secrets as references or empty, literals escaped, and nothing that is found again by itself', () => {
    expect(Object.fromEntries(answersFrom(fields, settled).parameters)).toEqual({
      Plain: '@@home',
      Typed: '@prompt',
      KeptPlain: 'k',
      Empty: '',
      Detected: 'vpc-1',
    });
  });

  it.each([
    ['https://b.s3.amazonaws.com/t?X-Amz-Signature=canary', 'https://b.s3.amazonaws.com/t'],
    ['https://b.s3.amazonaws.com/t?AWSAccessKeyId=A&Signature=canary', 'https://b.s3.amazonaws.com/t'],
    ['https://b.s3.amazonaws.com/t?x=1&x-amz-security-token=canary', 'https://b.s3.amazonaws.com/t'],
    ['https://b.s3.amazonaws.com/t?versionId=3', 'https://b.s3.amazonaws.com/t?versionId=3'],
  ])('leave the signature of %s behind', (url, kept) => {
    expect(answersFrom({ ...fields, template: { url } }, settled).template).toEqual({ url: kept });
  });

  it('are written for their owner alone and say what they are', async () => {
    const files = filesWith();
    await writeAnswers('out.yaml', answersFrom({ ...fields, region: 'eu-west-1' }, settled), {
      files,
      packageFolder: '.',
    });
    expect(files.modes.get('out.yaml')).toBe(0o600);
    const text = files.texts.get('out.yaml') ?? '';
    expect(text).toMatch(/^# .*--answers/);
    expect(text).not.toContain('canary');
    expect(await readAnswers('out.yaml', { files })).toMatchObject({ region: 'eu-west-1' });
  });
});
