import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { runOn, type RunResult } from '../e2e/in-process.ts';
import { stage } from '../e2e/stage.ts';
import { keys } from '../e2e/terminal.ts';
import { accountOfTest } from '../helpers/account.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const canary = 'canary-Sesame-0pen';
const template = `
Parameters:
  Password: { Type: String, NoEcho: true, MinLength: 8 }
Resources:
  Queue: { Type: AWS::SQS::Queue }
Outputs:
  Database: { Value: !Sub 'postgres://root:\${Password}@db.example.com/quilt' }
`;
const echoed = `Queue=refused: ${canary} is too weak`;

/** One way for a secret to come in: flags and environment, once what they lead to is in place. */
type Way = (at: { readonly account: RehearsalAccount; readonly folder: string }) => {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Stands in for a missing `--answers`, as a rehearsal's sample answers do. */
  readonly sampleAnswers?: string;
};

const file = (folder: string, name: string, text: string): string => {
  const written = path.join(folder, name);
  writeFileSync(written, text);
  return written;
};
const answering = (folder: string, parameter: string): readonly string[] => [
  '--answers',
  file(folder, 'answers.yaml', `version: 1\nparameters:\n  Password: ${parameter}\n`),
];

const ways: Readonly<Record<string, Way>> = {
  'a flag': () => ({ flags: ['--param', `Password=${canary}`] }),
  'the environment': () => ({ env: { QUILT_INSTALL_PARAM_Password: canary } }),
  'a variable that a flag names': () => ({
    flags: ['--param', 'Password=@env:TEAM_PASSWORD'],
    env: { TEAM_PASSWORD: canary },
  }),
  'a variable that an answers file names': ({ folder }) => ({
    flags: answering(folder, '"@env:TEAM_PASSWORD"'),
    env: { TEAM_PASSWORD: canary },
  }),
  'a file': ({ folder }) => ({
    flags: ['--param', `Password=@file:${file(folder, 'password', `${canary}\n`)}`],
  }),
  'a secret in Secrets Manager': ({ account: { state }, folder }) => {
    const arn = `arn:aws:secretsmanager:${state.region}:123456789012:secret:team-AbCdEf`;
    const value = JSON.stringify({ password: canary });
    state.secrets.set(arn, {
      ...{ arn, name: 'team', value, region: state.region },
      ...{ description: '', versionId: '1', tags: [], tokens: new Map() },
      ...{ createdAt: 0, changedAt: 0, deletedAt: undefined },
    });
    return { flags: answering(folder, '"@secretsmanager:team#password"') };
  },
  'a secure string of Systems Manager': ({ account: { state } }) => {
    const { region } = state;
    state.parameters.set('/team', { name: '/team', value: canary, type: 'SecureString', region });
    return { flags: ['--param', 'Password=@ssm:/team'] };
  },
  'sample answers': ({ folder }) => ({ sampleAnswers: answering(folder, canary)[1] }),
  'a parameter file of the AWS CLI': ({ folder }) => ({
    flags: [
      '--answers',
      file(folder, 'answers.json', JSON.stringify([{ ParameterKey: 'Password', ParameterValue: canary }])),
    ],
  }),
};

/** Breaks once while a plan is made, as a bug of ours would. */
const breaking = (account: RehearsalAccount): RehearsalAccount => {
  let whole = true;
  const planning = (): boolean => account.calls().at(-1)?.operation === 'CreateChangeSet';
  const clock: Clock = {
    now: () => account.clock.now(),
    sleep: (ms, signal) => account.clock.sleep(ms, signal),
    during: (work) => {
      if (!whole || !planning()) return account.clock.during(work);
      whole = false;
      throw new Error(`${canary} is broken`);
    },
  };
  return { ...account, clock };
};

