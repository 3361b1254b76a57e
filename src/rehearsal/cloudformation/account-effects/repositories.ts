import type { AccountState } from '../../account/state.ts';
import type { ResourceRecord } from '../model/stack-record.ts';
import { textOf } from '../model/values.ts';

/** Of an ECR repository that is not to be emptied with its own delete. */
export const holdsImages = (
  { repositories }: AccountState,
  { physicalId, properties }: Pick<ResourceRecord, 'physicalId' | 'properties'>,
): boolean =>
  textOf(properties, 'EmptyOnDelete') !== 'true' && (repositories.get(physicalId)?.images ?? 0) > 0;
