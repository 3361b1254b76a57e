import path, { type PlatformPath } from 'node:path';

/**
 * @param platform which system's paths these are
 * @returns whether the file is inside of the folder, however deep. On Windows another drive, and another server's share,
 *   are never inside
 */
export function isBeneath(
  folder: string,
  file: string,
  platform: Pick<PlatformPath, 'relative' | 'sep' | 'isAbsolute'> = path,
): boolean {
  const relative = platform.relative(folder, file);
  return relative !== '' && relative.split(platform.sep)[0] !== '..' && !platform.isAbsolute(relative);
}
