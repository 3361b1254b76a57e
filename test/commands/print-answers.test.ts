import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { runOn } from '../e2e/in-process.ts';
import { rehearsalAccount } from '../helpers/account.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const folder = temporaryFolder();
let account: RehearsalAccount;
beforeAll(async () => {
  writeFileSync(inFolder('none.yaml'), 'version: 1\n');
  account = await rehearsalAccount();
});
afterAll(() => account.close());
const inFolder = (name: string): string => path.join(folder, name);
const template = path.resolve('templates/quilt.yaml');

describe('install --print-answers', () => {
  it('gives one event that, filled in with what it offers, is answers enough for a plan', async () => {
    const printed = await runOn(account, [
      'install',
      '--template-file',
      template,
      '--answers',
      inFolder('none.yaml'),
      '--print-answers',
    ]);
    expect(printed.code, JSON.stringify(printed.events)).toBe(0);
    expect(printed.events.map(({ type }) => type)).toEqual(['answers', 'result']);
    const { text, parameters } = printed.events[0] as unknown as {
      text: string;
      parameters: readonly { key: string; proposal?: string; example?: string }[];
    };
    const filled = text
      .replace(/^( {2}\w+):$/gm, (line, start: string) => {
        const { proposal, example } = parameters.find(({ key }) => key === start.trim()) ?? {};
        return `${line} ${JSON.stringify(proposal ?? example ?? 'x')}`;
      })
      .replace(/"@secretsmanager:[^"]*"/g, '"@generate"');
    writeFileSync(inFolder('filled.yaml'), filled);
    const planned = await runOn(account, ['install', '--answers', inFolder('filled.yaml'), '--plan-only']);
    expect(planned.events.filter(({ type }) => type === 'error')).toEqual([]);
    expect(
      planned.events.some(({ type }) => type === 'plan'),
      JSON.stringify(planned.events),
    ).toBe(true);
  });

  it('asks for a template where none is given or known', async () => {
    const ran = await runOn({ ...account, answersFile: undefined }, [
      'upgrade',
      '--answers',
      inFolder('none.yaml'),
      '--template-file',
      inFolder('absent.yaml'),
      '--print-answers',
    ]);
    expect(ran.code).not.toBe(0);
    expect(ran.events.map(({ type }) => type)).toContain('error');
  });
});

it('several missing values lead to the command that prints them all, without values in it', async () => {
  const canary = 'canary-7';
  const ran = await runOn(account, [
    'install',
    '--output',
    'text',
    '--template-file',
    template,
    '--answers',
    inFolder('none.yaml'),
    '--param',
    `DBPassword=${canary}`,
  ]);
  expect(ran.code).toBe(2);
  expect(ran.stderr.replace(/\s+/g, ' ')).toContain(
    `--answers ${inFolder('none.yaml')} --print-answers > answers-to-fill-in.yaml`,
  );
  expect(ran.stderr).not.toContain(canary);
});

it('a template file that is not the one the answers were written for is a failed check', async () => {
  const file = inFolder('mine.yaml');
  writeFileSync(file, readFileSync(template));
  const saved = inFolder('saved.yaml');
  const first = await runOn(account, ['preflight', '--template-file', file, '--save-answers', saved]);
  expect(first.code, JSON.stringify(first.events)).toBe(0);
  expect(readFileSync(saved, 'utf8')).toMatch(/sha256: [0-9a-f]{64}/);
  expect((await runOn(account, ['preflight', '--answers', saved])).code).toBe(0);
  writeFileSync(file, `${readFileSync(template, 'utf8')}\n# one line more\n`);
  const changed = await runOn(account, ['preflight', '--answers', saved]);
  expect(changed.code).toBe(3);
  expect(changed.events.find(({ id }) => id === 'template.readable')).toMatchObject({ status: 'fail' });
});
