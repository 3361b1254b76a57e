// Two runs at once, and a run and the console: each is told truthfully, nothing is lost.
import { expect, it } from 'vitest';
import { Interrupts } from '../../src/core/interrupts.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { runOn, type RunResult } from '../e2e/in-process.ts';
import { callOperation } from './account-calls.ts';
import { Disturber } from './cases/disturbance.ts';
import { ledgerOf, type Ledger } from './cases/ledger.ts';
import { openAccount, referenceOf } from './cases/run-case.ts';
import { argvOf, stories, type StoryName } from './cases/stories.ts';
import { texts } from './cases/templates.ts';

const StackName = 'quilt';

const lift = (account: RehearsalAccount, EnableTerminationProtection: boolean): Promise<unknown> =>
  callOperation(account, 'UpdateTerminationProtection', { StackName, EnableTerminationProtection });

const remove = async (account: RehearsalAccount): Promise<void> => {
  await lift(account, false);
  await callOperation(account, 'DeleteStack', { StackName });
};

const planOfAnother = (account: RehearsalAccount): Promise<unknown> =>
  callOperation(account, 'CreateChangeSet', {
    StackName,
    ChangeSetName: 'of-another',
    ChangeSetType: 'UPDATE',
    TemplateBody: texts.changed,
    Parameters: ['AdminPassword', 'QuiltWebHost', 'UserSubnets'].map((ParameterKey) => ({
      ParameterKey,
      UsePreviousValue: true,
    })),
  });

const updateOfAnother = (account: RehearsalAccount): Promise<unknown> =>
  callOperation(account, 'UpdateStack', {
    StackName,
    TemplateBody: texts.changed,
    Parameters: ['AdminPassword', 'QuiltWebHost', 'UserSubnets'].map((ParameterKey) => ({
      ParameterKey,
      UsePreviousValue: true,
    })),
  });

const foreignRecord = ({ state }: RehearsalAccount): void => {
  for (const zone of state.zones.values())
    zone.records = [
      ...zone.records,
      { name: 'quilt.data.example.com.', type: 'A', ttl: 60, values: ['192.0.2.1'] },
    ];
};

const changeTemplate = ({ state }: RehearsalAccount): void => {
  const objects = state.buckets.get('templates')?.objects;
  const found = objects?.get('quilt.yaml');
  if (found !== undefined)
    objects?.set('quilt.yaml', { ...found, body: new TextEncoder().encode(texts.changed) });
};

interface Intrusion {
  readonly story: StoryName;
  /** As the call of that name arrives, the so-manieth of it. */
  readonly at: readonly [name: string, nth: number];
  readonly does: (account: RehearsalAccount) => unknown;
  readonly expect: (run: RunResult, now: Ledger) => void;
}

const codes = ({ events }: RunResult): readonly unknown[] =>
  events.filter(({ type }) => type === 'error').map(({ code }) => code);

