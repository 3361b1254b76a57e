import { createHash } from 'node:crypto';

/** Images that AWS and others publish: `/aws/service/ami-amazon-linux-latest/…`, `/aws/service/ecs/optimized-ami/…`. */
const images =
  /^\/aws\/service\/(?:ami-[\w-]+|bottlerocket|canonical|debian|ecs|eks|freebsd|marketplace|suse)\/[\w./-]+$/;

/**
 * The value of a public parameter that names an image: an id that is always the same for the name and the region.
 * Undefined for anything else under `/aws/service/`.
 */
export function publicImage(name: string, region: string): string | undefined {
  if (!images.test(name)) return undefined;
  const id = `ami-0${createHash('sha256').update(`${region} ${name}`).digest('hex').slice(0, 16)}`;
  return name.endsWith('/recommended') ? JSON.stringify({ image_id: id }) : id;
}
