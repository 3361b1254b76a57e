import type { Clock } from '../../core/clock.ts';
import { nearest } from '../../core/nearest.ts';
import type { Ports } from '../../core/ports.ts';
import type { Product } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';
import { compileProduct } from '../compile/product.ts';
import { productNotYours, productUnknown } from '../errors.ts';
import type { ProductFile } from '../file/product-file.ts';
import type { Schema } from '../file/schema.ts';
import { misnamedIn, type Misnamed } from './misnamed.ts';
import { likeness, type ProductSummary, type Signature } from './recognise.ts';

/** A product with what it is recognised by. */
export interface LoadedProduct {
  readonly product: Product;
  /** One that says nothing of what it is recognised by takes any template for its own. */
  readonly recognises: (signature: Signature) => boolean;
  /** What a file from elsewhere seems to misspell; a shipped one is held to its templates by tests. */
  readonly misnamed?: (template: Template) => readonly Misnamed[];
}

/** What a product is named by, and by whom. */
export interface ProductName {
  /** An id of a shipped product, or the path of a product file. */
  readonly name: string;
  readonly source: 'flag' | 'answers' | 'default';
}

interface LoadPorts {
  /** With the schema that a product file has to meet. */
  readonly packageFolder: string;
  readonly files: Pick<Ports['files'], 'read'>;
  readonly clock: Pick<Clock, 'during'>;
}

const compiled = (file: ProductFile): LoadedProduct => ({
  product: compileProduct(file),
  recognises: (signature) =>
    file.recognises === undefined || likeness({ recognises: file.recognises }, signature) > 0,
});

const isPath = (name: string): boolean => /[\\/]|\.(ya?ml|json)$/i.test(name);

/** What each shipped product is recognised by. */
export const shippedIndex = async ({ clock }: Pick<LoadPorts, 'clock'>): Promise<readonly ProductSummary[]> =>
  (await clock.during(import('shipped-products'))).index;

/**
 * A product of the package, by its id.
 * @throws InstallError `product-unknown` (2)
 */
export async function shippedProduct(
  id: string,
  { clock }: Pick<LoadPorts, 'clock'>,
): Promise<LoadedProduct> {
  const { load } = await clock.during(import('shipped-products'));
  const loader = Object.hasOwn(load, id) ? load[id] : undefined;
  if (loader === undefined) throw productUnknown(id, nearest(id, Object.keys(load)), Object.keys(load));
  return compiled((await clock.during(loader())).default);
}

const foreignProduct = async (
  path: string,
  { files, clock, packageFolder }: LoadPorts,
): Promise<ProductFile> => {
  const { readProductFile } = await clock.during(import('../file/read.ts'));
  const schema = await files.read(`${packageFolder}/templates/schemas/product.schema.json`);
  return readProductFile(await files.read(path), path, JSON.parse(schema) as Schema);
};

/**
 * The product that was named: a shipped one, or a file. Whoever types a file's name means it, whatever its id; an
 * answers file may come from somebody else, and does not put another file in a shipped product's place.
 * @throws InstallError `product-unknown`, `product-invalid` (2), `file-unreadable`
 */
export async function namedProduct({ name, source }: ProductName, ports: LoadPorts): Promise<LoadedProduct> {
  if (!isPath(name)) return shippedProduct(name, ports);
  const file = await foreignProduct(name, ports);
  const shipped = (await shippedIndex(ports)).some(({ id }) => id === file.id);
  if (shipped && source !== 'flag') throw productNotYours(name, file.id);
  return { ...compiled(file), misnamed: (template) => misnamedIn(file, template) };
}
