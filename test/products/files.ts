import { readdirSync, readFileSync } from 'node:fs';
import type { ProductFile } from '../../src/products/file/product-file.ts';
import { readProductFile } from '../../src/products/file/read.ts';
import type { Schema } from '../../src/products/file/schema.ts';

const folder = 'templates/products';

export const schema = JSON.parse(readFileSync('templates/schemas/product.schema.json', 'utf8')) as Schema;

/** Shipped product files by name, as text. */
export const shipped: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]),
);

export const read = (text: string): ProductFile => readProductFile(text, 'acme.yaml', schema);

/** The smallest product file, with more lines after it. */
export const acme = (more = ''): string => `version: 1\nid: acme\ntitle: Acme\n${more}`;
