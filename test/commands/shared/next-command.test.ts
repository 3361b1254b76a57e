import { describe, it, type TestContext } from 'vitest';
import type { CommandName } from '../../../src/core/ids.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { of } from '../../e2e/bundle.ts';
import { runOn } from '../../e2e/in-process.ts';
import { small } from '../../e2e/small-templates.ts';
import { accountOfTest, briefStacks } from '../../helpers/account.ts';

type Given = readonly [CommandName, ...string[]];

/** The first command that a run names as the next one. */
const next = async (account: RehearsalAccount, given: Given) => {
  const ran = await runOn(account, [...given, '--output', 'text']);
  const [, command = ''] = /^ {2}Next\n {4}(.*)$/m.exec(ran.stderr) ?? [];
  return { ...ran, command };
};

const on = (test: TestContext, options: Partial<RehearsalOptions>): Promise<RehearsalAccount> =>
  accountOfTest(test, { ...briefStacks, ...options });

const queue = (values: string): readonly string[] =>
  small(`
Parameters: { Wait: { Type: Number, Default: 1 } }
Resources: { Queue: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: ${values} } } }
`);

describe.concurrent('the command that is told to run next', () => {
  it('is the one that failed, with all that was typed for it', async (test) => {
    const template = queue('!Ref Wait');
    const typed = ['--tag', 'team=lab', '--dns', 'none', '--ignore', 'stack.drift', '--param', 'Wait=2'];
    const given: Given = ['install', ...template, ...typed, '--no-termination-protection', '--yes'];
    const { code, command: again } = await next(await on(test, { fail: ['Queue'] }), given);
    test.expect(code).toBe(5);
    test.expect(again).toMatch(/^quilt-install install --region us-east-1 --template-file /);
    for (const [flag, value] of [typed.slice(0, 2), typed.slice(2, 4), typed.slice(4, 6), typed.slice(6)])
      test.expect(again).toContain(`${flag} ${value}`);
    test.expect(again).toContain('--no-termination-protection');
  });

  it('holds no secret that was typed', async (test) => {
    const template = small(`
Parameters: { Password: { Type: String, NoEcho: true } }
Resources: { Secret: { Type: AWS::SecretsManager::Secret, Properties: { SecretString: !Ref Password } } }
`);
    const given: Given = ['install', ...template, '--param', 'Password=swordfish', '--dns', 'none', '--yes'];
    const ran = await next(await on(test, { fail: ['Secret'] }), given);
    test.expect(ran.command).toContain('--dns none');
    test.expect(ran.stdout + ran.stderr).not.toContain('swordfish');
  });

  it('writes the kind of records that were shown', async (test) => {
    const account = await on(test, { scenario: 'installed' });
    const { command } = await next(account, ['dns', '--record-type', 'cname', '--ttl', '60']);
    test.expect(command).toBe('quilt-install dns --region us-east-1 --record-type cname --ttl 60 --apply');
  });

  it('replaces what is in the way, where a record was left for that', async (test) => {
    const account = await on(test, { scenario: 'dns-taken' });
    const ran = await runOn(account, ['dns', '--apply', '--yes']);
    test.expect(ran.code).toBe(9);
    test.expect(of(ran, 'dns').find(({ state }) => state === 'conflict')).toMatchObject({
      moves: [{ by: 'you', run: 'quilt-install dns --region us-east-1 --apply --overwrite' }],
    });
    const said = await runOn(account, ['dns', '--apply', '--yes', '--output', 'text']);
    test.expect(said.stdout.match(/^ {2}quilt\.data\.example\.com /gm)).toHaveLength(1);
  });

  it('fixes, when it is pasted, what the check was about', async (test) => {
    const account = await on(test, { scenario: 'empty' });
    const typed = ['--stack-name', 'lab', '--param', 'QuiltWebHost=quilt.data.example.com'];
    const secret = ['--param', 'DBPassword=swordfish'];
    const template = ['--template-file', 'templates/quilt.yaml'];
    const check = async (words: readonly string[]) => {
      const ran = await runOn(account, words);
      test.expect(ran.stdout).not.toContain('swordfish');
      return of(ran, 'check').find(({ id }) => id === 'iam.es-service-linked-role');
    };
    const failed = await check(['preflight', ...typed, ...secret, ...template]);
    const [, told = ''] = /(quilt-install .*?) makes it/.exec(String(failed?.['fix'])) ?? [];
    test
      .expect(told)
      .toBe(
        'quilt-install preflight --stack-name lab --template-file templates/quilt.yaml --param QuiltWebHost=quilt.data.example.com --fix --only iam.es-service-linked-role',
      );
    test.expect(await check([...told.split(' ').slice(1), '--yes'])).toMatchObject({ status: 'pass' });
  });

  it('is status where nothing failed', async (test) => {
    const { command } = await next(await on(test, { scenario: 'installed' }), ['diagnose']);
    test.expect(command).toBe('quilt-install status --region us-east-1');
  });

  it('may skip what stopped a rollback, by the name that is told', async (test) => {
    const account = await on(test, { fail: ['Topic@update', 'Queue@rollback'] });
    const template = small(`
Parameters: { Wait: { Type: Number, Default: 1 } }
Resources:
  Queue: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: !Ref Wait } }
  Topic: { Type: AWS::SNS::Topic, DependsOn: Queue, Properties: { DisplayName: !Sub 'W\${Wait}' } }
`);
    await runOn(account, ['install', ...template, '--dns', 'none', '--yes']);
    const failed = ['upgrade', '--reuse-template', '--param', 'Wait=2', '--dns', 'none', '--yes'];
    test.expect((await runOn(account, failed)).code).toBe(6);
    const ran = await runOn(account, ['recover', '--confirm', 'quilt']);
    test.expect(JSON.stringify(of(ran, 'note'))).toMatch(/To give up on it: .*--skip Queue/);
  });
});
