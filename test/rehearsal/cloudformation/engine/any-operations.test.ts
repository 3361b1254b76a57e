import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ServiceError } from '../../../../src/rehearsal/service.ts';
import { startEngine, type Failures } from '../account.ts';
import { checkAllAtRest, summaries } from './operations/at-rest.ts';
import {
  madeKinds,
  madeTemplate,
  textsOf,
  type MadeKinds,
  type MadeTemplate,
} from './operations/template.ts';

type Engine = ReturnType<typeof startEngine>;

const seconds = fc.nat(400);
const version = fc.nat(2);
const asked = fc.record({
  /** Which of the calls that make sense just now, percent. */
  pick: fc.nat(99),
  version,
  OnFailure: fc.constantFrom('ROLLBACK', 'DO_NOTHING', 'DELETE'),
  DisableRollback: fc.boolean(),
  IncludeNestedStacks: fc.boolean(),
  /** Skip or retain what failed. */
  leave: fc.boolean(),
  force: fc.boolean(),
});
type Asked = typeof asked extends fc.Arbitrary<infer One> ? One : never;
type Call = 'create' | 'update' | 'plan' | 'cancel' | 'continue' | 'rollback' | 'delete';

const sensible = (status: string): readonly Call[] => {
  if (status === 'DELETE_COMPLETE') return ['create', 'plan'];
  if (status === 'UPDATE_IN_PROGRESS') return ['cancel', 'cancel', 'delete'];
  if (status === 'CREATE_IN_PROGRESS') return ['delete'];
  if (status === 'UPDATE_ROLLBACK_FAILED') return ['continue', 'continue', 'continue', 'delete'];
  if (status === 'CREATE_FAILED' || status === 'UPDATE_FAILED')
    return ['rollback', 'rollback', 'update', 'delete'];
  if (/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status))
    return ['update', 'update', 'update', 'plan', 'plan', 'delete'];
  return ['delete'];
};

const failing: fc.Arbitrary<Failures> = fc.dictionary(
  fc.constantFrom(
    'R0',
    'R1',
    'R2',
    'R3',
    'R4',
    'C0',
    'C1',
    'C2',
    'G0',
    'G1',
    'RAlways',
    'CAlways',
    'GAlways',
  ),
  fc.record({
    in: fc.oneof(
      fc.constantFrom(['rollback'], ['update'], ['update', 'rollback'], ['create', 'rollback']),
      fc.subarray(['create', 'update', 'delete', 'rollback'], { minLength: 1 }),
    ),
  }),
  { maxKeys: 4 },
);
/** Seconds into what is under way; null: once it is over. */
const step = fc.record({ asked, failing, after: fc.option(seconds) });

interface Run {
  readonly engine: Engine;
  readonly texts: readonly string[];
  /** Of the newest stack. */
  id: string;
}

const failedResources = async ({ engine, id }: Run, status: string): Promise<readonly string[]> => {
  const { StackResources } = await engine.call<{
    StackResources: readonly { LogicalResourceId: string; ResourceStatus: string }[];
  }>('DescribeStackResources', { StackName: id });
  return StackResources.filter(({ ResourceStatus }) => ResourceStatus === status).map(
    ({ LogicalResourceId }) => LogicalResourceId,
  );
};

const plan = async (
  { engine, texts, id }: Run,
  { version: at, IncludeNestedStacks, DisableRollback }: Asked,
): Promise<void> => {
  const exists = (await summaries(engine)).some(
    ({ StackId, StackStatus }) => StackId === id && !/^(DELETE_COMPLETE|REVIEW)/.test(StackStatus),
  );
  const { Id } = await engine.call<{ Id: string }>('CreateChangeSet', {
    StackName: 'demo',
    ChangeSetName: 'plan',
    ChangeSetType: exists ? 'UPDATE' : 'CREATE',
    TemplateBody: texts[at],
    IncludeNestedStacks,
  });
  await rest(engine);
  await engine.call('ExecuteChangeSet', { ChangeSetName: Id, DisableRollback });
};