const intrusions: Readonly<Record<string, Intrusion>> = {
  'a stack deleted while its creation is watched': {
    story: 'install from a file',
    at: ['cloudformation:DescribeStackEvents', 4],
    does: remove,
    expect: (run, now) => {
      expect(run.code).toBe(5);
      expect(now.stacks).toEqual([]);
    },
  },
  'an empty stack deleted as its plan is executed': {
    story: 'install from a file',
    at: ['cloudformation:ExecuteChangeSet', 1],
    does: (account) => callOperation(account, 'DeleteStack', { StackName }),
    expect: (run, now) => {
      expect([run.code, ...codes(run)]).toEqual([7, 'stack-busy']);
      expect(run.events.at(-1)?.['resume']).toContain('watch');
      expect(now.begun).toEqual([]);
    },
  },
  'a stack deleted while its update is watched': {
    story: 'upgrade',
    at: ['cloudformation:DescribeStackEvents', 3],
    does: (account) => remove(account).catch(() => undefined),
    expect: (run) => expect([0, 5]).toContain(run.code),
  },
  'a record made between show and apply': {
    story: 'dns --apply',
    at: ['route53:ChangeResourceRecordSets', 1],
    does: foreignRecord,
    expect: (run, now) => {
      expect([run.code, ...codes(run)]).toEqual([9, 'dns-changed']);
      expect(now.records.filter((one) => one.startsWith('quilt'))).toEqual(['quilt.data.example.com. A']);
    },
  },
  'a change set of another beside ours': {
    story: 'upgrade',
    at: ['cloudformation:CreateChangeSet', 1],
    does: planOfAnother,
    expect: (run, now) => {
      expect(run.code).toBe(0);
      expect(now.begun).toEqual(['CREATE quilt', 'UPDATE quilt']);
    },
  },
  'an update of another just before ours': {
    story: 'upgrade',
    at: ['cloudformation:DescribeStackEvents', 1],
    does: updateOfAnother,
    expect: (run, now) => {
      expect(run.code).toBe(7);
      expect(run.events.at(-1)?.['resume']).toContain('watch');
      expect(now.begun).toEqual(['CREATE quilt', 'UPDATE quilt']);
    },
  },
  'protection switched on just before the delete': {
    story: 'uninstall',
    at: ['cloudformation:DeleteStack', 1],
    does: (account) => lift(account, true),
    expect: (run, now) => {
      expect(run.code).not.toBe(0);
      expect(now.stacks).toMatchObject([{ protected: true }]);
    },
  },
  'another text at the URL just before the plan': {
    story: 'install from a URL',
    at: ['cloudformation:CreateChangeSet', 1],
    does: changeTemplate,
    expect: (run, now) => {
      expect([0, 1, 7]).not.toContain(run.code);
      expect(now.stacks).toEqual([]);
      expect(now.begun).toEqual([]);
      expect(now.secrets).toEqual(['example/notes']);
    },
  },
};

it.each(Object.entries(intrusions))('%s', async (_name, { story, at, does, expect: judge }) => {
  const [wanted, nth] = at;
  let [seen, account]: [number, RehearsalAccount | undefined] = [0, undefined];
  const disturber = new Disturber(undefined, new Interrupts());
  const opened = await openAccount(stories[story], (moment, call) => {
    const fault = disturber.hook(moment, call);
    if (moment === 'arrived' && disturber.calls.length > 0 && disturber.calls.at(-1) === wanted)
      if (++seen === nth && account !== undefined) void does(account);
    return fault;
  });
  account = opened;
  try {
    disturber.start(opened.clock);
    const run = await runOn(opened, argvOf(stories[story], opened));
    const last = run.events.at(-1);
    expect(last).toMatchObject({ type: 'result', exitCode: run.code });
    judge(run, await ledgerOf(opened));
  } finally {
    await opened.close();
  }
});

const pairs: readonly (readonly [StoryName, StoryName])[] = [
  ['install from a file', 'install from a file'],
  ['upgrade', 'upgrade'],
  ['uninstall', 'uninstall'],
  ['dns --apply', 'dns --apply'],
  ['preflight --fix', 'preflight --fix'],
  ['recover a rollback', 'recover a rollback'],
  ['recover a leftover', 'recover a leftover'],
];

it.each(pairs)('%s beside %s: one account, one end', async (first, second) => {
  const reference = await referenceOf(stories[first]);
  const account = await openAccount(stories[first], () => undefined);
  try {
    const runs = await Promise.all(
      [first, second].map((name) => runOn(account, argvOf(stories[name], account))),
    );
    for (const run of runs) {
      expect(run.events.at(-1)).toMatchObject({ type: 'result', exitCode: run.code });
      expect([0, 2, 3, 5, 6, 7, 9]).toContain(run.code);
    }
    expect(runs.map(({ code }) => code)).toContain(0);
    const now = await ledgerOf(account);
    expect(now).toEqual(reference.after);
  } finally {
    await account.close();
  }
});
