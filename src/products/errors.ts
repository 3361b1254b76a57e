import { InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { shortText } from '../core/text.ts';

/** @param near the known id it is most like */
export const productUnknown = (id: string, near: string | undefined, known: Iterable<string>): InstallError =>
  new InstallError({
    code: 'product-unknown',
    message: `There is no product called "${id.slice(0, 60)}".`,
    hint:
      near === undefined
        ? `Products known here: ${[...known].join(', ')}; a product file is named by its path, such as ./acme.yaml.`
        : `Did you mean --product ${near}? A product file is named by its path, such as ./${near}.yaml.`,
    exitCode: exitCodes.usage,
  });

/** @param ids those that recognise the template equally well */
export const productAmbiguous = (ids: readonly string[]): InstallError =>
  new InstallError({
    code: 'product-ambiguous',
    message: `The template could be ${ids.join(' or ')}: all of them recognise it equally well.`,
    hint: `Say which it is: --product ${ids.join(', or --product ')}.`,
    exitCode: exitCodes.usage,
  });

/** @param id a shipped product's id, taken by the file */
export const productNotYours = (file: string, id: string): InstallError =>
  new InstallError({
    code: 'product-invalid',
    message: `The answers file names the product file ${shortText(file)}, which takes the place of "${id}" that comes with this tool.`,
    hint: `If that is what you want, say so yourself: --product ${shortText(file)}. Otherwise give the file another id.`,
    exitCode: exitCodes.usage,
  });
