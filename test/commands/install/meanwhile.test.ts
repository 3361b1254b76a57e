import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { install } from '../../../src/commands/install/install.ts';
import { accountOfTest, briefStacks } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { attended, notes } from '../attended.ts';
import { Pressing, type Typed } from '../pressing.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111';
const email = { "Administrator's e-mail": 'ops@example.com' };
const declined = { code: 'plan-declined', exitCode: 8 };

/** Somebody who does something else while a question is open. */
class Absent extends Pressing {
  readonly #meanwhile: readonly [string, () => void];

  constructor(typed: Typed, ...meanwhile: readonly [string, () => void]) {
    super(typed);
    this.#meanwhile = meanwhile;
  }

  override select<T>(question: Parameters<Pressing['select']>[0]): Promise<T> {
    this.#pass(question.message);
    return super.select(question) as Promise<T>;
  }

  override confirm(question: Parameters<Pressing['confirm']>[0]): Promise<boolean> {
    this.#pass(question.message);
    return super.confirm(question);
  }

  #pass(message: string): void {
    const [words, act] = this.#meanwhile;
    if (message.includes(words)) act();
  }
}

describe('what somebody else changes while a question is open', () => {
  it('counts once the person looks again', async (test) => {
    const account = await accountOfTest(test, briefStacks);
    const held = account.state.certificates.get(certificate);
    if (held === undefined) throw new Error('no certificate');
    held.status = 'FAILED';
    const typed = { ...email, 'do not agree': 'Look again', 'Create this stack?': false };
    const person = new Absent(typed, 'do not agree', () => (held.status = 'ISSUED'));
    const words = [
      '--param',
      `CertificateArnELB=${certificate}`,
      '--param',
      'QuiltWebHost=quilt.data.example.com',
    ];
    const run = attended(
      account,
      [
        'install',
        '--template-file',
        'templates/quilt.yaml',
        '--save-answers',
        path.join(temporaryFolder(), 'a.yaml'),
        ...words,
      ],
      person,
    );
    await expect(install(run.session)).rejects.toMatchObject(declined);
    expect(person.submits).toEqual([
      "Administrator's e-mail address",
      'Some values do not agree',
      'Go on with these values?',
      'Create this stack?',
    ]);
  });

  it('is not written over in the answers file, and what was answered is kept beside it', async (test) => {
    const account = await accountOfTest(test, briefStacks);
    const answers = path.join(temporaryFolder(), 'own.yaml');
    const beside = path.resolve('changed-meanwhile-answers.yaml');
    test.onTestFinished(() => rmSync(beside, { force: true }));
    writeFileSync(answers, 'version: 1\nparameters:\n  DBUser: root\n');
    const theirs = 'version: 1\nparameters:\n  DBUser: admin\n';
    const person = new Absent({ ...email, 'Create this stack?': false }, 'Write the', () =>
      writeFileSync(answers, theirs),
    );
    const run = attended(
      account,
      [
        'install',
        '--template-file',
        'templates/quilt.yaml',
        '--answers',
        answers,
        '--stack-name',
        'changed-meanwhile',
      ],
      person,
    );
    const ended: unknown = await install(run.session).catch((error: unknown) => error);
    expect(readFileSync(answers, 'utf8')).toBe(theirs);
    expect(notes(run).join('\n')).toContain('own.yaml was changed meanwhile by somebody else');
    expect(readFileSync(beside, 'utf8')).toContain('AdminEmail: ops@example.com');
    expect(ended).toMatchObject({
      ...declined,
      resume: expect.stringContaining('--answers changed-meanwhile-answers.yaml') as unknown,
    });
  });
});
