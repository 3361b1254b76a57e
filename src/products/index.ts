import { nearest } from '../core/nearest.ts';
import type { Product } from '../core/product.ts';
import { productUnknown } from './errors.ts';
import { quilt } from './quilt.ts';

export const products: ReadonlyMap<string, Product> = new Map([[quilt.id, quilt]]);

/** @throws InstallError `product-unknown` */
export function productById(id: string): Product {
  const product = products.get(id);
  if (product !== undefined) return product;
  throw productUnknown(id, nearest(id, products.keys()), products.keys());
}
