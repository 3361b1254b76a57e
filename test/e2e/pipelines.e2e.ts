import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { bareEnv, serve } from './bundle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** The steps a pipeline runs, run by bash as the pipeline would, against a rehearsal account. */
interface Ran {
  readonly code: number;
  readonly output: string;
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const answers = (scenario: string): string => path.resolve(`templates/rehearsal/answers/${scenario}.yaml`);

type Served = Awaited<ReturnType<typeof serve>>;
let [account, crowded, installed]: Served[] = [];
/** What the pipelines install: the package as it is published. */
let tarball: string;
/** RUNNER_TEMP of the action, after its first step. */
let runnerTemp: string;
beforeAll(async () => {
  const scenario = (name: string): Promise<Served> => serve(['--scenario', name]);
  [account, crowded, installed] = await Promise.all([serve(), scenario('crowded'), scenario('installed')]);
  const pack = ['.ci/pack.mjs', temporaryFolder(), '--as-built'];
  tarball = execFileSync(process.execPath, pack, { encoding: 'utf8' }).trim();
  runnerTemp = temporaryFolder();
});
afterAll(() => Promise.all([account, crowded, installed].map(async (one) => one?.stop())));
const envOf = (served: Served | undefined): Readonly<Record<string, string>> => served?.env ?? {};

const bash = (script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
      { cwd, env: bareEnv(env), timeout: 60_000 },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1,
          output: stdout + stderr,
        }),
    );
  });
/** Answers for the running stack that change it: a tag. */
const changedAnswers = (): string => {
  const file = path.join(temporaryFolder(), 'answers.yaml');
  writeFileSync(file, "account: '123456789012'\nregion: us-east-1\ntags: { team: lab }\n");
  return file;
};

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly id?: string;
      readonly run: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}
const action = parse(readFileSync('action.yml', 'utf8')) as Action;

/** GitHub's expressions, as far as the action uses them. @throws where it uses others */
const filled = (text: string, inputs: Readonly<Record<string, string>>): string =>
  text.replace(/\$\{\{ (\S+) \}\}/g, (whole, name: string) => {
    if (name === 'github.action_path') return path.resolve('.');
    const value = name.startsWith('inputs.') ? inputs[name.slice('inputs.'.length)] : undefined;
    if (value === undefined) throw new Error(`${whole} is not an input of the action`);
    return value;
  });

interface ActionRun extends Ran {
  readonly cwd: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** `name=value` lines, as GitHub reads them. */
const outputsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

const [installStep, runStep] = action.runs.steps;

const useAction = async (
  served: Served | undefined,
  given: Readonly<Record<string, string>>,
  step = runStep,
): Promise<ActionRun> => {
  if (step === undefined) throw new Error('the action has lost a step');
  const cwd = temporaryFolder();
  const inputs = {
    ...Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default])),
    ...given,
  };
  const [summary, output] = [path.join(cwd, 'summary.md'), path.join(cwd, 'output')];
  // An expression inside a script would run whatever an input holds.
  expect(step.run).not.toContain('${{');
  const stepEnv = Object.fromEntries(
    Object.entries(step.env).map(([name, value]) => [name, filled(value, inputs)]),
  );
  const ran = await bash(step.run, cwd, {
    ...envOf(served),
    ...stepEnv,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: output,
    RUNNER_TEMP: runnerTemp,
  });
  const written = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { ...ran, cwd, summary: written(summary), outputs: outputsOf(written(output)) };
};

