import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { bareEnv, cli, of, rehearse, run, serve, type EventLine, type Ran } from './bundle.ts';

const stateFile = (): string => path.join(temporaryFolder(), 'account.json');
const on = (state: string, command: readonly string[]): Promise<Ran> =>
  rehearse(['--state', state, '--output', 'json'], command);
const resultOf = (ran: Ran): EventLine | undefined => of(ran, 'result')[0];

/** Told to end once the first resource is under way. */
const installAndStop = (state: string): Promise<{ code: number | null; stdout: string }> =>
  new Promise((resolve) => {
    const flags = ['rehearse', '--state', state, '--speed', '60', '--output', 'json', '--', 'install'];
    const child = spawn(process.execPath, [cli, ...flags], {
      env: bareEnv(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const before = stdout.includes('"type":"stack"');
      stdout += chunk.toString();
      if (!before && stdout.includes('"type":"stack"')) child.kill('SIGTERM');
    });
    child.on('close', (code) => resolve({ code, stdout }));
  });

describe('a rehearsed account in a file', () => {
  it('is one account over four processes', async () => {
    const state = stateFile();
    const installed = await on(state, ['install']);
    expect(installed.code).toBe(0);
    expect(statSync(state).mode & 0o777).toBe(0o600);
    const status = await on(state, ['status']);
    expect(resultOf(status)).toMatchObject({ exitCode: 0, outputs: resultOf(installed)?.outputs });
    const upgraded = await on(state, ['upgrade', '--reuse-template', '--param', 'Qurator=Enabled']);
    expect(resultOf(upgraded)).toMatchObject({ exitCode: 0, outcome: 'succeeded' });
    const gone = await on(state, ['uninstall', '--confirm', 'quilt']);
    expect(resultOf(gone)).toMatchObject({ exitCode: 0, outcome: 'succeeded' });
    expect((await on(state, ['status'])).code).toBe(2);
  });

  it('goes on in the next process with an installation that was broken off', async () => {
    const state = stateFile();
    const { code, stdout } = await installAndStop(state);
    expect(code).toBe(7);
    expect(stdout).toContain(`--state ${state}`);
    const watched = await on(state, ['watch']);
    expect(resultOf(watched)).toMatchObject({ exitCode: 0, outcome: 'succeeded' });
  });

  it('is led on with after a fault, by the very command that is named', async () => {
    const state = stateFile();
    const failed = await rehearse(['--state', state, '--fail', 'Search'], ['install']);
    expect(failed.code).toBe(5);
    const [, words = ''] = /^ +quilt-install (rehearse .+ -- install .+)$/m.exec(failed.stderr) ?? [];
    expect(words).not.toBe('');
    // Typing the stack's name is a person's; here it stands on the line.
    const again = await run([...words.split(' '), '--confirm', 'quilt']);
    expect(again.code, again.stderr).toBe(0);
  });

  it('is kept when it was served, and served again', async () => {
    const state = stateFile();
    const first = await serve(['--state', state]);
    const client = new CloudFormationClient({
      endpoint: first.env['AWS_ENDPOINT_URL'],
      region: 'us-east-1',
      credentials: { accessKeyId: first.env['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: 'rehearsal' },
    });
    const TemplateBody = 'Resources: { Topic: { Type: AWS::SNS::Topic } }';
    await client.send(new CreateStackCommand({ StackName: 'own', TemplateBody }));
    await first.stop();
    const second = await serve(['--state', state]);
    const seen = await run(['outputs', '--stack-name', 'own', '--output', 'json'], { env: second.env });
    await second.stop();
    expect(resultOf(seen)).toMatchObject({ command: 'outputs', exitCode: 0 });
  });

  it('is one run’s at a time: a second is told who has it, and changes nothing', async () => {
    const state = stateFile();
    const first = await serve(['--state', state]);
    const before = readFileSync(state, 'utf8');
    const second = await on(state, ['install']);
    expect(second.code).toBe(2);
    expect(of(second, 'error')[0]).toMatchObject({
      code: 'file-in-use',
      message: expect.stringMatching(
        /account\.json is in use: process \d+ on .+ has had it since 2/,
      ) as string,
    });
    expect(readFileSync(state, 'utf8')).toBe(before);
    await first.stop();
    expect((await on(state, ['preflight'])).code).not.toBe(2);
    expect(readdirSync(path.dirname(state))).toEqual(['account.json']);
  });

  it('that a killed process had is taken over', async () => {
    const state = stateFile();
    await (await serve(['--state', state])).stop('SIGKILL');
    expect(readdirSync(path.dirname(state)).sort()).toEqual(['account.json', 'account.json.lock']);
    expect((await on(state, ['outputs', '--stack-name', 'none'])).events.at(-1)).toMatchObject({
      exitCode: 2,
    });
    expect(readdirSync(path.dirname(state))).toEqual(['account.json']);
  });

  it.each([
    ['not its own', 'hello', 'not JSON'],
    ['newer', '{"version":2}', 'a newer quilt-install wrote it'],
  ])('that is %s is left as it is, and nothing is run', async (_case, text, why) => {
    const state = stateFile();
    writeFileSync(state, text);
    const ran = await on(state, ['install']);
    expect(ran.code).toBe(2);
    expect(of(ran, 'error')[0]).toMatchObject({
      code: 'state-unusable',
      message: expect.stringContaining(why) as string,
    });
    expect(statSync(state).size).toBe(text.length);
  });
});
