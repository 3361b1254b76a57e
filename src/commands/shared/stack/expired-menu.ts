import type { Choice } from '../../../core/prompter.ts';
import type { Connection, SignInCommand } from '../../../core/session.ts';
import type { WatchRequest } from '../../../stack/index.ts';
import { answerOnClose } from './interrupt-menus.ts';

interface Attending {
  readonly connection: Pick<Connection, 'prompt' | 'emit' | 'signIn'> & {
    readonly facts: Pick<Connection['facts'], 'identity'>;
  };
}

type Way = 'retry' | 'sign-in' | 'leave';

/** How credentials of each source are renewed where no sign-in does it. */
const renewals: Readonly<Record<string, string>> = {
  'assume-role': 'Try again: the role is assumed anew, with a new MFA code if it asks for one.',
  'web-identity': 'Put a fresh web identity token where the old one was, then try again here.',
  process: 'Try again: the credential_process of the profile is run anew.',
  profile: 'Put fresh keys into the credentials file of AWS, then try again here.',
  container: 'Try again: the container hands out fresh ones.',
  instance: 'Try again: the instance hands out fresh ones.',
};

const renewal = (source: string | undefined, signIn: SignInCommand | undefined): string =>
  signIn === undefined
    ? (renewals[source ?? ''] ?? 'Renew them in another window, then try again here.')
    : `Sign in again with ${signIn.command}, here or in another window.`;

const ways = (signIn: SignInCommand | undefined): readonly Choice<Way>[] => [
  { name: 'try again with renewed credentials', value: 'retry' },
  ...(signIn === undefined ? [] : [{ name: `run ${signIn.command} here`, value: 'sign-in' as const }]),
  { name: 'detach: leave it running, pick it up later with watch', value: 'leave' },
];

const expired = 'The AWS credentials have expired; the stack goes on without them.';

/** What expired credentials lead to. A signal at this question is met by the watch itself, which then asks what now. */
export const expiredMenu =
  ({ connection }: Attending): NonNullable<WatchRequest['onExpired']> =>
  async () => {
    if (!connection.prompt.interactive) return 'leave';
    const identity = await connection.facts.identity().catch(() => undefined);
    const source = identity?.credentialSource;
    const tell = (message: string, detail?: string): void =>
      connection.emit({
        type: 'note',
        level: 'warn',
        message,
        detail: detail === undefined ? undefined : [detail],
      });
    // What a program was started with in its environment stays so until it ends.
    if (source === 'env') {
      tell(expired, 'They are variables of this shell: export fresh ones, then pick it up again.');
      return 'leave';
    }
    const signIn = ['sso', 'login', 'assume-role'].includes(source ?? '')
      ? await connection.signIn()
      : undefined;
    tell(expired, renewal(source, signIn));
    const answer = await connection.prompt
      .select<Way>({ message: 'What now?', canStepBack: true, choices: ways(signIn) })
      .catch((error: unknown) => answerOnClose(error, 'retry' as const, 'leave' as const));
    if (answer !== 'sign-in') return answer;
    if ((await signIn?.run()) !== true)
      tell(`${signIn?.command ?? 'It'} did not succeed; run it in another window, then try again here.`);
    return 'retry';
  };
