import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the codes are listed is not where one is raised. */
const listed = path.join('core', 'ids.ts');

/** Every word in quotes that the sources hold: a code among them is raised, or would be a dead one. */
export const codesInSources: ReadonlySet<string> = new Set(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== listed)
    .flatMap((file) => [...readFileSync(path.join('src', file), 'utf8').matchAll(/'([a-z0-9-]+)'/g)])
    .map(([, word = '']) => word),
);
