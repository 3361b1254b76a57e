import { GetAccount$, GetEmailIdentity$ } from '@aws-sdk/client-sesv2';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';

const getAccount = (_input: object, { account }: CallContext): object => ({
  ProductionAccessEnabled: account.mail.production,
  SendingEnabled: account.mail.sending,
  EnforcementStatus: account.mail.sending ? 'HEALTHY' : 'SHUTDOWN',
  SendQuota: account.mail.production
    ? { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 }
    : { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 },
});

const getIdentity = (
  { EmailIdentity }: { readonly EmailIdentity: string },
  { account }: CallContext,
): object => {
  const status = account.mail.identities.get(EmailIdentity);
  if (status === undefined)
    throw new ServiceError('NotFoundException', `Email identity ${EmailIdentity} does not exist.`, 404);
  return {
    IdentityType: EmailIdentity.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
    VerifiedForSendingStatus: status === 'SUCCESS',
    VerificationStatus: status,
  };
};

/** Version 2 of the API; both sign as `ses`. */
export const ses: Service = {
  id: 'ses',
  operations: {
    GetAccount: operation(GetAccount$, getAccount),
    GetEmailIdentity: operation(GetEmailIdentity$, getIdentity),
  },
};
