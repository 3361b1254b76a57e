import { spawn } from 'node:child_process';
import { profileName, readProfile, type Env, type ProfileSettings } from './profile.ts';

type Portal = readonly ['aws', 'sso', 'login'] | readonly ['aws', 'login'];

const portalOf = (profile: ProfileSettings): Portal | undefined => {
  if (profile['sso_session'] !== undefined || profile['sso_start_url'] !== undefined)
    return ['aws', 'sso', 'login'];
  return profile['login_session'] === undefined ? undefined : ['aws', 'login'];
};

/** A role may be assumed with another profile, and that one with a third. */
const chainLimit = 5;

const portalBehind = async (
  name: string,
  depth = 0,
): Promise<{ readonly name: string; readonly words: Portal } | undefined> => {
  const profile = await readProfile(name);
  if (profile === undefined || depth > chainLimit) return undefined;
  const words = portalOf(profile);
  if (words !== undefined) return { name, words };
  const { source_profile: source } = profile;
  return source === undefined ? undefined : portalBehind(source, depth + 1);
};

/** The AWS CLI heeds AWS_PROFILE too, which need not be the profile meant. */
const named = (profile: string, env: Env): readonly string[] =>
  profile === 'default' && !env['AWS_PROFILE'] ? [] : ['--profile', profile];

/**
 * The AWS CLI's sign-in that renews this profile, or the one it takes a role with. Undefined: none does.
 * @returns the words of a command line
 */
export async function signInOf(env: Env, flag: string | undefined): Promise<readonly string[] | undefined> {
  const portal = await portalBehind(profileName(env, flag));
  return portal && [...portal.words, ...named(portal.name, env)];
}

/** The same for who has none yet: the console's, unless the profile says otherwise. */
export const signInCommand = async (env: Env, flag: string | undefined): Promise<readonly string[]> =>
  (await signInOf(env, flag)) ?? ['aws', 'login', ...named(profileName(env, flag), env)];

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
