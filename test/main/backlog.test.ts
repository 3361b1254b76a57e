import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { Interrupts } from '../../src/core/interrupts.ts';
import { execute } from '../../src/main/main.ts';
import { accountOfTest } from '../helpers/account.ts';
import { turns } from '../../src/rehearsal/clock/event-loop.ts';

/** A pipe whose reader takes a little at a time. */
class SlowPipe extends Writable {
  text = '';
  most = 0;
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    this.most = Math.max(this.most, this.writableLength);
    void turns(1).then(done);
  }
}

const upgrade = [
  'upgrade',
  '--reuse-template',
  '--param',
  'Turn=b',
  '--dns',
  'none',
  '--yes',
  '--confirm',
  'quilt',
];

const queues = (count: number): string =>
  [
    'Parameters: { Turn: { Type: String } }',
    'Resources:',
    ...Array.from(
      { length: count },
      (_, at) => `  Q${at}: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub 'q${at}-\${Turn}' } }`,
    ),
  ].join('\n');

const seeded = async (count: number) => {
  const fail = Array.from({ length: count }, (_, at) => `Q${at}@delete`);
  const account = await accountOfTest({ onTestFinished }, { fail });
  account.cloudformation.seed({
    stackName: 'quilt',
    template: queues(count),
    parameters: { Turn: 'a' },
    minutesAgo: 60,
  });
  return account;
};

it('keeps little in memory for a reader that lags, and gives it the last line', async () => {
  const stdout = new SlowPipe();
  const account = await seeded(50);
  const code = await execute(
    {
      argv: [],
      env: {},
      stdin: new PassThrough(),
      stdout,
      stderr: new PassThrough().resume(),
      interrupts: new Interrupts(),
      version: '0.0.0-test',
      packageFolder: pathToFileURL(`${path.resolve('.')}/`),
    },
    [...upgrade, '--output', 'json'],
    account,
  );
  expect(code, stdout.text.slice(-2_000)).toBe(0);
  stdout.end();
  await new Promise((resolve) => stdout.once('close', resolve));
  expect(stdout.text.length).toBeGreaterThan(600_000);
  expect(stdout.most).toBeLessThan(400_000);
  expect(JSON.parse(stdout.text.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    type: 'result',
    outcome: 'succeeded',
  });
});
