import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bareEnv, serve } from './bundle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** The steps a pipeline runs, run by bash as the pipeline would, against a rehearsal account. */
interface Ran {
  readonly code: number;
  readonly output: string;
}

const answers = (scenario: string): string => path.resolve(`templates/rehearsal/answers/${scenario}.yaml`);

let account: Awaited<ReturnType<typeof serve>>;
let crowded: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  [account, crowded] = await Promise.all([serve(), serve(['--scenario', 'crowded'])]);
});
afterAll(() => Promise.all([account.stop(), crowded.stop()]));

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
  readonly exitCode: string | undefined;
}

const useAction = async (
  env: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Promise<ActionRun> => {
  const cwd = temporaryFolder();
  const inputs = {
    ...Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default])),
    ...given,
  };
  const [summary, output] = [path.join(cwd, 'summary.md'), path.join(cwd, 'output')];
  let last: Ran = { code: 0, output: '' };
  for (const step of action.runs.steps) {
    if (last.code !== 0) break;
    // An expression inside a script would run whatever an input holds.
    expect(step.run).not.toContain('${{');
    const stepEnv = Object.fromEntries(
      Object.entries(step.env).map(([name, value]) => [name, filled(value, inputs)]),
    );
    last = await bash(step.run, cwd, {
      ...env,
      ...stepEnv,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
    });
  }
  const written = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return {
    ...last,
    cwd,
    summary: written(summary),
    exitCode: /^exit-code=(\d+)$/m.exec(written(output))?.[1],
  };
};

describe('the GitHub Action', () => {
  it('fails as preflight does: annotations, summary, exit code', async () => {
    const ran = await useAction(crowded.env, { answers: answers('crowded') });
    expect(ran.code).toBe(3);
    expect(ran.exitCode).toBe('3');
    expect(ran.output).toMatch(/^::error title=cloudtrail\.capacity/m);
    expect(ran.summary).toContain('cloudtrail.capacity');
  });

  it('passes every input on as the flag of its name', async () => {
    const ran = await useAction(account.env, {
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
    expect([ran.code, ran.exitCode]).toEqual([0, '0']);
    expect(readFileSync(path.join(ran.cwd, 'checks.xml'), 'utf8')).toContain('s3.bucket');
    expect(readFileSync(path.join(ran.cwd, 'checks.md'), 'utf8')).toContain('s3.bucket');
  });

  it('takes hostile inputs as plain words', async () => {
    const hostile = '$(touch ran); "`touch ran`" \'\n*';
    const ran = await useAction(account.env, { 'stack-name': hostile, only: 'stack.name' });
    expect(ran.code).toBe(3);
    expect(existsSync(path.join(ran.cwd, 'ran'))).toBe(false);
  });

  it('tells a wrong account by its exit code', async () => {
    const ran = await useAction(account.env, { region: 'us-east-1', 'expect-account': '999999999999' });
    expect([ran.code, ran.exitCode]).toEqual([2, '2']);
  });

  it('is built where it is not yet, without scripts of its packages and out of reach of credentials', async () => {
    const [cwd, tool, bin] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const record = '#!/bin/sh\nprintf "%s " "$(basename "$0")" "$@"; echo; env\n';
    for (const name of ['npm', 'node']) writeFileSync(path.join(bin, name), record, { mode: 0o755 });
    const ran = await bash(action.runs.steps[0]?.run ?? '', cwd, {
      TOOL: tool,
      PATH: `${bin}:${process.env.PATH}`,
      AWS_SECRET_ACCESS_KEY: 'canary-key',
      AWS_SESSION_TOKEN: 'canary-token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-id',
      GITHUB_TOKEN: 'canary-github',
      QUILT_INSTALL_PARAM_DBPassword: 'canary-password',
    });
    expect(ran.code, ran.output).toBe(0);
    expect(ran.output).toMatch(/^npm ci .*--ignore-scripts/m);
    expect(ran.output).toMatch(/^node esbuild\.config\.mjs/m);
    expect(ran.output).not.toContain('canary');
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

interface GitlabJob {
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  readonly artifacts: { readonly reports: { readonly junit: string; readonly codequality: string } };
}

describe('the GitLab job of the manual', () => {
  const fence = [...readFileSync('docs/guides/pipelines.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)]
    .map(([, text = '']) => text)
    .find((text) => text.startsWith('quilt-preflight:'));
  const job = (parse(fence ?? '') as { 'quilt-preflight': GitlabJob })['quilt-preflight'];

  it('runs the packed tool and writes the reports it names', async () => {
    const cwd = temporaryFolder();
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', cwd]);
    expect(job.variables.QUILT_INSTALL).toBe(`./quilt-install-${version}.tgz`);
    cpSync(answers('crowded'), path.join(cwd, job.variables.QUILT_ANSWERS ?? ''));
    const ran = await bash(job.script.join('\n'), cwd, { ...crowded.env, ...job.variables, CI: 'true' });
    expect(ran.code, ran.output).toBe(3);
    expect(readFileSync(path.join(cwd, job.artifacts.reports.junit), 'utf8')).toContain('<testsuite');
    const findings = JSON.parse(
      readFileSync(path.join(cwd, job.artifacts.reports.codequality), 'utf8'),
    ) as readonly { readonly check_name: string }[];
    expect(findings.map((finding) => finding.check_name)).toContain('cloudtrail.capacity');
  });
});