describe('the GitHub Action', () => {
  it('installs what the input names, be it a path of the workspace', async () => {
    const [cwd, name] = [temporaryFolder(), 'tool.tgz'];
    cpSync(tarball, path.join(cwd, name));
    const ran = await bash(installStep?.run ?? '', cwd, {
      TOOL: path.resolve('.'),
      PACKAGE: `./${name}`,
      RUNNER_TEMP: runnerTemp,
    });
    expect(ran.code, ran.output).toBe(0);
    expect(existsSync(path.join(runnerTemp, 'quilt-install/node_modules/quilt-install/dist/cli.js'))).toBe(
      true,
    );
  });

  it('installs its own version, without scripts of packages and out of reach of credentials', async () => {
    const [cwd, bin] = [temporaryFolder(), temporaryFolder()];
    const record = '#!/bin/sh\nprintf "%s " "$(basename "$0")" "$@"; echo; env\n';
    writeFileSync(path.join(bin, 'npm'), record, { mode: 0o755 });
    const ran = await bash(installStep?.run ?? '', cwd, {
      TOOL: path.resolve('.'),
      PACKAGE: '',
      RUNNER_TEMP: cwd,
      PATH: `${bin}:${process.env.PATH}`,
      AWS_SECRET_ACCESS_KEY: 'canary-key',
      AWS_SESSION_TOKEN: 'canary-token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-id',
      GITHUB_TOKEN: 'canary-github',
      QUILT_INSTALL_PARAM_DBPassword: 'canary-password',
    });
    expect(ran.code, ran.output).toBe(0);
    expect(ran.output).toMatch(
      new RegExp(
        `^npm install .*--ignore-scripts .*-- quilt-install@${version.replaceAll('.', '\\.')} $`,
        'm',
      ),
    );
    expect(ran.output).not.toContain('canary');
  });

  it('fails as preflight does: annotations, summary, exit code', async () => {
    const ran = await useAction(crowded, { answers: answers('crowded') });
    expect(ran.code).toBe(3);
    expect(ran.outputs).toEqual({ 'exit-code': '3', outcome: 'failed' });
    expect(ran.output).toMatch(/^::error title=cloudtrail\.capacity/m);
    expect(ran.summary).toContain('cloudtrail.capacity');
  });

  it('passes the inputs of a preflight on as the flags of their names', async () => {
    const ran = await useAction(account, {
      answers: answers('ready'),
      'template-file': path.resolve('templates/quilt.yaml'),
      region: 'us-east-1',
      'stack-name': 'catalog',
      'expect-account': '123456789012',
      bucket: 'example-lab-data',
      ignore: 'stack.name',
      only: 'stack.name,stack.state,s3.bucket,aws.account',
      wait: '1s',
      strict: 'true',
      junit: 'checks.xml',
      markdown: 'checks.md',
    });
    expect(ran.output).toContain('No stack is called catalog in us-east-1.');
    expect(ran.output).toContain('4 checks');
    expect([ran.code, ran.outputs]).toEqual([0, { 'exit-code': '0', outcome: 'succeeded' }]);
    expect(readFileSync(path.join(ran.cwd, 'checks.xml'), 'utf8')).toContain('s3.bucket');
    expect(readFileSync(path.join(ran.cwd, 'checks.md'), 'utf8')).toContain('s3.bucket');
  });

  it('takes hostile inputs as plain words', async () => {
    const hostile = '$(touch ran); "`touch ran`" \'\n*';
    const ran = await useAction(account, { 'stack-name': hostile, only: 'stack.name' });
    expect(ran.code).toBe(3);
    const command = await useAction(account, { command: `preflight\n${hostile}` });
    expect([command.code, command.output]).toEqual([2, expect.stringContaining('::error::')]);
    for (const { cwd } of [ran, command]) expect(existsSync(path.join(cwd, 'ran'))).toBe(false);
  });

  it('tells a wrong account by its exit code', async () => {
    const ran = await useAction(account, { region: 'us-east-1', 'expect-account': '999999999999' });
    expect([ran.code, ran.outputs['exit-code']]).toEqual([2, '2']);
  });

  it('shows the plan of an upgrade in the summary, and changes nothing', async () => {
    const ran = await useAction(installed, {
      command: 'upgrade',
      'reuse-template': 'true',
      answers: changedAnswers(),
      'plan-only': 'true',
    });
    expect(ran.code, ran.output).toBe(0);
    expect(ran.summary).toMatch(/^## Plan: change `quilt`$/m);
    expect(ran.summary).toMatch(/^\| Modify \| `\w+` \| `AWS::[\w:]+` \|$/m);
    expect(ran.outputs).toMatchObject({ 'exit-code': '0', outcome: 'succeeded' });
  });

  it('changes nothing without a yes', async () => {
    const ran = await useAction(installed, {
      command: 'upgrade',
      'reuse-template': 'true',
      answers: changedAnswers(),
    });
    expect([ran.code, ran.outputs]).toEqual([2, { 'exit-code': '2', outcome: 'failed' }]);
    expect(ran.output).toMatch(/^::error title=/m);
  });

  it('installs with a yes, and hands the address on', async () => {
    const inputs = { command: 'install', answers: answers('ready'), yes: 'true', dns: 'none' };
    const ran = await useAction(account, {
      ...inputs,
      'template-file': path.resolve('templates/quilt.yaml'),
    });
    expect(ran.code, ran.output).toBe(0);
    expect(ran.outputs).toEqual({
      'exit-code': '0',
      outcome: 'succeeded',
      url: 'https://quilt.data.example.com',
    });
    expect(ran.summary).toContain('**install: succeeded**');
  });

  it('hands on how to go on with what still runs', async () => {
    const slow = await serve(['--speed', '1']);
    try {
      const inputs = { command: 'install', answers: answers('ready'), yes: 'true', 'max-wait': '1s' };
      const ran = await useAction(slow, { ...inputs, 'template-file': path.resolve('templates/quilt.yaml') });
      expect([ran.code, ran.outputs.outcome], ran.output).toEqual([7, 'still-running']);
      expect(ran.outputs.resume).toContain('quilt-install watch');
    } finally {
      await slow.stop();
    }
  });

  it('looks at DNS for a stack that is up', async () => {
    const ran = await useAction(installed, { command: 'dns', answers: answers('installed') });
    expect(ran.code, ran.output).toBe(0);
    expect(ran.output).toMatch(/^- DNS: planned$/m);
  });

  it('has each of its inputs used, and every output from a step', () => {
    const text = readFileSync('action.yml', 'utf8');
    for (const name of Object.keys(action.inputs)) expect(text).toContain(`\${{ inputs.${name} }}`);
    for (const { value } of Object.values(action.outputs)) {
      const [, id] = /steps\.(\w+)\./.exec(value) ?? [];
      expect(action.runs.steps.map((step) => step.id)).toContain(id);
    }
  });
});

describe("the action's log", () => {
  const annotated = (
    events: readonly object[],
  ): { readonly log: string; readonly files: readonly string[] } => {
    const files = ['output', 'summary'].map((name) => path.join(temporaryFolder(), name));
    const log = execFileSync(process.execPath, ['.github/action-log.mjs'], {
      input: events.map((event) => `${JSON.stringify(event)}\n`).join(''),
      env: bareEnv({ GITHUB_OUTPUT: files[0] ?? '', GITHUB_STEP_SUMMARY: files[1] ?? '' }),
      encoding: 'utf8',
    });
    return { log, files: files.map((file) => readFileSync(file, 'utf8')) };
  };

  it('says that something still runs only where it does', () => {
    const ended = (outcome: string): string =>
      annotated([{ type: 'result', command: 'upgrade', outcome, exitCode: 6, resume: 'quilt-install x' }])
        .files[1] ?? '';
    expect(ended('still-running')).toContain('Still running; it goes on with `quilt-install x`');
    expect(ended('needs-person')).toMatch(/^Go on with `quilt-install x`/m);
  });

  it('takes texts from AWS and templates as texts: no command, no markup, no output of their own', () => {
    const hostile = '\n::set-output name=url::x\r\n##[error]`<b>|@all\nurl=https://evil.example';
    const { log, files } = annotated([
      {
        type: 'plan',
        kind: 'create',
        stackName: hostile,
        changes: [{ action: 'Add', logicalId: hostile, type: hostile }],
        counts: { add: 1 },
        values: [{ key: hostile, change: 'changed', to: hostile }],
      },
      { type: 'stack', status: 'CREATE_FAILED', logicalId: hostile, reason: hostile },
      { type: 'error', code: 'x', message: hostile, hint: hostile },
      { type: 'something-new' },
      { type: 'result', command: 'install', outcome: 'failed', exitCode: 5, url: hostile, resume: hostile },
    ]);
    expect(log).not.toMatch(/^\s*::(?!error title=x::)/m);
    expect(log).not.toContain('##[');
    expect(files[0]?.split('\n').map((line) => line.split('=')[0])).toEqual(['outcome', 'url', 'resume', '']);
    // Whatever is left of it stands between two backticks of ours.
    expect(files[1]?.replace(/`[^`\n]*`/g, '')).not.toMatch(/<b>|@all|evil/);
  });
});

interface GitlabJob {
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  readonly artifacts: { readonly reports: { readonly junit: string; readonly codequality: string } };
}

describe('the GitLab component', () => {
  const [head, body] = parseAllDocuments(readFileSync('gitlab/quilt-install.yml', 'utf8')).map(
    (document): unknown => document.toJS(),
  );
  const { inputs } = (head as { readonly spec: { inputs: Record<string, { readonly default: string }> } })
    .spec;
  const [job] = Object.values(body as Readonly<Record<string, GitlabJob>>);

  const useJob = (
    served: Served | undefined,
    cwd: string,
    given: Readonly<Record<string, string>>,
  ): Promise<Ran> => {
    const variables = Object.entries(job?.variables ?? {}).map(([name, value]) => [
      name,
      value.replace(
        /\$\[\[ inputs\.(\w+) \]\]/,
        (_, input: string) => given[input] ?? inputs[input]?.default ?? '',
      ),
    ]);
    const env = Object.fromEntries(variables) as Record<string, string>;
    return bash((job?.script ?? []).join('\n'), cwd, {
      ...envOf(served),
      ...env,
      CI: 'true',
      GITLAB_CI: 'true',
    });
  };

  it('runs the packed tool and writes the reports it names', async () => {
    const cwd = temporaryFolder();
    cpSync(answers('crowded'), path.join(cwd, inputs.answers?.default ?? ''));
    const ran = await useJob(crowded, cwd, { package: tarball, flags: '--strict' });
    expect(ran.code, ran.output).toBe(3);
    const reports = job?.artifacts.reports;
    expect(readFileSync(path.join(cwd, reports?.junit ?? ''), 'utf8')).toContain('<testsuite');
    const findings = JSON.parse(
      readFileSync(path.join(cwd, reports?.codequality ?? ''), 'utf8'),
    ) as readonly {
      readonly check_name: string;
    }[];
    expect(findings.map((finding) => finding.check_name)).toContain('cloudtrail.capacity');
  });

  it('plans an upgrade, and takes hostile inputs as plain words', async () => {
    const cwd = temporaryFolder();
    const plan = { package: tarball, command: 'upgrade', flags: '--reuse-template --plan-only' };
    const ran = await useJob(installed, cwd, { ...plan, answers: changedAnswers() });
    expect([ran.code, ran.output]).toEqual([0, expect.stringContaining('Plan: ')]);
    const hostile = await useJob(installed, cwd, {
      ...plan,
      flags: '$(touch ran) `touch ran` ; touch ran *',
    });
    expect(hostile.code).toBe(2);
    expect(existsSync(path.join(cwd, 'ran'))).toBe(false);
  });

  it('asks for the version it is released with, as the manual does', () => {
    expect(inputs.package?.default).toBe(`quilt-install@${version}`);
    const guide = readFileSync('docs/guides/pipelines.md', 'utf8');
    const named = [...guide.matchAll(/(?:quilt-install@|ref: )v(\S+)/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set([version]));
  });
});
