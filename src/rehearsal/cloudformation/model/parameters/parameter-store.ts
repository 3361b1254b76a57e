import { publicImage } from '../../../account/public-parameters.ts';
import type { SsmParameter } from '../../../account/state.ts';
import type { World } from '../world.ts';

type StoredParameter = Pick<SsmParameter, 'value' | 'type'>;

/**
 * What Parameter Store gives; undefined where it has no such parameter or version.
 * @param reference a name, or `name:version`
 */
export function storedParameter(
  { account }: World,
  region: string,
  reference: string,
): StoredParameter | undefined {
  const [, name = '', version] = /^(.*?)(?::(\d+))?$/s.exec(reference) ?? [];
  const image = publicImage(name, region);
  if (image !== undefined) return { value: image, type: 'String' };
  // What answers name is held by their very words, version and all.
  const found = account.parameters.get(reference) ?? account.parameters.get(name);
  if (found?.region !== region) return undefined;
  // A reference stands for a value that nobody here knows, in any version.
  const isStandIn = found.value.includes('{{resolve:');
  const isExact = version === undefined || found.name === reference;
  if (isExact || isStandIn || Number(version) === (found.version ?? 1)) return found;
  const value = found.earlier?.[Number(version) - 1];
  return value === undefined ? undefined : { value, type: found.type };
}
