import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bareEnv, cli, of, rehearse, run, type Ran } from './bundle.ts';
import { install, progress, rehearsed, onward, stage } from './stage.ts';

const goesOn: unknown = expect.stringMatching(new RegExp(`^quilt-install rehearse .*-- ${onward}$`));

/** Without a terminal nobody can be asked: what ends the watching says how to pick it up, by exit code and last line. */
const last = (ran: Pick<Ran, 'events'>) => ran.events.at(-1);
const json = ['--output', 'json'];

describe.concurrent('a signal while the stack is made', () => {
  it.for([
    ['SIGINT', 130, 'interrupted'],
    ['SIGTERM', 7, 'still-running'],
    ['SIGHUP', 7, 'still-running'],
  ] as const)('%s ends with %i', async ([signal, exitCode, outcome], test) => {
    const running = stage(test).piped(rehearsed(60, ['install', ...json]));
    await running.until(/"type":"stack"/);
    running.signal(signal);
    expect(await running.ended).toBe(exitCode);
    expect(last(running)).toMatchObject({
      type: 'result',
      command: 'install',
      outcome,
      exitCode,
      resume: goesOn,
    });
  });

  it('ends at once on a second one, its last line whole', async (test) => {
    const running = stage(test).piped(rehearsed(60, ['install', ...json]));
    await running.until(/"type":"stack"/);
    running.signal('SIGINT');
    running.signal('SIGTERM');
    expect([130, 7]).toContain(await running.ended);
    expect(of(running, 'result')).toHaveLength(1);
    expect(last(running)).toMatchObject({ type: 'result', resume: goesOn });
  });

  it('tells a person the command that goes on, in plain lines', async (test) => {
    const running = stage(test).piped(rehearsed(60, ['install']));
    await running.until(progress);
    running.signal('SIGINT');
    expect(await running.ended).toBe(130);
    expect(running.text).toMatch(new RegExp(`Interrupted\\.\\n.*\\n.*-- ${onward}\\n$`));
    expect(running.raw).not.toContain('\u001B');
  });

  it('cleans up before execution', async (test) => {
    const { account, piped } = stage(test);
    const aws = await account(1);
    const running = piped([...install, '--yes'], { env: aws.env });
    await running.until(/CloudFormation is making the plan/);
    running.signal('SIGTERM');
    expect(await running.ended).toBe(130);
    expect(await aws.left()).toEqual({ stacks: [], changeSets: [], secrets: [] });
  });
});

describe.concurrent('what must not end the watching', () => {
  it.for([['Disconnect@30s'], ['Throttling=0.15'], ['Stale=0.3', 'Disconnect@60s+5m']])(
    '%j',
    async (faults) => {
      const ran = await rehearse(
        faults.flatMap((fault) => ['--fail', fault]),
        ['install', ...json],
      );
      expect(ran.code, ran.stderr + ran.stdout.slice(-2000)).toBe(0);
      expect(last(ran)).toMatchObject({ outcome: 'succeeded', url: 'https://quilt.data.example.com' });
      expect(of(ran, 'settled')).toHaveLength(1);
    },
  );
});

describe.concurrent('what ends the watching, and not the operation', () => {
  it.for([
    ['expired credentials', ['--fail', 'ExpiredToken@60s'], []],
    ['--max-wait', [], ['--max-wait', '5m']],
    ['--detach', [], ['--detach']],
  ] as const)('%s', async ([_name, flags, more]) => {
    const ran = await rehearse(flags, ['install', ...more, ...json]);
    expect(ran.code, ran.stderr + ran.stdout.slice(-2000)).toBe(7);
    expect(last(ran)).toMatchObject({ outcome: 'still-running', exitCode: 7, resume: goesOn });
    expect(of(ran, 'settled')).toEqual([]);
  });

  it('names the profile and the stack in the command that goes on', async (test) => {
    const aws = await stage(test).account(60);
    const ran = await run([...install, '--yes', '--detach', '--stack-name', 'quilt-two', ...json], {
      env: aws.env,
    });
    const { resume: command } = last(ran) as unknown as { resume: string };
    expect(command).toBe('quilt-install watch --stack-name quilt-two --region us-east-1');
    expect((await aws.left()).stacks).toEqual(['quilt-two CREATE_IN_PROGRESS']);
    const watched = await run([...command.split(' ').slice(1), '--max-wait', '3s', ...json], {
      env: aws.env,
    });
    expect(watched.code, watched.stdout + watched.stderr).toBe(7);
  });
});

describe.concurrent('a reader that goes away', () => {
  const piped = (command: string): ReturnType<typeof spawnSync> =>
    spawnSync('/bin/sh', ['-c', `"$NODE" "$CLI" ${command}; true`], {
      env: bareEnv({ NODE: process.execPath, CLI: cli }),
      encoding: 'utf8',
    });

  it.for([
    'help checks 2>&1 | head -1',
    'rehearse --speed max -- preflight 2>&1 | head -1',
    'rehearse --speed max -- preflight --output json | head -1',
    'rehearse --speed max -- install --output json | head -1',
  ])('%s', (command) => {
    const { stdout, stderr } = piped(command);
    expect(String(stdout).trimEnd().split('\n')).toHaveLength(1);
    expect(String(stderr)).not.toMatch(/EPIPE|Error|at .*:\d+/);
  });

  it('never makes an install that did not happen look done', () => {
    const { stdout } = spawnSync(
      'bash',
      [
        '-c',
        `"$NODE" "$CLI" rehearse --speed max --latency 50 -- install --output json | head -1; echo "\${PIPESTATUS[0]}"`,
      ],
      { env: bareEnv({ NODE: process.execPath, CLI: cli }), encoding: 'utf8' },
    );
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('130');
  });

  it('takes back the plan it was making', async (test) => {
    const { account } = stage(test);
    const aws = await account(1);
    const { stderr } = await new Promise<{ stderr: string }>((resolve) => {
      const command = `"$NODE" "$CLI" ${[...install, '--yes', ...json].join(' ')} | head -1; sleep 3`;
      const child = spawn('/bin/sh', ['-c', command], {
        env: bareEnv({ ...aws.env, NODE: process.execPath, CLI: cli }),
      });
      let text = '';
      child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
      child.on('close', () => resolve({ stderr: text }));
    });
    expect(stderr).toBe('');
    const { stacks } = await aws.left();
    expect(stacks.filter((stack) => stack.includes('REVIEW'))).toEqual([]);
  });
});
