import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';

export const noProviders = (title: string): InstallError =>
  new InstallError({
    code: 'sso-unknown',
    message: `Nothing is known of identity providers for ${title}.`,
    hint: 'Name the product with --product, or see quilt-install help products.',
    exitCode: exitCodes.usage,
  });
