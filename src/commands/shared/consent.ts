import { exitCodes, InstallError } from '../../core/errors.ts';
import type { CommandContext } from './context.ts';

/** In a script, what would change needs `--yes`; said together with everything else that is missing. */
export const consentMissing = ({ session, connection }: CommandContext): readonly InstallError[] => {
  const { yes, planOnly } = session.options;
  if (yes || planOnly || connection.prompt.interactive) return [];
  return [
    new InstallError({
      code: 'consent-missing',
      message: 'Nobody is here to agree to the plan.',
      hint: 'Add --yes to agree to what the plan shows, or --plan-only to see it and change nothing.',
      exitCode: exitCodes.usage,
    }),
  ];
};

const planDeclined = (message: string): InstallError =>
  new InstallError({
    code: 'plan-declined',
    message,
    hint: 'Run the same command again when you are ready.',
    exitCode: exitCodes.declined,
  });

export const declined = (what: string): InstallError => planDeclined(`${what} was declined.`);

const confirmMissing = (stackName: string, what: string): InstallError =>
  new InstallError({
    code: 'confirm-missing',
    message: `${what}; --yes does not stand for that.`,
    hint: `If it is meant, add --confirm ${stackName}.`,
    exitCode: exitCodes.usage,
  });

/**
 * Where data is at stake the stack's name is typed, or given by `--confirm`.
 * @returns true if it was typed here and now, which no further question needs to confirm
 * @throws InstallError `confirm-missing` (2) in a script, `plan-declined` (8) for another name.
 */
export async function confirmByName(
  { session, connection, stackName }: CommandContext,
  what: string,
): Promise<boolean> {
  if (session.options.confirm === stackName) return false;
  if (!connection.prompt.interactive) throw confirmMissing(stackName, what);
  const typed = await connection.prompt.text({ message: `${what}. Type the stack's name to go on:` });
  if (typed.trim() !== stackName)
    throw planDeclined(`What was typed is not the stack's name, ${stackName}, so it is not done.`);
  return true;
}

/** One question, Enter for yes; `--yes` has answered it. */
export async function confirmOrDecline(
  { session, connection }: CommandContext,
  question: string,
  what: string,
): Promise<void> {
  if (session.options.yes) return;
  if (!connection.prompt.interactive)
    throw new InstallError({
      code: 'consent-missing',
      message: 'Nobody is here to agree.',
      hint: 'Add --yes.',
      exitCode: exitCodes.usage,
    });
  if (!(await connection.prompt.confirm({ message: question, default: true }))) throw declined(what);
}
