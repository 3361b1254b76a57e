import { productAmbiguous } from '../errors.ts';
import { shippedIndex, shippedProduct, type LoadedProduct } from './load.ts';
import { bestMatches, type Signature } from './recognise.ts';

/** The product where nothing says which. */
export const defaultProductId = 'quilt';
/**
 * The template that a product is rehearsed with where none is named, in the package's `templates/`. Not every product
 * has one.
 */
export const referenceTemplate = (id = defaultProductId): string =>
  id === defaultProductId ? `${id}.yaml` : `rehearsal/${id}.yaml`;

/** The product of a template that no other recognises. */
const genericProductId = 'generic';

/**
 * The product that a template or stack is recognised as; `generic` for one that nothing recognises.
 * @throws InstallError `product-ambiguous` (2) where two are equally sure
 */
export async function recognisedProduct(
  signature: Signature,
  ports: Parameters<typeof shippedProduct>[1],
): Promise<LoadedProduct> {
  const matches = bestMatches(await shippedIndex(ports), signature);
  if (matches.length > 1) throw productAmbiguous(matches);
  return shippedProduct(matches[0] ?? genericProductId, ports);
}
