import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inProgress, type StackStatus } from '../../../../src/core/stack-status.ts';
import { startEngine, type Failures, type TestStackEvent } from '../account.ts';

const types = [
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::S3::Bucket',
  'AWS::Logs::LogGroup',
  'Custom::Thing',
];
/** For each: what changes in place, and what may refer to others. */
const own: readonly (readonly [string, string])[] = [
  ['DisplayName', 'Tags'],
  ['DelaySeconds', 'Tags'],
  ['CorsConfiguration', 'Tags'],
  ['KmsKeyId', 'Tags'],
  ['Label', 'Uses'],
];

/** A template of some resources, each needing some that came before it. */
interface Made {
  readonly type: number;
  readonly needs: readonly number[];
  readonly explicit: boolean;
  readonly label: number;
  readonly retain: boolean;
}
const made: fc.Arbitrary<readonly Made[]> = fc.array(
  fc.record({
    type: fc.nat(types.length - 1),
    needs: fc.array(fc.nat(20), { maxLength: 3 }),
    explicit: fc.boolean(),
    label: fc.nat(3),
    retain: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);
const bodyOf = (list: readonly Made[]): string =>
  JSON.stringify({
    Resources: Object.fromEntries(
      list.map(({ type, needs, explicit, label, retain }, index) => {
        const [labelled = '', uses = ''] = own[type] ?? [];
        const wanted = [...new Set(needs.filter((need) => need < index))].map((need) => `R${need}`);
        return [
          `R${index}`,
          {
            Type: types[type],
            ...(explicit ? { DependsOn: wanted } : {}),
            ...(retain ? { DeletionPolicy: 'Retain' } : {}),
            Properties: {
              [labelled]: label,
              ...(explicit ? {} : { [uses]: wanted.map((id) => ({ Ref: id })) }),
            },
          },
        ];
      }),
    ),
  });
const failing: fc.Arbitrary<Failures> = fc.dictionary(
  fc.nat(11).map((index) => `R${index}`),
  fc.record({ in: fc.subarray(['create', 'update', 'delete', 'rollback']) }),
  { maxKeys: 3 },
);

const ended = ['_COMPLETE', '_FAILED', '_SKIPPED'];

/** What holds for every stream, whatever happened. */
const checkStream = (events: readonly TestStackEvent[]): void => {
  expect(new Set(events.map(({ EventId }) => EventId)).size).toBe(events.length);
  const times = events.map(({ Timestamp }) => Timestamp.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const last = new Map(events.map((event) => [event.LogicalResourceId, event.ResourceStatus]));
  for (const [id, status] of last)
    expect(
      ended.some((end) => status.endsWith(end)),
      `${id} ${status}`,
    ).toBe(true);
};

describe('a stack of any template with any failures', () => {
  it('comes to rest, update or not, and leaves nothing behind that was not kept', async () => {
    await fc.assert(
      fc.asyncProperty(made, made, failing, async (first, second, failures) => {
        const engine = startEngine({ failures });
        const input = { StackName: 'demo', DisableValidation: true };
        await engine.call('CreateStack', { ...input, TemplateBody: bodyOf(first) });
        await engine.runToEnd();
        const { StackId, StackStatus } = await engine.stack('demo');
        expect(inProgress(StackStatus as StackStatus)).toBe(false);
        if (StackStatus === 'CREATE_COMPLETE') {
          await engine
            .call('UpdateStack', { ...input, TemplateBody: bodyOf(second) })
            .catch((error: Error) => expect(error.message).toMatch(/No updates|modifies resource type/));
          await engine.runToEnd();
          if ((await engine.stack('demo')).StackStatus === 'UPDATE_ROLLBACK_FAILED') {
            engine.fail({});
            await engine.call('ContinueUpdateRollback', { StackName: 'demo' });
            await engine.runToEnd();
          }
        }
        engine.fail({});
        await engine.call('DeleteStack', { StackName: 'demo' });
        await engine.runToEnd();
        expect((await engine.stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
        checkStream(await engine.events(StackId));
        const events = await engine.events(StackId);
        const kept = events.filter(
          ({ ResourceStatus, ResourceType }) =>
            ResourceStatus === 'DELETE_SKIPPED' && ResourceType === 'AWS::S3::Bucket',
        );
        const lost = events.filter(
          ({ ResourceStatus, ResourceType }) =>
            ResourceStatus === 'DELETE_FAILED' && ResourceType === 'AWS::S3::Bucket',
        );
        expect(engine.account.buckets.size).toBeLessThanOrEqual(kept.length + lost.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('five hundred resources', () => {
  it('are created, whatever hangs on what', async () => {
    const engine = startEngine();
    const list: Made[] = Array.from({ length: 500 }, (_, index) => ({
      type: index % types.length,
      needs: index < 20 ? [] : [index - 20, index - 13],
      explicit: index % 7 === 0,
      label: 1,
      retain: false,
    }));
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: bodyOf(list) });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('CREATE_COMPLETE');
    expect((await engine.events('demo')).length).toBeGreaterThan(1500);
  });
});
