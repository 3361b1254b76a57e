import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { Evidence } from '../../../src/core/ports.ts';
import type { StackStatus } from '../../../src/core/stack-status.ts';
import { diagnose, type Diagnosis } from '../../../src/stack/index.ts';
import * as recorded from '../histories.ts';
import { eventsOf, rootId, start, type EventRow } from '../histories.ts';
import { RecordedStacks, stackWith } from '../recorded-stacks.ts';
import { VirtualClock } from '../virtual-clock.ts';

const denied = (permission: string): InstallError =>
  new InstallError({ code: awsCodes.denied, message: 'denied', hint: '', exitCode: 10, permission });

const diagnosisOf = (
  rows: readonly EventRow[],
  status: StackStatus,
  evidence: Partial<Evidence> = {},
  template = '',
): Promise<Diagnosis> => {
  const stacks = new RecordedStacks([eventsOf(rows)], new VirtualClock(start + 10_000_000));
  const all = new Proxy(evidence, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as unknown;
      if (method === undefined) throw new Error(`unexpected call of evidence.${String(name)}`);
      return method;
    },
  }) as Evidence;
  return diagnose(
    { stack: stackWith({ id: rootId, status }), product: { parts: { DB: 'database' }, remedies: [] } },
    { stacks: stacks.port({ processedTemplate: () => Promise.resolve(template) }), evidence: all },
  );
};
const failing = (type: string, reason: string, physicalId = '', status = 'CREATE_FAILED'): EventRow[] => [
  [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
  [1, 'Handler', 'AWS::Lambda::Function', 'CREATE_COMPLETE', undefined, 'quilt-Handler-1'],
  [2, 'Thing', type, status, reason, physicalId],
  [
    3,
    '',
    '',
    'ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [Thing]. Rollback requested by user.',
  ],
  [9, '', '', 'ROLLBACK_COMPLETE'],
];
const service = 'arn:aws:ecs:us-east-1:123456789012:service/quilt/registry';

describe('a diagnosis', () => {
  it('of a stuck rollback names what began it and what holds it', async () => {
    const found = await diagnosisOf(recorded.updateRollbackSticks, 'UPDATE_ROLLBACK_FAILED');
    expect(found.rootCause).toMatchObject({
      logicalId: 'EsIngestBucket',
      handlerCode: 'GeneralServiceException',
    });
    expect(found.blockers).toEqual([
      expect.objectContaining({
        logicalId: 'DB',
        service: 'Rds',
        meaning: expect.stringContaining('the database') as string,
      }),
    ]);
    expect(found.next).toBe('quilt-install recover --stack-name quilt');
  });

  it('of a success finds nothing', async () => {
    const found = await diagnosisOf(recorded.createSucceeds, 'CREATE_COMPLETE');
    expect(found.rootCause).toBeUndefined();
    expect(found.evidence).toEqual([]);
  });

  it('looks at the tasks that stopped', async () => {
    const asked: string[] = [];
    const found = await diagnosisOf(
      failing(
        'AWS::ECS::Service',
        "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
        service,
      ),
      'ROLLBACK_COMPLETE',
      {
        stoppedTasks: (...names) => {
          asked.push(...names);
          return Promise.resolve([
            'CannotPullContainerError: \u001b[31mpull access denied; password=hunter22',
          ]);
        },
      },
    );
    expect(asked).toEqual(['quilt', 'registry']);
    expect(found.evidence).toEqual([
      'Thing: CannotPullContainerError: [31mpull access denied; password=****',
    ]);
  });

  it('reads the end of the log of a custom resource’s function, found in the template', async () => {
    const template =
      'Resources:\n  Handler: {Type: AWS::Lambda::Function}\n  Thing: {Type: Custom::Thing, Properties: {ServiceToken: !GetAtt Handler.Arn}}\n';
    const groups: string[] = [];
    const found = await diagnosisOf(
      failing(
        'Custom::Thing',
        'Received response status [FAILED] from custom resource. Message returned: boom (RequestId: 1)',
      ),
      'ROLLBACK_COMPLETE',
      {
        logTail: (group, { sinceMs }) => {
          groups.push(group);
          expect(sinceMs).toBe(start);
          return Promise.resolve([
            { at: start, message: 'Traceback: boom\n' },
            { at: start, message: ' ' },
          ]);
        },
      },
      template,
    );
    expect(groups).toEqual(['/aws/lambda/quilt-Handler-1']);
    expect(found.evidence).toEqual(['Thing: Traceback: boom']);
  });

  it('looks up denied calls, and names the permission where it may not', async () => {
    const reason = 'User: x is not authorized to perform: iam:CreateRole on resource: y';
    const allowed = await diagnosisOf(failing('AWS::IAM::Role', reason), 'ROLLBACK_COMPLETE', {
      deniedCalls: () =>
        Promise.resolve([{ at: start, event: 'CreateRole', error: 'AccessDenied', message: 'no' }]),
    });
    expect(allowed.evidence).toEqual(['Thing: CloudTrail: CreateRole AccessDenied no']);
    const barred = await diagnosisOf(failing('AWS::IAM::Role', reason), 'ROLLBACK_COMPLETE', {
      deniedCalls: () => Promise.reject(denied('cloudtrail:LookupEvents')),
    });
    expect(barred.unreadable).toEqual([
      'CloudTrail’s denied calls could not be read: these credentials lack cloudtrail:LookupEvents.',
    ]);
  });

  it('says what fills a bucket that could not be deleted', async () => {
    const rows: EventRow[] = [
      [0, '', '', 'DELETE_IN_PROGRESS', 'User Initiated'],
      [
        2,
        'Data',
        'AWS::S3::Bucket',
        'DELETE_FAILED',
        'The bucket you tried to delete is not empty',
        'quilt-data',
      ],
      [3, '', '', 'DELETE_FAILED', 'The following resource(s) failed to delete: [Data]. '],
    ];
    const found = await diagnosisOf(rows, 'DELETE_FAILED', {
      bucketContents: () => Promise.resolve(['a/b.csv']),
    });
    expect(found.evidence).toEqual(['Data: s3://quilt-data still holds a/b.csv']);
    expect(found.rootCause?.remedy).toContain('--retain Data');
  });

  it('needs no evidence to name the cause', async () => {
    const found = await diagnosisOf(
      failing('AWS::ECS::Service', 'Exceeded attempts to wait', service),
      'ROLLBACK_COMPLETE',
      {
        stoppedTasks: () => Promise.reject(new Error('odd')),
      },
    );
    expect(found.rootCause?.logicalId).toBe('Thing');
    expect(found.unreadable).toEqual(['Why tasks of registry stopped could not be read just now.']);
  });
});
