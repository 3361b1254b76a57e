import { describe, expect, it, onTestFinished } from 'vitest';
import { install } from '../../../src/commands/install/install.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { runOn } from '../../e2e/in-process.ts';
import { attended, notes, type Attended, type CommandLine } from '../attended.ts';
import { accountOfTest } from '../../helpers/account.ts';

const account = (more: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> =>
  accountOfTest({ onTestFinished }, more);

const command: CommandLine<'install'> = [
  'install',
  '--template-file',
  'templates/quilt.yaml',
  '--answers',
  'templates/rehearsal/answers/ready.yaml',
];
const secretsOf = ({ state }: RehearsalAccount): readonly string[] =>
  [...state.secrets.values()].map(({ name }) => name).filter((name) => name.startsWith('quilt-install/'));
const both = ['quilt-install/quilt/AdminPassword', 'quilt-install/quilt/DBPassword'];

/** What was called last; a call may need more than one permission, each noted without a name. */
const lastCall = (on: RehearsalAccount): string | undefined =>
  on
    .calls()
    .filter(({ operation }) => operation !== '')
    .at(-1)?.operation;

/** A person who is asked to agree to the plan while something else happens, and then answers. */
const waiting = (
  on: RehearsalAccount,
  answer: boolean,
  meanwhile: () => Promise<unknown>,
): Attended<'install'> =>
  attended(on, command, async (question) => {
    if (question !== 'Create this stack?') return false;
    await meanwhile();
    return answer;
  });

const ended = (run: Attended<'install'>): Promise<unknown> =>
  install(run.session).then(
    (result) => result,
    (error: unknown) => error,
  );

describe('secrets of a run that comes to nothing', () => {
  it('go with it where nobody else uses them', async () => {
    const on = await account();
    const run = waiting(on, false, () => {
      expect(secretsOf(on)).toEqual(both);
      return Promise.resolve();
    });
    expect(await ended(run)).toMatchObject({ code: 'plan-declined' });
    expect(secretsOf(on)).toEqual([]);
    expect(on.state.stackCount()).toBe(0);
  });

  it('go with it although a signal comes while they are taken back', async () => {
    const on: RehearsalAccount = await account({
      onCall: () => {
        if (lastCall(on) === 'DeleteChangeSet') run.session.interrupts.interrupt('SIGINT');
        return undefined;
      },
    });
    const run: Attended<'install'> = waiting(on, false, () => Promise.resolve());
    await ended(run);
    expect(run.session.interrupts.signal.aborted).toBe(true);
    expect(secretsOf(on)).toEqual([]);
    expect(on.state.stackCount()).toBe(0);
  });

  it.each([
    ['is declined', false, 'plan-declined'],
    ['loses the race', true, 'plan-gone'],
  ])(
    'stay where a second run brought the stack up with them before the first %s',
    async (_how, answer, code) => {
      const on = await account();
      const first = waiting(on, answer, async () => {
        expect((await runOn(on, ['install', '--yes'])).code).toBe(0);
      });
      expect(await ended(first)).toMatchObject({ code });
      expect(secretsOf(on)).toEqual(both);
      expect(notes(first).join('\n')).toMatch(/quilt is there by now[^]*AdminPassword/);
    },
  );

  it('stay where a second run still waits with them at its own plan, and are there when it goes on', async () => {
    const on = await account();
    let decline = (): void => undefined;
    let planned = (): void => undefined;
    const secondPlanned = new Promise<void>((resolve) => (planned = resolve));
    const firstDeclined = new Promise<void>((resolve) => (decline = resolve));
    const second = waiting(on, true, () => {
      planned();
      return firstDeclined;
    });
    let secondEnds: Promise<unknown> | undefined;
    const first = waiting(on, false, () => {
      secondEnds = ended(second);
      return secondPlanned;
    });
    expect(await ended(first)).toMatchObject({ code: 'plan-declined' });
    expect(secretsOf(on)).toEqual(both);
    decline();
    expect(await secondEnds).toMatchObject({ exitCode: 0 });
    expect(secretsOf(on)).toEqual(both);
  });

  it('are kept and named with the command that removes them where stacks may not be read', async () => {
    const on = await account();
    const first = waiting(on, false, () => {
      on.state.permissions = { deny: new Set(['cloudformation:DescribeStacks']) };
      return Promise.resolve();
    });
    await ended(first);
    expect(secretsOf(on)).toEqual(both);
    expect(notes(first).join('\n')).toMatch(
      /kept[^]*aws secretsmanager delete-secret --secret-id quilt-install\/quilt\/DBPassword --region us-east-1/,
    );
  });

  it.each([
    ['are found and go', [], []],
    ['are named where they cannot be looked at', ['Deny=secretsmanager:GetSecretValue'], [both[0]]],
  ])('whose answer was lost %s', async (_how, fail, left) => {
    const on: RehearsalAccount = await account({
      fail,
      onCall: (moment) => (moment === 'done' && lastCall(on) === 'CreateSecret' ? 'hang up' : undefined),
    });
    const run = attended(on, [...command, '--yes']);
    expect(await ended(run)).toMatchObject({ code: 'aws-unreachable' });
    expect(secretsOf(on)).toEqual(left);
    expect(notes(run).filter((note) => note.includes('aws secretsmanager delete-secret'))).toHaveLength(
      left.length,
    );
  });

  it('are there for every winner, however two runs that start together meet', async () => {
    for (let seed = 0; seed < 4; seed++) {
      const on = await account({ latencyMs: seed });
      const codes = (
        await Promise.all([runOn(on, ['install', '--yes']), runOn(on, ['install', '--yes'])])
      ).map(({ code }) => code);
      expect(codes).toContain(0);
      expect(secretsOf(on)).toEqual(both);
    }
  });
});
