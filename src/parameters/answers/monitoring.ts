export const monitoringRule = 'whole minutes up to 180m, such as 10m';

/**
 * What CloudFormation takes as MonitoringTimeInMinutes
 * (docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackConfiguration.html); undefined for anything else.
 */
export function monitoringFrom(ms: number | undefined): number | undefined {
  const minutes = (ms ?? NaN) / 60_000;
  return Number.isInteger(minutes) && minutes <= 180 ? minutes : undefined;
}
