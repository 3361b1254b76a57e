import { describe, expect, it } from 'vitest';
import { fullestZone } from '../../src/aws/facts/usage.ts';
import { plainName } from '../../src/aws/services/route53/route53.ts';
import { caught, json, jsonError, portsOn, query, queryError, serve } from './wire.ts';

describe('stopped tasks', () => {
  it('tell why, newest first, the task’s words before its containers’', async () => {
    const { url } = await serve(({ operation }) =>
      operation === 'ListTasks'
        ? json({ taskArns: ['a', 'b', 'c'] })
        : json({
            tasks: [
              {
                stoppedAt: 100,
                stoppedReason: 'Essential container in task exited',
                containers: [{ name: 'registry', exitCode: 137, reason: 'OutOfMemoryError' }],
              },
              {
                stoppedAt: 300,
                stoppedReason: 'CannotPullContainerError: no route',
                containers: [{ name: 'registry' }],
              },
              { stoppedAt: 200, containers: [{ name: 'done', exitCode: 0 }] },
            ],
          }),
    );
    expect(await portsOn(url).evidence.stoppedTasks('c', 's')).toEqual([
      'CannotPullContainerError: no route',
      'Essential container in task exited; registry: OutOfMemoryError, exit code 137',
    ]);
  });

  it('of a service that is gone are none', async () => {
    const { url } = await serve(() => jsonError('ServiceNotFoundException', 'Service not found.'));
    expect(await portsOn(url).evidence.stoppedTasks('c', 's')).toEqual([]);
  });
});

describe('the tail of a log', () => {
  it('is its end, through empty pages too', async () => {
    let page = 0;
    const { url } = await serve(() => {
      page += 1;
      const events =
        page === 2
          ? []
          : [
              { timestamp: page * 10, message: `line ${page}` },
              { timestamp: page * 10 + 1, message: `more ${page}` },
            ];
      return json({ events, ...(page < 4 ? { nextToken: `t${page}` } : {}) });
    });
    expect(await portsOn(url).evidence.logTail('quilt', { sinceMs: 0, limit: 3 })).toEqual([
      { at: 31, message: 'more 3' },
      { at: 40, message: 'line 4' },
      { at: 41, message: 'more 4' },
    ]);
  });

  it('that never ends is left after ten pages', async () => {
    let page = 0;
    const { url, asked } = await serve(() => json({ events: [], nextToken: `t${++page}` }));
    expect(await portsOn(url).evidence.logTail('quilt', { sinceMs: 0, limit: 3 })).toEqual([]);
    expect(asked).toHaveLength(10);
  });

  it('of no group is empty, of a forbidden one is denied', async () => {
    const gone = await serve(() => jsonError('ResourceNotFoundException', 'no such group'));
    expect(await portsOn(gone.url).evidence.logTail('quilt', { sinceMs: 0, limit: 3 })).toEqual([]);
    const denied = await serve(() => jsonError('AccessDeniedException', 'no'));
    expect(
      await caught(portsOn(denied.url).evidence.logTail('quilt', { sinceMs: 0, limit: 3 })),
    ).toMatchObject({ permission: 'logs:FilterLogEvents' });
  });
});

const event = (name: string, more: object, source = 'iam.amazonaws.com') => ({
  EventName: name,
  EventSource: source,
  EventTime: 1_700_000_000,
  Username: 'ops',
  CloudTrailEvent: JSON.stringify(more),
});

describe('CloudTrail', () => {
  it('gives the calls that were denied and passes over broken entries', async () => {
    const { url } = await serve(() =>
      json({
        Events: [
          event('CreateRole', { errorCode: 'AccessDenied', errorMessage: 'with an explicit deny' }),
          event(
            'RunTask',
            { errorCode: 'Client.UnauthorizedOperation', errorMessage: 'no' },
            'ecs.amazonaws.com',
          ),
          event('CreateBucket', { errorCode: 'BucketAlreadyExists' }),
          event('PutObject', {}),
          { EventName: 'Broken', CloudTrailEvent: '{' },
        ],
      }),
    );
    expect(await portsOn(url).evidence.deniedCalls(0)).toEqual([
      {
        at: 1_700_000_000_000,
        event: 'iam:CreateRole',
        error: 'AccessDenied',
        message: 'with an explicit deny',
      },
      { at: 1_700_000_000_000, event: 'ecs:RunTask', error: 'Client.UnauthorizedOperation', message: 'no' },
    ]);
  });

  it('tells who began the operation', async () => {
    const arn = 'arn:aws:sts::123456789012:assumed-role/Admin/ana';
    const { url } = await serve(() =>
      json({
        Events: [
          event('DescribeStacks', {}),
          event('ExecuteChangeSet', { userIdentity: { arn } }),
          event('CreateStack', {}),
        ],
      }),
    );
    expect(await portsOn(url).evidence.startedBy('quilt', 0)).toBe(arn);
  });
});

describe('drift', () => {
  it('reports no drift for a stack that does not exist', async () => {
    const { url } = await serve(() => queryError('ValidationError', 'Stack [quilt] does not exist'));
    expect(await portsOn(url).evidence.drift('quilt')).toEqual([]);
  });

  it('is waited for and read page by page', async () => {
    let page = 0;
    const { url } = await serve(({ operation }) => {
      if (operation === 'DetectStackDrift')
        return query(operation, '<StackDriftDetectionId>d-1</StackDriftDetectionId>');
      if (operation === 'DescribeStackDriftDetectionStatus')
        return query(operation, '<DetectionStatus>DETECTION_COMPLETE</DetectionStatus>');
      page += 1;
      return query(
        operation,
        `<StackResourceDrifts><member><LogicalResourceId>R${page}</LogicalResourceId><ResourceType>AWS::S3::Bucket</ResourceType><StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus></member></StackResourceDrifts>${page === 1 ? '<NextToken>n</NextToken>' : ''}`,
      );
    });
    expect((await portsOn(url).evidence.drift('quilt')).map(({ logicalId }) => logicalId)).toEqual([
      'R1',
      'R2',
    ]);
  });
});

it('Route 53 names are read as people write them', () => {
  expect(plainName('\\052.Data.Example.COM.')).toBe('*.data.example.com');
  expect(plainName('a\\040b.example.com')).toBe('a b.example.com');
  expect(plainName('example.com')).toBe('example.com');
});

it('NAT gateways are counted in the zone that has most, without those that are gone', () => {
  const subnet = (id: string, zone: string) => ({
    id,
    zone,
    vpcId: 'v',
    zoneId: '',
    cidr: '',
    freeAddresses: 0,
    mapPublicIp: false,
    state: 'available',
  });
  const nat = (subnetId: string, state = 'available') => ({
    id: 'n',
    vpcId: 'v',
    subnetId,
    state,
    connectivity: 'public',
  });
  const subnets = [subnet('s1', 'a'), subnet('s2', 'a'), subnet('s3', 'b')];
  expect(
    fullestZone([nat('s1'), nat('s2'), nat('s3'), nat('s3', 'deleted'), nat('s3', 'failed')], subnets),
  ).toBe(2);
  expect(fullestZone([], subnets)).toBe(0);
});
