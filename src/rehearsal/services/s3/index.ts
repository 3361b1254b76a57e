import type { Service } from '../../service.ts';
import { bucketOperations } from './buckets.ts';
import { copyOperations } from './copy.ts';
import { listingOperations } from './listing.ts';
import { objectOperations } from './objects.ts';
import { settingOperations } from './settings.ts';

export const s3: Service = {
  id: 's3',
  operations: {
    ...bucketOperations,
    ...settingOperations,
    ...objectOperations,
    ...copyOperations,
    ...listingOperations,
  },
};