const ask = async (run: Run, one: Asked): Promise<void> => {
  const { engine, texts, id } = run;
  const demo = { StackName: 'demo' };
  const calls = sensible((await engine.stack(id)).StackStatus);
  const call = calls[Math.floor((one.pick / 100) * calls.length)] ?? 'delete';
  const { DisableRollback, OnFailure } = one;
  const TemplateBody = texts[one.version];
  switch (call) {
    case 'create':
      await engine.call('CreateStack', { ...demo, TemplateBody, OnFailure, DisableValidation: true });
      return;
    case 'update':
      return engine.call('UpdateStack', { ...demo, TemplateBody, DisableRollback });
    case 'plan':
      return plan(run, one);
    case 'cancel':
      return engine.call('CancelUpdateStack', demo);
    case 'continue':
      return engine.call('ContinueUpdateRollback', {
        ...demo,
        ResourcesToSkip: one.leave ? await failedResources(run, 'UPDATE_FAILED') : [],
      });
    case 'rollback':
      return engine.call('RollbackStack', demo);
    case 'delete':
      return engine.call('DeleteStack', {
        StackName: id,
        RetainResources: one.leave ? await failedResources(run, 'DELETE_FAILED') : [],
        ...(one.force ? { DeletionMode: 'FORCE_DELETE_STACK' } : {}),
      });
  }
};

/** Refusals are answers; anything else is a fault of ours. */
const rest = (engine: Engine) => engine.pass(6 * 3_600_000);
const answered = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(ServiceError);
  }
};

const nestedOf = (kinds: MadeKinds, made: readonly MadeTemplate[]): ReadonlyMap<string, Uint8Array> =>
  new Map(
    made
      .flatMap((one, index) => textsOf(kinds, one, index).parts)
      .map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );

const rootOf = async (run: Run): Promise<string> =>
  (await summaries(run.engine)).find(({ ParentId }) => ParentId === undefined)?.StackId ?? run.id;

/** What the account still holds was kept on purpose, or given up and told. */
const checkNothingLeft = async (
  engine: Engine,
  all: readonly { readonly StackId: string }[],
): Promise<void> => {
  const reported = new Set<string>();
  for (const { StackId } of all)
    for (const { ResourceStatus, PhysicalResourceId } of await engine.events(StackId))
      if (/^DELETE_(SKIPPED|FAILED)$/.test(ResourceStatus)) reported.add(PhysicalResourceId);
  const { buckets, logGroups, topics } = engine.account;
  for (const id of [...buckets.keys(), ...logGroups.keys(), ...topics.keys()]) expect(reported).toContain(id);
};

/** Once nothing fails any more, whatever was left half way can be brought to an end and deleted. */
const clear = async (run: Run): Promise<void> => {
  const { engine, id } = run;
  engine.fail({});
  if ((await engine.stack(id)).StackStatus === 'UPDATE_ROLLBACK_FAILED') {
    await engine.call('ContinueUpdateRollback', { StackName: id });
    await rest(engine);
    await checkAllAtRest(engine);
    expect((await engine.stack(id)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  }
  // What a clean-up gave up on, or a retained resource was, is nobody's any more and goes by itself.
  for (let attempt = 0; attempt < 2; attempt++)
    for (const { StackId } of [...(await summaries(engine))].reverse()) {
      await engine.call('DeleteStack', { StackName: StackId });
      await rest(engine);
    }
  await checkAllAtRest(engine);
  const all = await summaries(engine);
  for (const { StackId, StackStatus } of all) expect(StackStatus, StackId).toBe('DELETE_COMPLETE');
  await checkNothingLeft(engine, all);
};

it('comes to rest after any operations, nested stacks and all, and can be deleted in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      madeKinds,
      fc.array(madeTemplate, { minLength: 3, maxLength: 3 }),
      fc.array(step, { minLength: 1, maxLength: 6 }),
      fc.option(failing),
      async (kinds, made, steps, first) => {
        const engine = startEngine({ nestedTemplates: nestedOf(kinds, made), failures: first ?? {} });
        const texts = made.map((one, index) => textsOf(kinds, one, index).root);
        const { StackId } = await engine.call<{ StackId: string }>('CreateStack', {
          StackName: 'demo',
          TemplateBody: texts[0],
          DisableValidation: true,
        });
        const run: Run = { engine, texts, id: StackId };
        for (const { asked: one, failing: failures, after } of steps) {
          if (after === null) {
            await rest(engine);
            await checkAllAtRest(engine);
          } else await engine.pass(after * 1000);
          engine.fail(failures);
          await answered(ask(run, one));
          run.id = await rootOf(run);
        }
        await rest(engine);
        await checkAllAtRest(engine);
        await clear(run);
      },
    ),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 25) },
  );
});
