import { awsCodes, InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { nearest } from '../../core/nearest.ts';
import { shortText } from '../../core/text.ts';

/** @param source in brackets, where it was not the flag  @param names of the profiles there are */
export function profileUnknown(name: string, source: string, names: readonly string[]): InstallError {
  const guess = nearest(name, names);
  return new InstallError({
    code: awsCodes.profileUnknown,
    message: `There is no AWS profile named "${name}"${source}.`,
    hint:
      guess === undefined
        ? 'Run aws configure list-profiles to see the profiles of this machine, then name one with --profile.'
        : `Did you mean ${guess}? Name it with --profile ${guess}.`,
    exitCode: exitCodes.noAccess,
  });
}

export const regionMissing = (): InstallError =>
  new InstallError({
    code: awsCodes.regionMissing,
    message: 'No AWS region is set, so it is open where the stack belongs.',
    hint: 'Name it: --region us-east-1, or AWS_REGION, or a region in the profile.',
    exitCode: exitCodes.usage,
  });

export const regionInvalid = (region: string, source: string): InstallError =>
  new InstallError({
    code: 'region-invalid',
    message: `"${shortText(region, 40)}" (${source}) has not the form of an AWS region.`,
    hint: 'Regions look like us-east-1 or eu-central-1, without the zone letter at the end.',
    exitCode: exitCodes.usage,
  });
