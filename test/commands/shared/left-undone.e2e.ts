import { afterEach, describe, expect, it } from 'vitest';
import { install } from '../../../src/commands/install/install.ts';
import { confirmByName } from '../../../src/commands/shared/consent.ts';
import { upgrade } from '../../../src/commands/upgrade/upgrade.ts';
import { watch } from '../../../src/commands/watch/watch.ts';
import { status } from '../../../src/commands/status/status.ts';
import { startAccount, type RehearsalAccount, type RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { attended, notes, type Attended } from '../attended.ts';

const started: RehearsalAccount[] = [];
afterEach(async () => {
  for (const account of started.splice(0)) await account.close();
});
const account = async (scenario: string, more: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> => {
  const options = { scenario, fail: [], latencyMs: 0, serve: false, templates: 'templates' };
  const one = await startAccount({ ...options, speed: 'max', ...more });
  started.push(one);
  return one;
};
const given = (scenario: string): readonly string[] => [
  '--template-file',
  'templates/quilt.yaml',
  '--answers',
  `templates/rehearsal/answers/${scenario}.yaml`,
];
const writes = (on: RehearsalAccount): readonly string[] =>
  on
    .calls()
    .map(({ operation }) => operation)
    .filter((operation) => /^(ChangeResourceRecordSets|UpdateTerminationProtection)$/.test(operation));
const planOf = ({ events }: Attended) => events.find((event) => event.type === 'plan');
const nextOf = ({ events }: Attended) => events.findLast((event) => event.type === 'next');

describe('an upgrade with nothing to change', () => {
  it('writes no record before somebody has agreed to it, and leaves the way back', async () => {
    const on = await account('installed');
    const run = attended(on, ['upgrade', ...given('installed')], () => false);
    await expect(upgrade(run.session)).rejects.toMatchObject({
      code: 'plan-declined',
      resume: expect.stringContaining('--answers templates/rehearsal/answers/installed.yaml') as string,
    });
    expect(planOf(run)).toMatchObject({
      kind: 'unchanged',
      dns: '3 records are created in Route 53 (example.com)',
    });
    expect(run.asked).toEqual(['Finish what was left undone?']);
    expect(writes(on)).toEqual([]);
  });

  it('does what the plan showed once it is agreed to, and asks nothing more the next time', async () => {
    const on = await account('installed');
    const run = attended(on, ['upgrade', ...given('installed')], () => true);
    expect(await upgrade(run.session)).toMatchObject({ outcome: 'unchanged', exitCode: 0 });
    expect(writes(on)).toEqual(['ChangeResourceRecordSets']);
    const again = attended(on, ['upgrade', ...given('installed')], () => false);
    expect(await upgrade(again.session)).toMatchObject({ outcome: 'unchanged', exitCode: 0 });
    expect(planOf(again)).toMatchObject({ dns: '3 records in place' });
    expect(again.asked).toEqual([]);
  });
});

it('an install again that only shows the plan finishes nothing, whatever --yes says', async () => {
  const on = await account('installed');
  const run = attended(on, ['install', ...given('installed'), '--plan-only', '--yes']);
  expect(await install(run.session)).toMatchObject({ outcome: 'unchanged', exitCode: 0 });
  expect(writes(on)).toEqual([]);
});

it('watch --detach calls no failed operation well', async () => {
  const on = await account('installed');
  on.cloudformation.bringTo('quilt', 'UPDATE_ROLLBACK_COMPLETE');
  const run = attended(on, ['watch', '--detach']);
  expect(await watch(run.session)).toMatchObject({ outcome: 'rolled-back', exitCode: 5 });
});

describe('a no to the plan', () => {
  it('tells what was removed again, and how to come back', async () => {
    const on = await account('ready');
    const run = attended(on, ['install', ...given('ready')], () => false);
    await expect(install(run.session)).rejects.toMatchObject({
      code: 'plan-declined',
      resume:
        'quilt-install install --region us-east-1 --template-file templates/quilt.yaml --answers templates/rehearsal/answers/ready.yaml',
    });
    expect(notes(run)).toContain('Removed again: the change set with its empty stack, 2 generated secrets.');
  });

  it('comes after a mistyped stack name only when it was mistyped three times', async () => {
    const typing = (...words: string[]) => {
      const run = attended(on, ['recover'], () => true);
      const prompt = { ...run.session.local.prompt, text: () => Promise.resolve(words.shift() ?? '') };
      const connecting = run.session.connect();
      return connecting.then((connection) =>
        confirmByName(
          { session: run.session, connection: { ...connection, prompt }, stackName: 'quilt' },
          'It goes',
        ),
      );
    };
    const on = await account('installed');
    expect(await typing('quill', 'Quilt', 'quilt')).toBe(true);
    await expect(typing('a', 'b', 'c', 'quilt')).rejects.toMatchObject({ code: 'plan-declined' });
  });
});

describe('the end', () => {
  it('is the same for who installed and who came to watch: who signs in, and where the password is', async () => {
    const on = await account('ready');
    const run = attended(on, ['install', ...given('ready'), '--yes']);
    expect(await install(run.session)).toMatchObject({ exitCode: 0 });
    const watching = attended(on, ['watch']);
    expect(await watch(watching.session)).toMatchObject({ exitCode: 0 });
    expect(nextOf(watching)).toEqual(nextOf(run));
    const steps = JSON.stringify(nextOf(run));
    expect(steps).toContain('sign in as ops@example.com');
    expect(steps).toContain(
      'aws secretsmanager get-secret-value --secret-id quilt-install/quilt/AdminPassword --query SecretString --output text --region us-east-1',
    );
  });

  it('of an upgrade has its own next steps', async () => {
    const on = await account('installed');
    const run = attended(on, ['upgrade', ...given('installed'), '--param', 'Qurator=Enabled', '--yes']);
    expect(await upgrade(run.session)).toMatchObject({ outcome: 'succeeded' });
    expect(planOf(run)).toMatchObject({
      values: [{ key: 'Qurator', change: 'changed', from: 'Disabled', to: 'Enabled' }],
    });
    const steps = JSON.stringify(nextOf(run));
    expect(steps).toContain('quilt-install status');
    expect(steps).not.toContain('default role');
  });
});

it('calls no failed operation well in the status', async () => {
  const on = await account('installed');
  on.cloudformation.bringTo('quilt', 'UPDATE_ROLLBACK_COMPLETE');
  const run = attended(on, ['status']);
  await status(run.session);
  const lines = run.events.filter((event) => event.type === 'status');
  expect(lines.find(({ id }) => id === 'stack.operation')).toMatchObject({ status: 'fail' });
});
