import { dayMs } from '../../../core/duration.ts';
import { CostExplorerClient, GetCostAndUsageCommand, type Group } from '@aws-sdk/client-cost-explorer';
import type { StackCost } from '../../../core/workload.ts';
import type { AwsConnection } from '../../connection/connection.ts';

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const metric = 'UnblendedCost';

const amountOf = ({ Metrics }: Group): number => Number(Metrics?.[metric]?.Amount ?? 0);

/** Thirty whole days, which lie in one or two calendar months: each is a group of results of its own. */
export async function cost(aws: AwsConnection, stackName: string): Promise<StackCost> {
  const now = aws.clock.now();
  const period = { from: dateOf(now - 30 * dayMs), to: dateOf(now) };
  // There is one Cost Explorer in a partition.
  const answer = await aws.client(CostExplorerClient, 'ce', aws.home).send(
    new GetCostAndUsageCommand({
      TimePeriod: { Start: period.from, End: period.to },
      Granularity: 'MONTHLY',
      Metrics: [metric],
      Filter: { Tags: { Key: 'aws:cloudformation:stack-name', Values: [stackName] } },
      GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
    }),
  );
  const groups = (answer.ResultsByTime ?? []).flatMap(({ Groups = [] }) => Groups);
  const byService = new Map<string, number>();
  for (const group of groups) {
    const name = group.Keys?.[0] ?? '';
    byService.set(name, (byService.get(name) ?? 0) + amountOf(group));
  }
  const services = [...byService].map(([name, amount]) => ({ name, amount }));
  return {
    ...period,
    currency: groups[0]?.Metrics?.[metric]?.Unit ?? 'USD',
    total: services.reduce((sum, { amount }) => sum + amount, 0),
    services: services.sort((a, b) => b.amount - a.amount),
  };
}
