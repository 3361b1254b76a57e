import { awsCodes, exitCodes, InstallError } from '../../core/errors.ts';
import type { GivenRegion } from '../../core/session.ts';
import { shortText } from '../../core/text.ts';
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
    throw new InstallError({
      code: awsCodes.regionMissing,
      message: 'No AWS region is set, so it is open where the stack belongs.',
      hint: 'Name it: --region us-east-1, or AWS_REGION, or a region in the profile.',
      exitCode: exitCodes.usage,
    });
  }
  if (!isRegionName(region))
    throw new InstallError({
      code: 'region-invalid',
      message: `"${shortText(region, 40)}" (${source}) has not the form of an AWS region.`,
      hint: 'Regions look like us-east-1 or eu-central-1, without the zone letter at the end.',
      exitCode: exitCodes.usage,
    });
  return { region, source };
}
