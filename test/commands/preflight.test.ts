import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runOn } from '../e2e/in-process.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { rehearsalAccount } from '../helpers/account.ts';

it('preflight --save-answers keeps the values of the run, secrets as references', async () => {
  const file = path.join(temporaryFolder(), 'answers.yaml');
  const on = await rehearsalAccount();
  try {
    const ran = await runOn(on, ['preflight', '--save-answers', file, '--param', 'DBUser=keeper']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/DBUser: keeper/);
    expect(readFileSync(file, 'utf8')).toMatch(/DBPassword: ["']?@/);
  } finally {
    await on.close();
  }
});

it('tells a person of a check that nothing needs, where it is asked for by name', async () => {
  const on = await rehearsalAccount();
  const asked = ['preflight', '--only', 'ec2.key-pair', '--output', 'text'];
  try {
    const named = await runOn(on, asked);
    expect(named.stdout + named.stderr).toContain('Nothing here takes a key pair');
    const later = await runOn(on, [...asked, '--wait', '1m']);
    expect(later.stdout + later.stderr).toContain('Nothing here takes a key pair');
  } finally {
    await on.close();
  }
});

it('preflight warns once of a secret in clear text in an answers file, and never shows it', async () => {
  const file = path.join(temporaryFolder(), 'answers.yaml');
  writeFileSync(file, 'version: 1\nparameters:\n  DBPassword: Distinctive-canary-1\n');
  const on = await rehearsalAccount();
  try {
    for (const more of [
      ['--wait', '1s'],
      ['--output', 'json'],
    ]) {
      const ran = await runOn(on, [
        'preflight',
        '--answers',
        file,
        '--param',
        'AdminEmail=a@example.com',
        ...more,
      ]);
      const shown = ran.stdout + ran.stderr;
      expect(shown.match(/DBPassword: a secret in clear text/g), more.join(' ')).toHaveLength(1);
      expect(shown).not.toContain('Distinctive-canary-1');
    }
  } finally {
    await on.close();
  }
});
