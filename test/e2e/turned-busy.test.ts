import { describe, expect, it } from 'vitest';
import { runOn } from './in-process.ts';
import { rehearsalAccount } from '../helpers/account.ts';

describe('a stack that turns busy while the run looks around', () => {
  it('ends it with 7 and the command that follows what the stack is at', async () => {
    const account = await rehearsalAccount();
    try {
      expect((await runOn(account, ['install', '--yes', '--detach'])).code).toBe(7);
      const { code, events } = await runOn(account, ['preflight', '--only', 'stack.state']);
      expect({ code, last: events.at(-1) }).toMatchObject({
        code: 7,
        last: {
          outcome: 'still-running',
          resume: 'quilt-install watch --region us-east-1',
        },
      });
    } finally {
      await account.close();
    }
  });
});
