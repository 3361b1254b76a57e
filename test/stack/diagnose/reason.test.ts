import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockers, parseReason, rootCause } from '../../../src/stack/index.ts';
import * as recorded from '../histories.ts';
import { eventsOf, type EventRow } from '../histories.ts';

describe('a reason taken apart', () => {
  it.each([
    [
      'Resource handler returned message: "Value {"maxReceiveCount":3} is invalid. (Service: Sqs, Status Code: 400, Request ID: 7d1a) (SDK Attempt Count: 1)" (RequestToken: 96ae, HandlerErrorCode: GeneralServiceException)',
      {
        text: 'Value {"maxReceiveCount":3} is invalid.',
        handlerCode: 'GeneralServiceException',
        service: 'Sqs',
      },
    ],
    [
      'The maximum number of VPCs has been reached. (Service: AmazonEC2; Status Code: 400; Error Code: VpcLimitExceeded; Request ID: 1; Proxy: null)',
      {
        text: 'The maximum number of VPCs has been reached.',
        handlerCode: 'VpcLimitExceeded',
        service: 'AmazonEC2',
      },
    ],
    [
      'x already exists (Service: S3, Status Code: 0, Request ID: null)',
      { text: 'x already exists', service: 'S3' },
    ],
    [
      'API: iam:CreateRole User is not authorized. Encoded authorization failure message: aGVsbG8-_d29ybGQ=',
      { text: 'API: iam:CreateRole User is not authorized.' },
    ],
    ['Bucket name\u001b[31m should not\u0007 contain', { text: 'Bucket name[31m should not contain' }],
    [
      'Parameter validation failed: parameter value x for parameter name VPC does not exist. Rollback requested by user.',
      { text: 'Parameter validation failed: parameter value x for parameter name VPC does not exist.' },
    ],
    ['', { text: '' }],
  ])('%s', (raw, parts) => expect(parseReason(raw)).toEqual(parts));

  it('takes any text in short time', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseReason(text).text === 'string'));
    const hostile = `Resource handler returned message: "${'(Service: '.repeat(100_000)}`;
    expect(parseReason(hostile).text.length).toBeLessThanOrEqual(4_000);
  });
});

describe('the cause', () => {
  it('is the first failure that is nobody else’s consequence', () => {
    expect(rootCause(eventsOf(recorded.createRollsBack))).toMatchObject({
      logicalId: 'Queue',
      reason: expect.stringContaining('Dead letter target does not exist.') as string,
    });
  });

  it('is the stack’s own word where it went back before any resource had failed', () => {
    expect(rootCause(eventsOf(recorded.parameterMissing))?.reason).toMatch(/^Parameter validation failed/);
    expect(rootCause(eventsOf(recorded.deleteCancelled))?.reason).toMatch(/in use by other/);
    const timeout: EventRow[] = [
      [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
      [2, 'A', 'AWS::SQS::Queue', 'CREATE_IN_PROGRESS'],
      [60, 'A', 'AWS::SQS::Queue', 'CREATE_FAILED', 'Resource creation cancelled'],
      [
        61,
        '',
        '',
        'ROLLBACK_IN_PROGRESS',
        'Stack creation time exceeded the specified timeout. Rollback requested by user.',
      ],
      [80, '', '', 'ROLLBACK_COMPLETE'],
    ];
    expect(rootCause(eventsOf(timeout))).toMatchObject({
      logicalId: 'quilt',
      reason: expect.stringMatching(/^Stack creation time/) as string,
    });
  });

  it('is the guardrail’s own message, with the name of the hook', () => {
    const events = eventsOf([
      [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
      [2, 'Data', 'AWS::S3::Bucket', 'CREATE_IN_PROGRESS'],
      [
        3,
        'Data',
        'AWS::S3::Bucket',
        'CREATE_FAILED',
        'The following hook(s) failed: [AWS::ControlTower::Hook]',
      ],
    ]).map((event, index) =>
      index === 1
        ? {
            ...event,
            hook: {
              type: 'AWS::ControlTower::Hook',
              status: 'HOOK_COMPLETE_FAILED',
              reason: 'Buckets need encryption',
            },
          }
        : event,
    );
    expect(rootCause(events)?.reason).toBe('Hook AWS::ControlTower::Hook: Buckets need encryption');
  });

  it('is the parent’s summary where the nested stack cannot be read', () => {
    expect(rootCause(eventsOf(recorded.nestedFails.root))).toMatchObject({ logicalId: 'Network' });
  });

  it('is not that somebody asked for it', () => {
    const rows: EventRow[] = [
      [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
      [61, '', '', 'ROLLBACK_IN_PROGRESS', 'Rollback requested by user.'],
      [80, '', '', 'ROLLBACK_COMPLETE'],
    ];
    expect(rootCause(eventsOf(rows))).toBeUndefined();
  });

  it('is absent where nothing failed', () =>
    expect(rootCause(eventsOf(recorded.createSucceeds))).toBeUndefined());

  it('of a stuck rollback is told apart from the failure that began it', () => {
    const events = eventsOf(recorded.updateRollbackSticks);
    expect(rootCause(events)?.logicalId).toBe('EsIngestBucket');
    expect(blockers(events).map(({ logicalId }) => logicalId)).toEqual(['DB']);
  });
});
