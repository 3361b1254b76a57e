import { dayMs } from '../../core/duration.ts';
import { DescribeAlarms$, GetMetricData$ } from '@aws-sdk/client-cloudwatch';
import { isOff, type AlarmRecord } from '../account/state/alarms.ts';
import { operation } from '../service.ts';
import type { CallContext, Service } from '../service.ts';

interface Metric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name?: string; readonly Value?: string }[];
}

interface MetricDataInput {
  readonly StartTime?: Date;
  readonly MetricDataQueries?: readonly {
    readonly Id?: string;
    readonly MetricStat?: { readonly Metric?: Metric };
  }[];
}

type Reading = (account: CallContext['account'], id: string) => number | undefined;

const free = (percent: number | undefined): number => (percent ?? 70) / 100;
const mib = 1024;
const bytes = 1024 ** 3;

/** Search reports which colour it has as one of three metrics, and its space in MiB; RDS tells bytes. */
const readings: Readonly<Record<string, Reading>> = {
  ...Object.fromEntries(
    ['green', 'yellow', 'red'].map((color): [string, Reading] => [
      `AWS/ES ClusterStatus.${color} DomainName`,
      ({ searchDomains }, id) => {
        const domain = searchDomains.get(id);
        return domain && Number((domain.color ?? 'green') === color);
      },
    ]),
  ),
  'AWS/ES FreeStorageSpace DomainName': ({ searchDomains }, id) => {
    const domain = searchDomains.get(id);
    return domain && domain.volumeGiB * mib * free(domain.freePercent);
  },
  'AWS/RDS FreeStorageSpace DBInstanceIdentifier': ({ databases }, id) => {
    const database = databases.get(id);
    return database && database.allocatedGiB * bytes * free(database.freePercent);
  },
  'CloudWatchSynthetics SuccessPercent CanaryName': ({ canaries }, id) => canaries.get(id)?.successPercent,
};

/** A metric whose dimensions are not exactly those it is reported with has no values. */
const newest = (metric: Metric | undefined, { account }: CallContext): number | undefined => {
  const { Namespace = '', MetricName = '', Dimensions = [] } = metric ?? {};
  const given = new Map(Dimensions.map(({ Name, Value }) => [Name, Value ?? '']));
  if (Namespace === 'AWS/ES' && given.get('ClientId') !== account.id) return undefined;
  given.delete('ClientId');
  const [[name, id] = []] = given;
  return given.size === 1
    ? readings[`${Namespace} ${MetricName} ${name ?? ''}`]?.(account, id ?? '')
    : undefined;
};

/** S3 counts once a day, every version and delete marker, and dates the figure at the day's beginning. */
const daily = (metric: Metric | undefined, { account, clock }: CallContext): MetricValue | undefined => {
  const given = new Map(metric?.Dimensions?.map(({ Name, Value }) => [Name, Value ?? '']));
  const bucket = account.buckets.get(given.get('BucketName') ?? '');
  if (metric?.MetricName !== 'NumberOfObjects' || given.get('StorageType') !== 'AllStorageTypes')
    return undefined;
  const midnight = Math.floor(clock.now() / dayMs) * dayMs;
  return bucket && { value: bucket.objects.size + bucket.versions.length, at: midnight - dayMs };
};

interface MetricValue {
  readonly value: number;
  readonly at: number;
}

const valueOf = (metric: Metric | undefined, context: CallContext): MetricValue | undefined => {
  if (metric?.Namespace === 'AWS/S3') return daily(metric, context);
  const value = newest(metric, context);
  return value === undefined ? undefined : { value, at: context.clock.now() };
};

const data = ({ MetricDataQueries = [], StartTime }: MetricDataInput, context: CallContext): object => ({
  MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
    const found = valueOf(MetricStat?.Metric, context);
    const inTime = found !== undefined && found.at >= (StartTime?.getTime() ?? 0) ? [found] : [];
    return {
      Id,
      Label: MetricStat?.Metric?.MetricName,
      StatusCode: 'Complete',
      Timestamps: inTime.map(({ at }) => new Date(at)),
      Values: inTime.map(({ value }) => value),
    };
  }),
});

interface AlarmsInput {
  readonly AlarmNames?: readonly string[];
  readonly AlarmTypes?: readonly string[];
  readonly AlarmNamePrefix?: string;
}

const alarmShape = (alarm: AlarmRecord, now: number): object => {
  const off = isOff(alarm, now);
  const since = new Date(off ? (alarm.alarmAt ?? alarm.since) : alarm.since);
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    StateValue: off ? 'ALARM' : alarm.state,
    StateReason: off
      ? 'Threshold Crossed: 1 datapoint [37.0] was greater than the threshold (5.0).'
      : 'Threshold Crossed: no datapoint was greater than the threshold (5.0).',
    StateUpdatedTimestamp: since,
    StateTransitionedTimestamp: since,
  };
};

/** Composite ones only when asked for. */
const describeAlarms = (input: AlarmsInput, { account, region, clock }: CallContext): object => {
  const { AlarmNames: names, AlarmTypes: types = ['MetricAlarm'], AlarmNamePrefix: prefix = '' } = input;
  const shown = [...account.alarms.values()]
    .filter((one) => one.region === region && one.name.startsWith(prefix))
    .filter(({ name }) => names?.includes(name) ?? true);
  const ofKind = (composite: boolean): readonly object[] =>
    shown.filter((one) => one.composite === composite).map((one) => alarmShape(one, clock.now()));
  return {
    MetricAlarms: types.includes('MetricAlarm') ? ofKind(false) : [],
    CompositeAlarms: types.includes('CompositeAlarm') ? ofKind(true) : [],
  };
};

/** Signed as `monitoring`, which its permissions are not called. */
export const cloudwatch: Service = {
  id: 'monitoring',
  operations: {
    DescribeAlarms: operation(DescribeAlarms$, describeAlarms, 'cloudwatch:DescribeAlarms'),
    GetMetricData: operation(GetMetricData$, data, 'cloudwatch:GetMetricData'),
  },
};
