import type { GivenRegion } from '../../core/session.ts';
import { regionInvalid, regionMissing } from '../errors/configuration.ts';
import { isRegionName } from '../../core/partition.ts';
import { profileName, readProfile, requireProfile } from './profile.ts';

export interface RegionRequest {
  /** What the command line or the answers file says. */
  readonly given?: GivenRegion;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly profile?: string;
}

export interface ChosenRegion {
  readonly region: string;
  /** `flag`, `answers`, `AWS_REGION`, `AWS_DEFAULT_REGION`, `profile NAME`. */
  readonly source: string;
}

const candidates = async (
  request: RegionRequest,
): Promise<readonly (readonly [string, string | undefined])[]> => {
  const name = profileName(request.env, request.profile);
  return [
    [request.given?.source ?? 'flag', request.given?.value],
    ['AWS_REGION', request.env['AWS_REGION']],
    // The SDK itself ignores this one, though the CLI and most guides set it.
    ['AWS_DEFAULT_REGION', request.env['AWS_DEFAULT_REGION']],
    [`profile ${name}`, (await readProfile(name))?.['region']],
  ];
};

/**
 * The first region named by flag, answers, environment or profile.
 * @throws InstallError `aws-region-missing`, `region-invalid` (exit 2); `aws-profile-unknown` (10) where a misspelt
 * profile is why none was found.
 */
export async function chooseRegion(request: RegionRequest): Promise<ChosenRegion> {
  const found = (await candidates(request)).find(([, value]) => value !== undefined && value !== '');
  const [source, region] = found ?? [];
  if (source === undefined || region === undefined) {
    await requireProfile(request.env, request.profile);
    throw regionMissing();
  }
  if (!isRegionName(region)) throw regionInvalid(region, source);
  return { region, source };
}
