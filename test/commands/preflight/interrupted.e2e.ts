import { afterEach, describe, expect, it } from 'vitest';
import { Interrupts } from '../../../src/core/interrupts.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { runOn, type RunResult } from '../../e2e/in-process.ts';
import { rehearsalAccount } from '../../helpers/account.ts';

const context: RehearsalAccount[] = [];
afterEach(async () => {
  for (const account of context.splice(0)) await account.close();
});

interface Stopped {
  readonly on: RehearsalAccount;
  readonly ran: RunResult;
}

/** Operations in the order they were called; a call may need more than one permission, each noted without a name. */
const called = (on: RehearsalAccount): readonly string[] =>
  on.calls().flatMap(({ operation }) => (operation === '' ? [] : [operation]));

/** A run that is told to stop the moment AWS gets its nth call, or has done the first call of that name. */
const stoppedAt = async (
  when: number | string,
  signal: 'SIGINT' | 'SIGTERM' | 'SIGPIPE',
  argv: readonly string[],
  scenario = 'ready',
): Promise<Stopped> => {
  const interrupts = new Interrupts();
  let arrived = 0;
  const on: RehearsalAccount = await rehearsalAccount({
    scenario,
    onCall: (moment) => {
      const now = moment === 'arrived' ? ++arrived === when : called(on).at(-1) === when;
      if (now && !interrupts.signal.aborted) interrupts.interrupt(signal);
      return undefined;
    },
  });
  context.push(on);
  const ran = await runOn(on, argv, interrupts);
  return { on, ran };
};

const verdicts = ({ events }: RunResult): readonly string[] =>
  events.filter(({ type }) => type === 'check').map((line) => String(line['message']));

describe('a preflight that is told to stop', () => {
  it.each([
    [3, 'SIGINT', []],
    [12, 'SIGTERM', []],
    [40, 'SIGINT', ['--strict']],
    [12, 'SIGTERM', ['--fix', '--yes', '--only', 'iam.es-service-linked-role']],
  ] as const)('at call %i by %s ends as interrupted', async (nth, signal, more) => {
    const { ran, on } = await stoppedAt(nth, signal, ['preflight', ...more], 'empty');
    expect(on.calls().length).toBeGreaterThanOrEqual(nth);
    expect(ran.code).toBe(130);
    expect(ran.events.at(-1)).toMatchObject({ type: 'result', outcome: 'interrupted', exitCode: 130 });
    expect(verdicts(ran).join('\n')).not.toMatch(/interrupted/i);
    expect(called(on)).not.toContain('CreateServiceLinkedRole');
  });

  it('while it fixes begins no other fix', async () => {
    const only = 'iam.es-service-linked-role,iam.ecs-service-linked-role';
    const argv = ['preflight', '--fix', '--yes', '--only', only];
    const { ran, on } = await stoppedAt('CreateServiceLinkedRole', 'SIGINT', argv, 'empty');
    expect(ran.code).toBe(130);
    expect(called(on).filter((name) => name === 'CreateServiceLinkedRole')).toHaveLength(1);
  });
});

describe('an install that is told to stop', () => {
  const made = (on: RehearsalAccount): readonly string[] =>
    called(on).filter((name) => /^(Create|Put)/.test(name));
  const left = ({ state }: RehearsalAccount): readonly string[] =>
    [...state.secrets.values()].map(({ name }) => name).filter((name) => name.startsWith('quilt-install/'));

  it.each([1, 5, 20, 40, 62])('while it checks, at call %i, begins nothing new', async (nth) => {
    const { on, ran } = await stoppedAt(nth, 'SIGINT', ['install', '--yes']);
    expect([ran.code, on.calls().length >= nth]).toEqual([130, true]);
    expect(made(on)).toEqual([]);
  });

  it.each([
    ['CreateSecret', ['CreateSecret']],
    ['CreateChangeSet', ['CreateSecret', 'CreateSecret', 'CreateChangeSet']],
  ])('when it has done %s begins nothing more and takes back what it made', async (when, done) => {
    const { on, ran } = await stoppedAt(when, 'SIGTERM', ['install', '--yes']);
    expect(ran.code).toBe(130);
    expect(made(on)).toEqual(done);
    expect(left(on)).toEqual([]);
    expect(on.state.stackCount()).toBe(0);
  });

  it.each(['ListHookResults', 'DescribeEvents'])(
    'while CloudFormation has more to say of the plan, at %s, shows none',
    async (when) => {
      const { on, ran } = await stoppedAt(when, 'SIGTERM', ['install', '--plan-only']);
      expect(ran.code).toBe(130);
      expect(ran.events.filter(({ type }) => type === 'plan')).toEqual([]);
      expect([left(on), on.state.stackCount()]).toEqual([[], 0]);
    },
  );

  it('and told so once more says what is left, and how it is removed', async () => {
    const interrupts = new Interrupts();
    const on = await rehearsalAccount({
      onCall: (moment, { operation }) => {
        const first = operation === 'DescribeStackEvents' && !interrupts.signal.aborted;
        if (moment === 'arrived' && (first || operation === 'DeleteChangeSet'))
          interrupts.interrupt('SIGINT');
        return undefined;
      },
    });
    context.push(on);
    const { events } = await runOn(on, ['install', '--yes'], interrupts);
    const left = events.find(({ message }) => String(message).startsWith('The cleaning up was cut short'));
    expect(left?.['detail']).toEqual([
      'The secrets quilt-install/quilt/AdminPassword, quilt-install/quilt/DBPassword',
      expect.stringMatching(/^The empty stack with its change set quilt-install-create-\S+$/),
      expect.stringMatching(/^aws cloudformation delete-stack --stack-name arn:\S+ --region us-east-1$/),
    ]);
  });

  it.each(['GetTemplate', 'GetCallerIdentity', 'DeleteChangeSet'])(
    'finishes nothing that an earlier run left undone, told so at %s',
    async (when) => {
      const argv = ['install', '--yes', '--dns', 'route53', '--template-file', 'templates/quilt.yaml'];
      const { on, ran } = await stoppedAt(when, 'SIGINT', argv, 'installed');
      expect(ran.code).toBe(130);
      expect(made(on).filter((name) => name !== 'CreateChangeSet')).toEqual([]);
      expect(called(on)).not.toContain('ChangeResourceRecordSets');
      expect(called(on)).not.toContain('UpdateTerminationProtection');
    },
  );

  it('is interrupted, not done, where nobody reads its output any more', async () => {
    const { on, ran } = await stoppedAt(20, 'SIGPIPE', ['install', '--yes']);
    expect(ran.code).toBe(130);
    expect(made(on)).toEqual([]);
  });
});

describe('an uninstall that is told to stop', () => {
  const argv = ['uninstall', '--yes', '--confirm', 'quilt'];

  it.each([8, 14])('at call %i deletes nothing', async (nth) => {
    const { on, ran } = await stoppedAt(nth, 'SIGINT', argv, 'installed');
    expect(ran.code).toBe(130);
    expect(called(on)).not.toContain('DeleteStack');
    expect(called(on)).not.toContain('UpdateTerminationProtection');
  });

  it('when it has lifted the protection puts it back', async () => {
    const { on, ran } = await stoppedAt('UpdateTerminationProtection', 'SIGTERM', argv, 'installed');
    expect(ran.code).toBe(130);
    expect(called(on)).not.toContain('DeleteStack');
    expect(await runOn(on, ['uninstall', '--non-interactive'])).toMatchObject({
      events: expect.arrayContaining([
        expect.objectContaining({
          detail: expect.arrayContaining([expect.stringMatching(/protection is on/)]),
        }),
      ]),
    });
  });
});
