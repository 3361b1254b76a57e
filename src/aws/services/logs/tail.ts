import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { awsCodes, isInstallError } from '../../../core/errors.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { awsName } from '../../errors/answer.ts';

export interface LogLine {
  readonly at: number;
  readonly message: string;
}

/** Pages may be empty and still be followed by others; ten are a person's patience. */
const pageLimit = 10;

/** The last lines, oldest first. A group that is not there has none. */
export async function logTail(
  aws: AwsConnection,
  group: string,
  { sinceMs, limit }: { readonly sinceMs: number; readonly limit: number },
): Promise<readonly LogLine[]> {
  const client = aws.client(CloudWatchLogsClient, 'logs');
  let lines: LogLine[] = [];
  let pages = 0;
  try {
    for await (const page of paginateFilterLogEvents(
      { client },
      { logGroupName: group, startTime: sinceMs },
    )) {
      const read = (page.events ?? []).map(({ timestamp = 0, message = '' }) => ({ at: timestamp, message }));
      lines = [...lines, ...read].slice(-limit);
      if (++pages === pageLimit) break;
    }
  } catch (error) {
    if (!isInstallError(error, awsCodes.refused) || awsName(error) !== 'ResourceNotFoundException')
      throw error;
  }
  return lines;
}