/** Whatever was written into a folder, archives unpacked, by name. */
const written = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder).map((name) => {
      const at = path.join(folder, name);
      if (!name.endsWith('.tar.gz')) return [name, readFileSync(at, 'utf8')];
      const { status, stdout } = spawnSync('tar', ['-xzOf', at], { encoding: 'utf8' });
      expect(status).toBe(0);
      return [name, stdout];
    }),
  );

const said = ({ stdout, stderr }: RunResult): string => stdout + stderr;

describe('a secret', () => {
  it.for(Object.entries(ways))('that came by %s is in nothing that is written', async ([, way], test) => {
    const [planted, folder] = [temporaryFolder(), temporaryFolder()];
    const [account, failing] = [await accountOfTest(test), await accountOfTest(test, { fail: [echoed] })];
    way({ account: failing, folder: planted });
    const { flags = [], env = {}, sampleAnswers } = way({ account, folder: planted });
    const to = (name: string): string => path.join(folder, name);
    const run = (on: RehearsalAccount, ...argv: readonly string[]): Promise<RunResult> =>
      runOn({ ...on, answersFile: sampleAnswers }, argv, undefined, env);
    const given = [
      '--template-file',
      file(planted, 'template.yaml', template),
      ...flags,
      '--stack-name',
      'lab',
    ];
    const install = ['install', ...given, '--yes', '--dns', 'none'];
    const text = ['--output', 'text', '--verbose'];
    const reports = [
      '--junit',
      to('junit.xml'),
      '--markdown',
      to('checks.md'),
      '--code-quality',
      to('quality.json'),
    ];
    const bundle = ['--yes', '--bundle', to('bundle.tar.gz'), '--include-logs'];

    const runs = {
      skeleton: await run(account, 'install', ...given, '--print-answers'),
      checks: await run(account, 'preflight', ...given, ...text, ...reports),
      crash: await run(breaking(account), ...install, ...text),
      installed: await run(account, ...install, '--save-answers', to('answers.yaml'), ...text),
      bundle: await run(account, 'diagnose', '--stack-name', 'lab', ...bundle, ...text),
      failed: await run(failing, ...install),
    };
    expect(Object.values(runs).map(({ code }) => code)).toEqual([0, 0, 1, 0, 0, 5]);
    for (const [name, ran] of Object.entries(runs)) expect(said(ran), name).not.toContain(canary);
    const files = written(folder);
    expect([...files.keys()].sort()).toEqual(
      ['answers.yaml', 'bundle.tar.gz', 'checks.md', 'junit.xml', 'quality.json'].sort(),
    );
    for (const [name, content] of files) expect(content, name).not.toContain(canary);
    // It did come in, and is told of without itself.
    expect(said(runs.failed)).toContain('**** is too weak');
    expect(said(runs.crash)).toContain('**** is broken');
  });

  it('that was typed is in nothing that is written', async () => {
    const { account, atTerminal } = stage({ onTestFinished });
    const aws = await account('max', { fail: [echoed] });
    const [planted, folder] = [temporaryFolder(), temporaryFolder()];
    const answers = path.join(folder, 'answers.yaml');
    const given = ['--template-file', file(planted, 'template.yaml', template), '--save-answers', answers];
    const terminal = atTerminal(['install', ...given, '--verbose', '--stack-name', 'lab'], {
      env: aws.env,
      cwd: folder,
    });
    await terminal.until(/❯ Type it[^]*select/);
    await terminal.press(keys.enter);
    await terminal.until(/at least 8 characters[^]*explain/);
    await terminal.press(canary, keys.enter);
    await terminal.until(/Go on with these values\?[^]*select/);
    await terminal.press(keys.enter);
    await terminal.until(/Create this stack\? \(y\/N\)/);
    await terminal.press('y', keys.enter);
    await terminal.until(/\*\*\*\* is too weak/);
    expect(await terminal.ended).toBe(5);
    expect(terminal.raw).not.toContain(canary);
    for (const [name, content] of written(folder)) expect(content, name).not.toContain(canary);
    expect([...written(folder).keys()]).toContain('answers.yaml');
  });
});
