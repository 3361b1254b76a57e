import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bareEnv, run } from '../../e2e/bundle.ts';
import { RunningCommand } from '../../e2e/running.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const config = `[default]
region = eu-west-2
[profile team-a]
region=mx-central-1
[profile "team b"]
[sso-session team-sso]
sso_region = il-central-1
`;

/** What is typed behind `quilt-install`, up to the Tab key, and the words that the shell then runs. */
const typed: readonly (readonly [string, string])[] = [
  ['pref', 'preflight'],
  ['upgrade --reus', 'upgrade --reuse-template'],
  ['--plan', '--plan-only'],
  ['status --output js', 'status --output json'],
  ['status --output=js', 'status --output=json'],
  ['dns --format bi', 'dns --format bind'],
  ['outputs --format dot', 'outputs --format dotenv'],
  ['preflight --only acm.c', 'preflight --only acm.certificate'],
  ['preflight --only acm.certificate,dns.c', 'preflight --only acm.certificate,dns.caa'],
  ['status --profile team-', 'status --profile team-a'],
  ['status --profile from-', 'status --profile from-keys'],
  ['status --region mx', 'status --region mx-central-1'],
  ['status --region ca-', 'status --region ca-central-1'],
  ['status --watch --qui', 'status --watch --quiet'],
  ['help acm.c', 'help acm.certificate'],
  ['policy perim', 'policy perimeter'],
  ['install --product tetrascience-da', 'install --product tetrascience-data'],
  ['install --answers my-', 'install --answers my-answers.yaml'],
  ['install --template-file sub/my-', 'install --template-file sub/my-template.json'],
  ['diagnose --bundle my-old', 'diagnose --bundle my-old.txt'],
  ['rehearse --scenario crow', 'rehearse --scenario crowded'],
  ['rehearse -- pref', 'rehearse -- preflight'],
  ['rehearse --scenario ready -- preflight --stri', 'rehearse --scenario ready -- preflight --strict'],
];

interface Shell {
  readonly name: string;
  readonly arguments: readonly string[];
  /** Reads the script; from then on no program is found, and the tool only says what it was given. */
  readonly begin: (script: string) => string;
}

const shells: readonly Shell[] = [
  {
    name: 'bash',
    arguments: ['--norc', '--noprofile', '-i'],
    begin: (script) =>
      `bind 'set enable-bracketed-paste off'; source ${script}; PATH=/nowhere; quilt-install() { echo "got: $*."; }; PS1='ready> '`,
  },
  {
    name: 'zsh',
    arguments: ['-f', '-i'],
    begin: (script) =>
      `autoload -U compinit; compinit -u -D; source ${script}; PATH=/nowhere; quilt-install() { echo "got: $*." }; PS1='ready> '`,
  },
  {
    name: 'fish',
    arguments: ['--no-config', '-i'],
    begin: (script) =>
      `source ${script}; set PATH /nowhere; function quilt-install; echo "got: $argv."; end; function fish_prompt; echo 'ready> '; end`,
  },
];

const isThere = (name: string): boolean => spawnSync(name, ['--version']).status === 0;

const folder = temporaryFolder();
const scriptOf = (shell: string): string => path.join(folder, `completion.${shell}`);

beforeAll(async () => {
  mkdirSync(path.join(folder, '.aws'));
  mkdirSync(path.join(folder, 'sub'));
  writeFileSync(path.join(folder, 'aws-config'), config);
  writeFileSync(path.join(folder, '.aws/credentials'), '[from-keys]\naws_access_key_id = x\n');
  for (const file of ['my-answers.yaml', 'my-old.txt', 'sub/my-template.json', 'sub/my-notes.txt'])
    writeFileSync(path.join(folder, file), '');
  for (const { name } of shells) writeFileSync(scriptOf(name), (await run(['completion', name])).stdout);
});

const environment = (): NodeJS.ProcessEnv => ({
  ...bareEnv({ TERM: 'dumb' }),
  HOME: folder,
  // fish leaves a folder there.
  TMPDIR: folder,
  AWS_CONFIG_FILE: path.join(folder, 'aws-config'),
});

/** The shell as a person has it, at a pseudo-terminal. */
const atTerminal = (shell: Shell): RunningCommand & { readonly type: (keys: string) => void } => {
  const line = `stty cols 200 rows 50; exec ${shell.name} ${shell.arguments.join(' ')}`;
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    cwd: folder,
    env: { ...environment(), SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return Object.assign(new RunningCommand(child), {
    type: (keys: string) => void child.stdin.write(keys),
  });
};

describe.each(shells)('the Tab key in $name', (shell) => {
  // A machine without that shell has nobody who presses Tab in it; `.ci/run` installs them.
  it.skipIf(!isThere(shell.name))(
    'completes what is typed, and starts no program',
    async ({ onTestFinished }) => {
      const terminal = atTerminal(shell);
      onTestFinished(() => terminal.end());
      terminal.type(`${shell.begin(scriptOf(shell.name))}\n`);
      for (const [begun, whole] of typed) {
        await terminal.until(/ready> /);
        terminal.type(`quilt-install ${begun}\t\n`);
        const [, got] = await terminal.until(/^got: (.*?),? ?\.$/m);
        expect.soft(got, begun).toBe(whole);
      }
      expect(terminal.text).not.toMatch(/not found|unknown command|no such file|error/i);
    },
  );
});

describe.skipIf(!isThere('bash'))('a completion in bash', () => {
  /** As bash calls it; words as readline splits them. */
  const offered = (...words: readonly string[]): readonly string[] => {
    const said = execFileSync(
      'bash',
      [
        '-c',
        'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _quilt_install; printf "%s\\n" ${COMPREPLY[@]+"${COMPREPLY[@]}"}',
        'bash',
        scriptOf('bash'),
        'quilt-install',
        ...words,
      ],
      { cwd: folder, env: environment(), encoding: 'utf8' },
    );
    return said.split('\n').filter((line) => line !== '');
  };

  it('offers each choice of a flag, also behind an equals sign that readline takes for a word', () => {
    expect(offered('status', '--output', '')).toEqual(['text', 'json']);
    expect(offered('status', '--output', '=')).toEqual(['text', 'json']);
    expect(offered('status', '--output', '=', 't')).toEqual(['text']);
    expect(offered('status', '--output=t')).toEqual(['--output=text']);
  });

  it('tells the same flag of two commands apart', () => {
    expect(offered('outputs', '--format', '')).toEqual(['text', 'json', 'dotenv']);
    expect(offered('dns', '--format', 'terraform-')).toEqual(['terraform-cloudflare', 'terraform-azure']);
  });

  it('offers flags of install where no command is named, and nothing for a command there is not', () => {
    expect(offered('--reuse')).toEqual([]);
    expect(offered('--plan')).toEqual(['--plan-only']);
    expect(offered('upgrad', '--')).toEqual([]);
  });

  it('offers nothing where nobody can know', () =>
    expect(offered('install', '--stack-name', '')).toEqual([]));

  it('quotes a profile of two words, and leaves out what is no profile', () =>
    expect(offered('status', '--profile', '')).toEqual(['default', 'team-a', 'team\\ b', 'from-keys']));

  it('takes under 60 ms of processor', () => {
    const times = execFileSync(
      'bash',
      [
        '-c',
        'source "$1"; COMP_WORDS=(quilt-install install --profile ""); COMP_CWORD=3; for ((i = 0; i < 50; i++)); do _quilt_install; done; COMP_WORDS=(quilt-install help ""); COMP_CWORD=2; for ((i = 0; i < 50; i++)); do _quilt_install; done; times',
        'bash',
        scriptOf('bash'),
      ],
      { cwd: folder, env: environment(), encoding: 'utf8' },
    );
    const [user = '', system = ''] = times.split(/\s/);
    const milliseconds = (text: string): number => {
      const [, minutes, seconds] = /(\d+)m([\d.]+)s/.exec(text) ?? [];
      return Number(minutes) * 60_000 + Number(seconds) * 1000;
    };
    expect((milliseconds(user) + milliseconds(system)) / 100).toBeLessThan(60);
  });
});
