import { shippedProduct } from '../../src/products/index.ts';

const ports = { clock: { during: <T>(work: Promise<T>): Promise<T> => work } };

/** Products as they are shipped. */
export const { product: quilt } = await shippedProduct('quilt', ports);
