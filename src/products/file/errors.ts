import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { shortText } from '../../core/text.ts';

/** Where a fault is: a path such as `parameters.VPC.picker`, and the line it is on, where that is known. */
export interface FaultPlace {
  readonly path: string;
  readonly line: number | undefined;
}

const hint = 'Correct the file; quilt-install help products tells what may stand in one.';

/** @param fault what is wrong, as the rest of a sentence that begins with the place */
export function productInvalid(
  file: string,
  { path, line }: FaultPlace,
  fault: string,
  cause?: unknown,
): InstallError {
  const where = [`Product file ${shortText(file)}`, ...(line === undefined ? [] : [`line ${line}`])].join(
    ', ',
  );
  return new InstallError({
    code: 'product-invalid',
    message: `${where}: ${path === '' ? '' : `${shortText(path, 120)} `}${fault}`,
    hint,
    exitCode: exitCodes.usage,
    cause,
  });
}
