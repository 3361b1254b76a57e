import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bareEnv, cli, type EventLine } from './bundle.ts';
import { eventLines } from '../helpers/event-lines.ts';
import { inspectedAccount } from './account.ts';
import { install, resume } from './stage.ts';

interface TestLife {
  readonly onTestFinished: (end: () => void | Promise<void>) => void;
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** The bundle at a pseudo-terminal of its own, its standard output and exit code kept in files: the terminal goes away. */
const atTerminal = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { onTestFinished }: TestLife,
) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hang-up-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [output, code] = ['output', 'code'].map((name) => path.join(folder, name)) as [string, string];
  const command = [process.execPath, cli, ...args].map(quoted).join(' ');
  // The leader of the session goes with its terminal, which is what tells the program; the shell within stays, to say how it ended.
  const line = `(trap '' HUP; ${command} >${quoted(output)}; echo $? >${quoted(`${code}.new`)}; mv ${quoted(`${code}.new`)} ${quoted(code)}); :`;
  const terminal = spawn('script', ['-qfec', line, '/dev/null'], {
    env: bareEnv({ TERM: 'xterm-256color', SHELL: '/bin/sh', ...env }),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  terminal.stdout.resume();
  onTestFinished(() => void terminal.kill('SIGKILL'));
  const lines = (): readonly EventLine[] =>
    existsSync(output) ? eventLines(readFileSync(output, 'utf8')) : [];
  const until = (met: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const watcher = watch(folder, () => {
        if (!met()) return;
        watcher.close();
        resolve();
      });
      watcher.emit('change');
    });
  return {
    said: (type: string) => until(() => lines().some((event) => event.type === type)),
    /** A question stands on the screen. */
    asked: () =>
      new Promise<void>((resolve) => {
        let screen = '';
        terminal.stdout.on('data', (chunk: Buffer) => {
          screen += chunk.toString();
          if (screen.includes('Go on with these values?')) resolve();
        });
      }),
    hangUp: () => terminal.kill('SIGKILL'),
    ended: async () => {
      await until(() => existsSync(code));
      return { code: Number(readFileSync(code, 'utf8')), last: lines().at(-1) };
    },
  };
};

describe.concurrent('a terminal that hangs up', () => {
  it('while the stack is made leaves the operation to itself, and says how to follow on', async (test) => {
    const aws = await inspectedAccount(60);
    test.onTestFinished(() => aws.close());
    const running = atTerminal([...install, '--yes', '--output', 'json'], aws.env, test);
    await running.said('stack');
    running.hangUp();
    const { code, last } = await running.ended();
    expect(code).toBe(7);
    expect(last).toMatchObject({ type: 'result', outcome: 'still-running', exitCode: 7, resume });
  });

  it('before execution takes everything back, as Ctrl-C does', async (test) => {
    const aws = await inspectedAccount(1);
    test.onTestFinished(() => aws.close());
    const running = atTerminal([...install, '--yes', '--output', 'json'], aws.env, test);
    await running.said('check');
    running.hangUp();
    const { code, last } = await running.ended();
    expect(code).toBe(130);
    expect(last).toMatchObject({ type: 'result', outcome: 'interrupted', exitCode: 130 });
    expect(await aws.left()).toEqual({ stacks: [], changeSets: [], secrets: [] });
  });

  it('while a question is open takes everything back, as Ctrl-C does', async (test) => {
    const aws = await inspectedAccount('max');
    test.onTestFinished(() => aws.close());
    const running = atTerminal([...install, '--output', 'json'], aws.env, test);
    await running.asked();
    running.hangUp();
    const { code, last } = await running.ended();
    expect(code).toBe(130);
    expect(last).toMatchObject({ type: 'result', outcome: 'interrupted', exitCode: 130 });
    expect(await aws.left()).toEqual({ stacks: [], changeSets: [], secrets: [] });
  });
});
