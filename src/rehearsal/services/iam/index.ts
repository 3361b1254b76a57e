import { GetAccountSummary$, ListAccountAliases$ } from '@aws-sdk/client-iam';
import { operation } from '../../service.ts';
import type { Service } from '../../service.ts';
import { policyOperations } from './policies.ts';
import { roleOperations } from './roles.ts';
import { simulateOperations } from './simulate.ts';

export const iam: Service = {
  id: 'iam',
  operations: {
    ...roleOperations,
    ...policyOperations,
    ...simulateOperations,
    ListAccountAliases: operation(ListAccountAliases$, (_input, { account }) => ({
      AccountAliases: account.alias === undefined ? [] : [account.alias],
      IsTruncated: false,
    })),
    GetAccountSummary: operation(GetAccountSummary$, (_input, { account }) => ({
      SummaryMap: {
        Roles: account.roles.size,
        RolesQuota: account.quotas.get('iam/L-FE177D64') ?? 1000,
        Policies: account.policies.size,
        PoliciesQuota: 1500,
        Users: 1,
        UsersQuota: 5000,
      },
    })),
  },
};
