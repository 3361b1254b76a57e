import { exitCodes, InstallError } from '../../core/errors.ts';

export const noProviders = (title: string): InstallError =>
  new InstallError({
    code: 'sso-unknown',
    message: `Nothing is known of identity providers for ${title}.`,
    hint: 'Name the product with --product, or see quilt-install help products.',
    exitCode: exitCodes.usage,
  });
