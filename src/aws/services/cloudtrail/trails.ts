import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetTrailStatusCommand,
  LookupEventsCommand,
  type Event,
} from '@aws-sdk/client-cloudtrail';
import type { Trail } from '../../../core/facts.ts';
import type { TrailLogging } from '../../../core/workload.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

const client = (aws: AwsConnection): CloudTrailClient => aws.client(CloudTrailClient, 'cloudtrail');

/** With shadow trails: a multi-region trail of elsewhere, or the organization's, takes one of this region's places. */
export async function trails(aws: AwsConnection): Promise<readonly Trail[]> {
  const { trailList = [] } = await client(aws).send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  return trailList.map((trail) => ({
    name: trail.Name ?? '',
    arn: trail.TrailARN ?? '',
    homeRegion: trail.HomeRegion ?? '',
    multiRegion: trail.IsMultiRegionTrail === true,
    organization: trail.IsOrganizationTrail === true,
    bucket: trail.S3BucketName,
  }));
}

export async function trailLogging(aws: AwsConnection, Name: string): Promise<TrailLogging | undefined> {
  const status = await unless(
    client(aws).send(new GetTrailStatusCommand({ Name })),
    ['TrailNotFoundException'],
    undefined,
  );
  if (status === undefined) return undefined;
  const deliveryError = status.LatestDeliveryError;
  return { logging: status.IsLogging === true, ...(deliveryError ? { deliveryError } : {}) };
}

/** Two calls a second are allowed, fifty events each; more pages would keep a person waiting. */
const pageLimit = 10;

const lookup = async (
  aws: AwsConnection,
  sinceMs: number,
  attribute: { AttributeKey: 'ResourceName' | 'ReadOnly'; AttributeValue: string },
): Promise<readonly Event[]> => {
  const found: Event[] = [];
  let token: string | undefined;
  for (let page = 0; page < pageLimit; page++) {
    const answer = await client(aws).send(
      new LookupEventsCommand({
        StartTime: new Date(sinceMs),
        LookupAttributes: [attribute],
        MaxResults: 50,
        NextToken: token,
      }),
    );
    found.push(...(answer.Events ?? []));
    token = answer.NextToken;
    if (token === undefined) break;
  }
  return found;
};

interface Recorded {
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly userIdentity?: { readonly arn?: string };
}

const recorded = (event: Event): Recorded => {
  try {
    return JSON.parse(event.CloudTrailEvent ?? '{}') as Recorded;
  } catch {
    return {};
  }
};

const denials = /AccessDenied|UnauthorizedOperation|Forbidden/;

export interface DeniedCall {
  readonly at: number;
  readonly event: string;
  readonly error: string;
  readonly message: string;
}

/** CloudTrail cannot search by error, so recent writing calls are read and sifted; newest first. */
export const deniedCalls = async (aws: AwsConnection, sinceMs: number): Promise<readonly DeniedCall[]> =>
  (await lookup(aws, sinceMs, { AttributeKey: 'ReadOnly', AttributeValue: 'false' })).flatMap((event) => {
    const { errorCode = '', errorMessage = '' } = recorded(event);
    if (!denials.test(errorCode)) return [];
    return [
      {
        at: event.EventTime?.getTime() ?? sinceMs,
        event: `${(event.EventSource ?? '').split('.')[0]}:${event.EventName ?? ''}`,
        error: errorCode,
        message: errorMessage,
      },
    ];
  });

const starting =
  /^(CreateStack|UpdateStack|DeleteStack|ExecuteChangeSet|ContinueUpdateRollback|RollbackStack|CancelUpdateStack)$/;

export async function startedBy(
  aws: AwsConnection,
  stackName: string,
  sinceMs: number,
): Promise<string | undefined> {
  const events = await lookup(aws, sinceMs, { AttributeKey: 'ResourceName', AttributeValue: stackName });
  const event = events.find(({ EventName = '' }) => starting.test(EventName));
  return event === undefined ? undefined : (recorded(event).userIdentity?.arn ?? event.Username);
}
