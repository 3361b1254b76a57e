import { GetAccountSettings$ } from '@aws-sdk/client-lambda';
import { operation } from '../service.ts';
import type { Service } from '../service.ts';

export const lambda: Service = {
  id: 'lambda',
  operations: {
    GetAccountSettings: operation(GetAccountSettings$, (_input, { account: { lambdaConcurrency } }) => ({
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: lambdaConcurrency.limit,
        UnreservedConcurrentExecutions: lambdaConcurrency.limit - lambdaConcurrency.reserved,
      },
      AccountUsage: { TotalCodeSize: 0, FunctionCount: 0 },
    })),
  },
};
