import { Writable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { execute } from '../../src/main/main.ts';
import { accountOfTest } from '../helpers/account.ts';
import { hostWith } from '../helpers/host.ts';
import { replacedQueues } from '../helpers/replaced-queues.ts';
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

it('keeps little in memory for a reader that lags, and gives it the last line', async () => {
  const stdout = new SlowPipe();
  const queues = replacedQueues(50);
  const account = await accountOfTest({ onTestFinished }, { fail: queues.fail });
  account.cloudformation.seed(queues.stack);
  const code = await execute(hostWith({ stdout }), queues.upgrade, account);
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
