import { spawn } from 'node:child_process';
import { profileName, readProfile, type Env } from './profile.ts';

/**
 * The AWS CLI's sign-in that renews this profile: of IAM Identity Center where the profile is of it, else that of the
 * console. @returns the words of a command line
 */
export async function signInCommand(env: Env, flag: string | undefined): Promise<readonly string[]> {
  const profile = (await readProfile(profileName(env, flag))) ?? {};
  const sso = profile['sso_session'] !== undefined || profile['sso_start_url'] !== undefined;
  const named = flag ?? env['AWS_PROFILE'];
  return ['aws', ...(sso ? ['sso'] : []), 'login', ...(named === undefined ? [] : ['--profile', named])];
}

/**
 * Runs the AWS CLI's own sign-in in this terminal; it opens the browser and writes the session to the shared cache,
 * where the credential chain finds it. @returns false if it could not be run or did not succeed
 */
export const login = ([program = 'aws', ...words]: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['inherit', 2, 2] });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
