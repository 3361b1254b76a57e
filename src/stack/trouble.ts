import { awsCodes, isInstallError } from '../core/errors.ts';
import { spoken } from './duration.ts';

/** Why AWS cannot be asked just now; the operation itself goes on all the same. */
export type Trouble = 'credentials' | 'denied' | 'throttled' | 'unreachable' | 'unclear';

const credentialCodes: readonly string[] = [
  awsCodes.expired,
  awsCodes.noCredentials,
  awsCodes.invalidCredentials,
];

export const troubleOf = (error: unknown): Trouble => {
  if (!isInstallError(error)) return 'unclear';
  if (credentialCodes.includes(error.code)) return 'credentials';
  if (error.code === awsCodes.denied) return 'denied';
  if (error.code === awsCodes.throttled) return 'throttled';
  return error.code === awsCodes.unreachable ? 'unreachable' : 'unclear';
};

const words: Readonly<Record<Trouble, string>> = {
  credentials: 'the AWS credentials have expired',
  denied: 'these credentials may not read the stack',
  throttled: 'AWS asks for fewer calls',
  unreachable: 'AWS cannot be reached',
  unclear: 'AWS gives no usable answer',
};

/** One sentence for the heartbeat: what is wrong, since when, and that the stack does not mind. */
export const troubleLine = (trouble: Trouble, seconds: number): string =>
  `${words[trouble]}${seconds < 5 ? '' : ` for ${spoken(seconds)}`}; the operation goes on in AWS, trying again`;
