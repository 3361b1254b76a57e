import type { InstallError } from '../../core/errors.ts';
import { stopped } from '../../core/interrupts.ts';
import type { CommandContext } from './context.ts';
import { confirmMissing, consentMissing, declined, planDeclined } from './errors.ts';

/** In a script, what would change needs `--yes`; said together with everything else that is missing. */
export function missingConsent({
  session,
  connection,
}: Pick<CommandContext, 'session' | 'connection'>): readonly InstallError[] {
  const { yes, planOnly } = session.options;
  if (yes || planOnly || connection.prompt.interactive) return [];
  return [
    consentMissing(
      'Nobody is here to agree to the plan.',
      'Add --yes to agree to what the plan shows, or --plan-only to see it and change nothing.',
    ),
  ];
}

/** A flag has agreed beforehand, but not to going on after Ctrl-C. @throws InstallError `interrupted` (130) */
const agreedByFlag = ({ connection }: Pick<CommandContext, 'connection'>): void => {
  if (connection.signal.aborted) throw stopped();
};

const whyTyped =
  'It cannot be taken back, so a plain yes is not enough. Whoever leaves by Esc has changed nothing by it.';

/** How often a name may be typed before it is taken for a no. */
const tries = 3;

/**
 * Where data is at stake the stack's name is typed, or given by `--confirm`.
 * @returns true if it was typed here and now, which no further question needs to confirm
 * @throws InstallError `confirm-missing` (2) in a script, `plan-declined` (8) for another name three times.
 */
export async function confirmByName(
  { session, connection, stackName }: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  what: string,
): Promise<boolean> {
  if (session.options.confirm === stackName) {
    agreedByFlag({ connection });
    return false;
  }
  if (!connection.prompt.interactive) throw confirmMissing(stackName, what);
  for (let left = tries; left > 0; left -= 1) {
    const message = left === tries ? `${what}. Type the stack's name to go on:` : "Type the stack's name:";
    const typed = await connection.prompt.text({ message, explain: whyTyped });
    if (typed.trim() === stackName) return true;
    if (left > 1)
      connection.emit({
        type: 'note',
        level: 'warn',
        message: `That is not the stack's name, which is ${stackName}. Try again, or leave with Esc.`,
      });
  }
  throw planDeclined(`What was typed is not the stack's name, ${stackName}, so it is not done.`);
}

/**
 * One question before something is changed, Enter for no; `--yes` has answered it.
 * @param explain what yes and no lead to
 */
export async function confirmOrDecline(
  { session, connection }: Pick<CommandContext, 'session' | 'connection'>,
  question: string,
  what: string,
  explain?: string,
): Promise<void> {
  if (session.options.yes) return agreedByFlag({ connection });
  if (!connection.prompt.interactive) throw consentMissing('Nobody is here to agree.', 'Add --yes.');
  if (!(await connection.prompt.confirm({ message: question, explain, default: false, guarded: true })))
    throw declined(what);
}
