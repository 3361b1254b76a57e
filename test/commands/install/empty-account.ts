import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { install } from '../../../src/commands/install/install.ts';
import type { RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { accountOfTest, briefStacks } from '../../helpers/account.ts';
import { attended } from '../attended.ts';
import { Pressing, type Typed } from '../pressing.ts';

const given = {
  "Administrator's e-mail": 'ops@example.com',
  'Host name of the catalog': 'quilt.data.example.com',
};
/** Yes to each fix. */
export const toEveryFix = { 'Create a network': true, 'Do this?': true };

/** An attended install of the reference template into an account with nothing in it. */
export const installing = async (
  typed: Typed,
  words: readonly string[] = [],
  more: Partial<RehearsalOptions> = {},
) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'empty-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const account = await accountOfTest({ onTestFinished }, { ...briefStacks, scenario: 'empty', ...more });
  const answers = path.join(folder, 'kept.yaml');
  const person = new Pressing({ ...given, ...typed });
  const run = attended(
    account,
    ['install', '--template-file', 'templates/quilt.yaml', '--save-answers', answers, ...words],
    person,
  );
  const ended: unknown = await install(run.session).catch((error: unknown) => error);
  const called = (operation: string): number =>
    account.calls().filter((call) => call.operation === operation).length;
  return { account, person, run, ended, called, kept: () => readFileSync(answers, 'utf8') };
};
