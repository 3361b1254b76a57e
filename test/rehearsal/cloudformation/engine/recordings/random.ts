import type { Failures } from '../../account.ts';
import { act, create, type Engine, type Run } from './recording.ts';

/** A small generator of its own, so that the same number always makes the same story. */
const numbers = (seed: number): ((below: number) => number) => {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return (state >>> 3) % below;
  };
};

const types = [
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::S3::Bucket',
  'AWS::Logs::LogGroup',
  'Custom::Thing',
  'AWS::Events::Rule',
];
/** For each: what changes in place, what names it or changes in place too, and what may refer to others. */
const own: readonly (readonly [string, string, string])[] = [
  ['DisplayName', 'KmsMasterKeyId', 'Subscription'],
  ['DelaySeconds', 'KmsMasterKeyId', 'RedriveAllowPolicy'],
  ['CorsConfiguration', 'LoggingConfiguration', 'LifecycleConfiguration'],
  ['DataProtectionPolicy', 'KmsKeyId', 'FieldIndexPolicies'],
  ['Label', 'Name', 'Uses'],
  ['Description', 'Name', 'Targets'],
];
const phases = ['create', 'update', 'delete', 'rollback'];

const template = (next: (below: number) => number, kinds: readonly number[]): string =>
  JSON.stringify({
    Resources: Object.fromEntries(
      kinds
        .map((kind, index): [string, object] | undefined => {
          if (next(8) === 0) return undefined;
          const [label = '', name = ''] = own[kind] ?? [];
          return [
            `R${index}`,
            {
              Type: types[kind],
              ...(next(6) === 0 ? { DeletionPolicy: 'Retain' } : {}),
              Properties: { [label]: next(3), [name]: `n${next(2)}-${index}` },
            },
          ];
        })
        .filter((one) => one !== undefined)
        .map(([id, body], _, all) => {
          const before = all
            .slice(
              0,
              all.findIndex(([other]) => other === id),
            )
            .map(([other]) => other);
          const wanted = before.filter(() => next(4) === 0).slice(0, 3);
          return [
            id,
            next(2) === 0
              ? { ...body, DependsOn: wanted }
              : {
                  ...body,
                  Metadata: {},
                  Properties: {
                    ...(body as { Properties: object }).Properties,
                    [own[types.indexOf((body as { Type: string }).Type)]?.[2] ?? '']: wanted.map((Ref) => ({
                      Ref,
                    })),
                  },
                },
          ];
        }),
    ),
  });

const story = (number: number): Run => {
  const first = numbers(number);
  const kinds = Array.from({ length: 3 + first(10) }, () => first(types.length));
  const failures: Failures = Object.fromEntries(
    Array.from({ length: first(3) }, () => [
      `R${first(kinds.length)}`,
      { in: phases.filter(() => first(2) === 0) },
    ]),
  );
  const tell = async (engine: Engine): Promise<readonly unknown[]> => {
    const next = numbers(number + 1000);
    const answers: unknown[] = [];
    await create(engine, template(next, kinds), { OnFailure: ['ROLLBACK', 'DO_NOTHING', 'DELETE'][next(3)] });
    const id = await engine.newestStack();
    const { StackStatus } = await engine.stack(id);
    const DisableRollback = next(3) === 0;
    if (['CREATE_COMPLETE', 'CREATE_FAILED'].includes(StackStatus))
      try {
        await engine.call('UpdateStack', {
          StackName: id,
          TemplateBody: template(next, kinds),
          ...(DisableRollback ? { DisableRollback } : {}),
        });
        if (next(4) === 0) {
          await engine.pass(next(30_000));
          await engine.call('CancelUpdateStack', { StackName: id });
        }
      } catch (error) {
        answers.push((error as Error).message);
      }
    await engine.runToEnd();
    const after = (await engine.stack(id)).StackStatus;
    if (after === 'UPDATE_ROLLBACK_FAILED') await act(engine, 'ContinueUpdateRollback', { StackName: id });
    if (after === 'UPDATE_FAILED') await act(engine, 'RollbackStack', { StackName: id });
    if (next(2) === 0) engine.fail({});
    if ((await engine.stack(id)).StackStatus !== 'DELETE_COMPLETE')
      try {
        await act(engine, 'DeleteStack', { StackName: id });
      } catch (error) {
        answers.push((error as Error).message);
      }
    return answers;
  };
  return { start: () => ({ failures }), act: tell };
};

export const randomRuns: Readonly<Record<string, Run>> = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [
    `random-${String(index + 1).padStart(2, '0')}`,
    story(index + 1),
  ]),
);
