import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { MailAccount, MailIdentity } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

const client = (aws: AwsConnection): SESv2Client => aws.client(SESv2Client, 'ses');

export async function mailIdentity(aws: AwsConnection, name: string): Promise<MailIdentity | undefined> {
  const found = await unless(
    client(aws).send(new GetEmailIdentityCommand({ EmailIdentity: name })),
    ['NotFoundException'],
    undefined,
  );
  return found === undefined
    ? undefined
    : {
        verified: found.VerifiedForSendingStatus === true,
        status: found.VerificationStatus ?? 'NOT_STARTED',
      };
}

export async function mailAccount(aws: AwsConnection): Promise<MailAccount> {
  const { ProductionAccessEnabled, SendingEnabled } = await client(aws).send(new GetAccountCommand({}));
  return { production: ProductionAccessEnabled === true, sending: SendingEnabled === true };
}
