import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { quilt } from '../helpers/products.ts';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('products/'));

/** AWS's own: Service Catalog, and the data catalogs of Glue, Athena and Lake Formation. */
const ofAws = /service ?catalog|data ?catalogs?/gi;
/** The tool's own name, and that of its variables. */
const ofTool = /quilt[-_]install/gi;
/** Names that AWS gives too, to types and properties. */
const common = ['VPC', 'Subnets'];
const parameters = Object.keys(quilt.enrich).filter((key) => !common.includes(key));
const parameterName = new RegExp(`\\b(?:${parameters.join('|')})\\b`);

describe('outside of products', () => {
  it.each(files)('%s knows no product by name', (file) => {
    const text = readFileSync(path.join('src', file), 'utf8').replace(ofAws, '').replace(ofTool, '');
    expect(/quilt|catalog/i.exec(text)?.[0]).toBeUndefined();
    expect(parameterName.exec(text)?.[0]).toBeUndefined();
  });
});
