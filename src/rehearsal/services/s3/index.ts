import type { Service } from '../../service.ts';
import { bucketOperations } from './buckets.ts';
import { copyOperations } from './copy.ts';
import { deletionOperations } from './deletion.ts';
import { listingOperations } from './listing.ts';
import { lifecycleOperations } from './lifecycle.ts';
import { multipartOperations } from './multipart.ts';
import { objectOperations } from './objects.ts';
import { protectionOperations } from './protection.ts';
import { settingOperations } from './settings.ts';

export const s3: Service = {
  id: 's3',
  operations: {
    ...bucketOperations,
    ...settingOperations,
    ...protectionOperations,
    ...objectOperations,
    ...copyOperations,
    ...deletionOperations,
    ...listingOperations,
    ...lifecycleOperations,
    ...multipartOperations,
  },
};
