import type { Ports } from '../../core/ports.ts';
import { templateLimit } from '../../template/index.ts';

const isTemplate = (file: string): boolean => /\.(ya?ml|json|template)$/i.test(file);

/**
 * Templates beneath the folder of `--nested-dir`, by their path in it with `/`; files that are longer than a template
 * can be are left out.
 * @throws InstallError file-unreadable (2)
 */
export async function nestedTemplates(
  folder: string | undefined,
  { files }: Pick<Ports, 'files'>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (folder === undefined) return new Map();
  const found = (await files.list(folder)).filter(isTemplate).map(async (file) => {
    const bytes = await files.readBytes(`${folder}/${file}`, templateLimit);
    return bytes === undefined ? [] : [[file.replaceAll('\\', '/'), bytes] as const];
  });
  return new Map((await Promise.all(found)).flat());
}
