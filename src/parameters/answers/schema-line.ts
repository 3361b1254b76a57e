import path from 'node:path';
import type { Ports } from '../../core/ports.ts';

const schema = 'node_modules/quilt-install/templates/schemas/answers.schema.json';

/** The folder that holds the `node_modules` this package is in, or is linked from as pnpm does; undefined where it is in none. */
const projectOf = (packageFolder: string): string | undefined => {
  const parts = packageFolder.split(path.sep);
  const at = parts.indexOf('node_modules');
  return at > 0 ? parts.slice(0, at).join(path.sep) || path.sep : undefined;
};

/**
 * The comment by which editors find the schema of an answers file, where its path holds for everybody who has the file:
 * in a project that has this package among its own. A global package, or npx's copy, is elsewhere on every machine.
 * @param folder that the file is in
 * @returns a line without its `#`, or none
 */
export async function schemaLine(
  folder: string,
  packageFolder: string,
  { files }: { readonly files: Pick<Ports['files'], 'real' | 'exists'> },
): Promise<readonly string[]> {
  const project = projectOf(packageFolder);
  const from = await files.real(folder).catch(() => undefined);
  if (project === undefined || from === undefined) return [];
  const upwards = path.relative(from, project);
  // Upwards alone leads to it: the file is inside.
  const inside = upwards.split(path.sep).every((part) => part === '' || part === '..');
  const target = path.join(project, schema);
  if (!inside || !(await files.exists(target))) return [];
  const relative = path.relative(from, target).replaceAll(path.sep, '/');
  return [`yaml-language-server: $schema=${relative.startsWith('.') ? relative : `./${relative}`}`];
}
