import { describe, expect, it } from 'vitest';
import { expiredMenu } from '../../../src/commands/shared/stack/expired-menu.ts';
import type { Event } from '../../../src/core/events.ts';
import { SteppedBack, type Prompter } from '../../../src/core/prompter.ts';

const unforeseen = (): Promise<never> => Promise.reject(new Error('no such question'));

interface Person {
  readonly source?: string;
  readonly signIn?: { readonly command: string; readonly succeeds: boolean };
  /** What is chosen: part of its name, or Esc. */
  readonly chooses?: string;
  readonly nobody?: true;
}

const meet = async ({ source, signIn, chooses, nobody }: Person) => {
  const shown: string[] = [];
  const offered: string[] = [];
  const prompt: Prompter = {
    interactive: nobody !== true,
    text: unforeseen,
    secret: unforeseen,
    checkbox: unforeseen,
    confirm: unforeseen,
    select: ({ choices }) => {
      offered.push(...choices.map(({ name }) => name));
      const chosen = choices.find(({ name }) => chooses !== undefined && name.includes(chooses));
      return chosen === undefined ? Promise.reject(new SteppedBack()) : Promise.resolve(chosen.value);
    },
  };
  const identity = { account: '1', arn: 'a', partition: 'aws', credentialSource: source };
  const way = await expiredMenu({
    connection: {
      prompt,
      emit: (event: Event) => {
        if (event.type === 'note') shown.push(event.message, ...(event.detail ?? []));
      },
      facts: { identity: () => Promise.resolve(identity) },
      signIn: () =>
        Promise.resolve(signIn && { command: signIn.command, run: () => Promise.resolve(signIn.succeeds) }),
    },
  })();
  return { way, shown: shown.join('\n'), offered };
};

const portal = 'aws sso login --profile lab';

describe('credentials that expired while an operation runs', () => {
  it.each(['sso', 'login', 'assume-role'])('of %s are renewed by the sign-in behind them', async (source) => {
    const { way, shown, offered } = await meet({
      source,
      signIn: { command: portal, succeeds: true },
      chooses: `run ${portal} here`,
    });
    expect(way).toBe('retry');
    expect(shown).toContain(`Sign in again with ${portal}`);
    expect(shown).not.toContain('did not succeed');
    expect(offered).toHaveLength(3);
  });

  it('say so where that sign-in failed, and are tried again', async () => {
    const failed = { command: portal, succeeds: false };
    const { way, shown } = await meet({ source: 'sso', signIn: failed, chooses: 'here' });
    expect(way).toBe('retry');
    expect(shown).toContain(`${portal} did not succeed`);
  });

  it('of the environment cannot be renewed here: nothing is asked, the stack is left running', async () => {
    const { way, shown, offered } = await meet({
      source: 'env',
      signIn: { command: portal, succeeds: true },
    });
    expect(way).toBe('leave');
    expect(shown).toContain('export fresh ones');
    expect(offered).toEqual([]);
  });

  it.each([
    ['assume-role', /new MFA code/],
    ['web-identity', /identity token/],
    ['process', /credential_process/],
    ['profile', /credentials file/],
    ['container', /container/],
    ['instance', /instance/],
    [undefined, /in another window/],
  ])('of %s come with their own words, and no sign-in', async (source, words) => {
    const { way, shown, offered } = await meet({ source });
    expect(way).toBe('retry');
    expect(shown).toMatch(words);
    expect(offered.join()).not.toContain('login');
  });

  it('leave the stack running where nobody can be asked', async () => {
    const { way, shown } = await meet({ source: 'sso', nobody: true });
    expect([way, shown]).toEqual(['leave', '']);
  });
});
