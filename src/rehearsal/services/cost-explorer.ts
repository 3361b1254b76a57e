import { GetCostAndUsage$ } from '@aws-sdk/client-cost-explorer';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';

const isMoney = (metric: string): boolean => metric.endsWith('Cost');

interface CostsInput {
  readonly Metrics?: readonly string[];
  readonly TimePeriod?: object;
}

/** A tag that is not activated, and one that nothing bears, are answered alike: without groups. */
const costs = (input: CostsInput, { account }: CallContext): object => {
  const { Metrics = [], TimePeriod } = input;
  const [metric] = Metrics;
  if (metric === undefined || !isMoney(metric))
    throw new ServiceError('ValidationException', `Invalid metrics: ${Metrics.join(', ')}`);
  return {
    ResultsByTime: [
      {
        TimePeriod,
        Total: {},
        Groups: Object.entries(account.costs).map(([service, amount]) => ({
          Keys: [service],
          Metrics: { [metric]: { Amount: String(amount), Unit: 'USD' } },
        })),
        Estimated: true,
      },
    ],
  };
};

export const costExplorer: Service = {
  id: 'ce',
  operations: { GetCostAndUsage: operation(GetCostAndUsage$, costs) },
};
