import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { profileUnknown } from '../errors/configuration.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export const profileName = (env: Env, flag: string | undefined): string =>
  flag || env['AWS_PROFILE'] || 'default';

export type ProfileSettings = Readonly<Record<string, string | undefined>>;

/** The settings of a profile, read from both files as the SDK reads them. Undefined: no such profile. */
export async function readProfile(name: string): Promise<ProfileSettings | undefined> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  if (configFile[name] === undefined && credentialsFile[name] === undefined) return undefined;
  return { ...configFile[name], ...credentialsFile[name] };
}

/** A profile of the files, and where it says its stacks belong. */
export interface NamedProfile {
  readonly name: string;
  readonly region?: string;
}

/** What is no profile goes by its kind before a dot; a profile's own name may hold one. */
const isProfile = (section: string): boolean => !/^(sso-session|services)\./.test(section);

/** The profiles of both files as they are now; the SDK would keep the text it read first. */
export async function listProfiles(): Promise<readonly NamedProfile[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const names = Object.keys({ ...configFile, ...credentialsFile }).filter(isProfile);
  return names.map((name) => ({ name, region: configFile[name]?.['region'] }));
}

/**
 * A misspelt profile makes the SDK say no more than that it found no credentials, so it is looked up first.
 * @throws InstallError `aws-profile-unknown` when a profile was named and neither file has it.
 */
export async function requireProfile(env: Env, flag: string | undefined): Promise<void> {
  const name = flag || env['AWS_PROFILE'];
  if (!name || (await readProfile(name)) !== undefined) return;
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const names = Object.keys({ ...configFile, ...credentialsFile }).filter(isProfile);
  throw profileUnknown(name, flag ? '' : ' (from AWS_PROFILE)', names);
}
