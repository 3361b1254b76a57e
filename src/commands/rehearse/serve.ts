import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import type { StartedAccount } from './started-account.ts';

const exportLines = ({ endpoint, region, credentials }: StartedAccount): string =>
  [
    `export AWS_ENDPOINT_URL=${endpoint}`,
    `export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`,
    `export AWS_REGION=${region}`,
    `export AWS_DEFAULT_REGION=${region}`,
    'unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    '',
  ].join('\n');

/** A profile is in a file of the user's, and only they write there. */
const profileNote = ({ name, account, accessKeyId }: StartedAccount['profiles'][number]): string =>
  `For account ${account}, set profile ${name}: ` +
  `aws configure set aws_access_key_id ${accessKeyId} --profile ${name} && ` +
  `aws configure set aws_secret_access_key rehearsal --profile ${name}`;

const untilInterrupted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Until Ctrl-C, for any client of AWS. */
export async function serve(
  { local, interrupts }: Pick<Session, 'local' | 'interrupts'>,
  account: StartedAccount,
): Promise<CommandResult> {
  local.emit({ type: 'text', text: exportLines(account) });
  local.emit({
    type: 'note',
    level: 'info',
    message:
      'The rehearsal account is up until Ctrl-C. Paste the lines above into a shell; AWS clients there talk to it, and to nothing else.',
  });
  for (const profile of account.profiles)
    local.emit({ type: 'note', level: 'info', message: profileNote(profile) });
  await untilInterrupted(interrupts.signal);
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
