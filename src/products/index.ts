import { exitCodes, InstallError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Product } from '../core/product.ts';
import { quilt } from './quilt.ts';

export const products: ReadonlyMap<string, Product> = new Map([[quilt.id, quilt]]);

/** @throws InstallError `product-unknown` */
export const productById = (id: string): Product => {
  const product = products.get(id);
  if (product !== undefined) return product;
  const near = nearest(id, products.keys());
  throw new InstallError({
    code: 'product-unknown',
    message: `There is no product called "${id.slice(0, 60)}".`,
    hint:
      near === undefined
        ? `Products known here: ${[...products.keys()].join(', ')}.`
        : `Did you mean --product ${near}?`,
    exitCode: exitCodes.usage,
  });
};
