import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { AwsConnection } from '../../connection/connection.ts';

/** Concurrency that functions have reserved for themselves: what is left is for all the others. */
export async function reservedConcurrency(aws: AwsConnection): Promise<number> {
  const { AccountLimit } = await aws.client(LambdaClient, 'lambda').send(new GetAccountSettingsCommand({}));
  const total = AccountLimit?.ConcurrentExecutions ?? 0;
  return total - (AccountLimit?.UnreservedConcurrentExecutions ?? total);
}
