import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Every scenario there is, by name; a file called after a product is that product's template. @param folder the package's `templates/` */
export async function scenarioNames(folder: string): Promise<readonly string[]> {
  const products = await readdir(path.join(folder, 'products'));
  return (await readdir(path.join(folder, 'rehearsal')))
    .filter((file) => file.endsWith('.yaml') && !products.includes(file))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}
