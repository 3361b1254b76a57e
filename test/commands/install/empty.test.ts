import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { install } from '../../../src/commands/install/install.ts';
import { attended, notes } from '../attended.ts';
import { Pressing, type Typed } from '../pressing.ts';
import { accountOfTest } from '../../helpers/account.ts';
import type { RehearsalOptions } from '../../../src/rehearsal/index.ts';

const answered = { "Administrator's e-mail": 'ops@example.com', 'Host name of the catalog': 'quilt.data.example.com' };
const installing = async (
  typed: Typed,
  words: readonly string[] = [],
  more: Partial<RehearsalOptions> = {},
) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'empty-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const account = await accountOfTest({ onTestFinished }, { scenario: 'empty', ...more });
  const answers = path.join(folder, 'kept.yaml');
  const person = new Pressing({ ...answered, ...typed });
  const run = attended(
    account,
    ['install', '--template-file', 'templates/quilt.yaml', '--save-answers', answers, ...words],
    person,
  );
  const ended: unknown = await install(run.session).catch((error: unknown) => error);
  return { account, person, run, ended, kept: () => readFileSync(answers, 'utf8') };
};

describe('an account with nothing in it', () => {
  it('ends in a working stack', async () => {
    const { person, ended, run } = await installing({
      'Create a network': true,
      'Do this?': true,
      'Create this stack?': true,
    });
    console.log(person.submits, ended, notes(run));
  });
});
