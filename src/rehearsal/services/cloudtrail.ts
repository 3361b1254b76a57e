import { DescribeTrails$, GetTrailStatus$, ListTrails$, LookupEvents$ } from '@aws-sdk/client-cloudtrail';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import type { TrailState, TrailEvent } from '../account/state.ts';
import { pageOf, pageSize } from './paging.ts';

/** A multi-region trail stands in every region, as a shadow of itself away from home. */
const trailsIn = (trails: Iterable<TrailState>, region: string): readonly TrailState[] =>
  [...trails].filter(({ homeRegion, multiRegion }) => homeRegion === region || multiRegion);

interface DescribeTrailsInput {
  readonly trailNameList?: readonly string[];
  readonly includeShadowTrails?: boolean;
}

const status = ({ Name }: { Name: string }, { account, region }: CallContext): object => {
  const trail = trailsIn(account.trails.values(), region).find(
    ({ name, arn, homeRegion }) => arn === Name || (name === Name && homeRegion === region),
  );
  if (trail === undefined)
    throw new ServiceError('TrailNotFoundException', `Unknown trail: ${Name} for the user: ${account.id}`);
  return { IsLogging: trail.stopped !== true, LatestDeliveryError: trail.deliveryError };
};

const describe = (input: DescribeTrailsInput, { account, region }: CallContext): object => {
  const names = input.trailNameList ?? [];
  const found = trailsIn(account.trails.values(), region).filter(
    ({ name, arn, homeRegion }) =>
      (input.includeShadowTrails !== false || homeRegion === region) &&
      (names.length === 0 || names.includes(arn) || (names.includes(name) && homeRegion === region)),
  );
  return {
    trailList: found.map((trail) => ({
      Name: trail.name,
      TrailARN: trail.arn,
      S3BucketName: trail.bucket,
      HomeRegion: trail.homeRegion,
      IsMultiRegionTrail: trail.multiRegion,
      IsOrganizationTrail: trail.organization,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: false,
      HasCustomEventSelectors: true,
      HasInsightSelectors: false,
    })),
  };
};

interface LookupEventsInput {
  readonly LookupAttributes?: readonly { readonly AttributeKey: string; readonly AttributeValue: string }[];
  readonly StartTime?: Date;
  readonly EndTime?: Date;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const matches = (event: TrailEvent, key: string, value: string): boolean => {
  switch (key) {
    case 'EventId':
      return event.id === value;
    case 'EventName':
      return event.name === value;
    case 'EventSource':
      return event.source === value;
    case 'Username':
      return event.userName === value;
    case 'ReadOnly':
      return String(event.readOnly) === value;
    case 'ResourceName':
      return event.resources.some(({ name }) => name === value);
    case 'ResourceType':
      return event.resources.some(({ type }) => type === value);
    default:
      return false;
  }
};

const lookup = (input: LookupEventsInput, { account, region }: CallContext): object => {
  const from = input.StartTime?.getTime() ?? -Infinity;
  const to = input.EndTime?.getTime() ?? Infinity;
  const found = account.trailEvents
    .filter((event) => event.region === region && event.at >= from && event.at <= to)
    .filter((event) =>
      (input.LookupAttributes ?? []).every(({ AttributeKey, AttributeValue }) =>
        matches(event, AttributeKey, AttributeValue),
      ),
    )
    .sort((a, b) => b.at - a.at);
  const page = pageOf(found, pageSize(input.MaxResults, 50), input.NextToken);
  return {
    Events: page.items.map((event) => ({
      EventId: event.id,
      EventName: event.name,
      EventSource: event.source,
      EventTime: new Date(event.at),
      Username: event.userName,
      ReadOnly: String(event.readOnly),
      Resources: event.resources.map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
      CloudTrailEvent: event.record,
    })),
    NextToken: page.next,
  };
};

const list = (input: { readonly NextToken?: string }, { account }: CallContext): object => {
  const page = pageOf([...account.trails.values()], 100, input.NextToken);
  return {
    Trails: page.items.map(({ name, arn, homeRegion }) => ({
      Name: name,
      TrailARN: arn,
      HomeRegion: homeRegion,
    })),
    NextToken: page.next,
  };
};

export const cloudtrail: Service = {
  id: 'cloudtrail',
  operations: {
    DescribeTrails: operation(DescribeTrails$, describe),
    GetTrailStatus: operation(GetTrailStatus$, status),
    ListTrails: operation(ListTrails$, list),
    LookupEvents: operation(LookupEvents$, lookup),
  },
};
