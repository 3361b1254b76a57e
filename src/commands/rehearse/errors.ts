import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { nearest } from '../../core/nearest.ts';
import { apiFaultForms } from '../../core/rehearsal.ts';

/** @param where what was searched for it, `the template` or the stacks of an account that is kept */
export function failUnknown(
  given: string,
  resources: Iterable<string>,
  where: 'the template' | 'the kept account',
): InstallError {
  const near = nearest(given, resources);
  return new InstallError({
    code: 'fail-unknown',
    message: `--fail names ${given.slice(0, 80)}, and ${where} has no such resource.`,
    hint:
      near === undefined ? `Name a logical id of ${where}, or ${apiFaultForms}.` : `Did you mean ${near}?`,
    exitCode: exitCodes.usage,
  });
}

export const productsDiffer = (outer: string, inner: string): InstallError =>
  new InstallError({
    code: 'flags-conflict',
    message: `The rehearsal is for product ${outer.slice(0, 80)}, the command in it for ${inner.slice(0, 80)}.`,
    hint: 'Give --product once, before or after the --.',
    exitCode: exitCodes.usage,
  });

export const rehearsalNested = (): InstallError =>
  new InstallError({
    code: 'command-unknown',
    message: 'A rehearsal cannot be rehearsed.',
    hint: 'Name another command after --, for example: quilt-install rehearse -- preflight',
    exitCode: exitCodes.usage,
  });
