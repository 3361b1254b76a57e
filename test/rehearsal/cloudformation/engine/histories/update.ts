import { self, type History } from './history.ts';

const hence = 'Requested update requires the creation of a new physical resource; hence creating one.';

/** In place: no reasons, no "Initiated"; the clean-up phase comes even with nothing to clean. */
export const updateInPlace: History = [
  [0, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Topic', 'UPDATE_IN_PROGRESS', undefined, 'topic'],
  [10, 'Topic', 'UPDATE_COMPLETE', undefined, 'topic'],
  [11, self, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [12, self, 'UPDATE_COMPLETE', undefined, self],
];

/** The last event of a healthy resource can be the end of its predecessor. */
export const updateReplacing: History = [
  [0, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Topic', 'UPDATE_IN_PROGRESS', hence, 'old'],
  [4, 'Topic', 'UPDATE_IN_PROGRESS', 'Resource creation Initiated', 'new'],
  [7, 'Topic', 'UPDATE_COMPLETE', undefined, 'new'],
  [8, self, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [9, 'Topic', 'DELETE_IN_PROGRESS', undefined, 'old'],
  [55, 'Topic', 'DELETE_COMPLETE', undefined, 'old'],
  [55.3, self, 'UPDATE_COMPLETE', undefined, self],
];

/** UpdateReplacePolicy Retain: the old one is only left. */
export const updateRetaining: History = [
  [0, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Topic', 'UPDATE_IN_PROGRESS', hence, 'old'],
  [4, 'Topic', 'UPDATE_IN_PROGRESS', 'Resource creation Initiated', 'new'],
  [7, 'Topic', 'UPDATE_COMPLETE', undefined, 'new'],
  [8, self, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [9, 'Topic', 'DELETE_SKIPPED', undefined, 'old'],
  [9.3, self, 'UPDATE_COMPLETE', undefined, self],
];

/** Three tries, three minutes apart; the update has succeeded all the same. */
export const updateLeavingSomething: History = [
  [0, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [3, self, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [4, 'Topic', 'DELETE_IN_PROGRESS', undefined, 'old'],
  [5, 'Topic', 'DELETE_FAILED', 'Resource handler returned message: …', 'old'],
  [185, 'Topic', 'DELETE_IN_PROGRESS', undefined, 'old'],
  [186, 'Topic', 'DELETE_FAILED', 'Resource handler returned message: …', 'old'],
  [366, 'Topic', 'DELETE_IN_PROGRESS', undefined, 'old'],
  [367, 'Topic', 'DELETE_FAILED', 'Resource handler returned message: …', 'old'],
  [367.3, self, 'UPDATE_COMPLETE', 'Update successful. One or more resources could not be deleted.', self],
];

/** A new resource fails; the one in flight is cancelled; both come back, the new one only as ticked off. */
export const updateRolledBack: History = [
  [0, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Queue', 'UPDATE_IN_PROGRESS', undefined, 'queue'],
  [3, 'Bucket', 'CREATE_IN_PROGRESS', undefined, ''],
  [4, 'Bucket', 'CREATE_FAILED', 'Resource handler returned message: …', ''],
  [4, 'Queue', 'UPDATE_FAILED', 'Resource update cancelled', 'queue'],
  [
    4.5,
    self,
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [Bucket]. The following resource(s) failed to update: [Queue]. ',
    self,
  ],
  [8, 'Queue', 'UPDATE_IN_PROGRESS', undefined, 'queue'],
  [69, 'Queue', 'UPDATE_COMPLETE', undefined, 'queue'],
  [70, self, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [71, 'Bucket', 'DELETE_COMPLETE', undefined, ''],
  [71.3, self, 'UPDATE_ROLLBACK_COMPLETE', undefined, self],
];

/** A Quilt stack with capitals in its name, stuck: only the database is the cause, and there is no clean-up. */
export const updateStuck: History = [
  [0, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'DB', 'UPDATE_IN_PROGRESS', undefined, 'db'],
  [3, 'SearchHandlerRole', 'UPDATE_IN_PROGRESS', undefined, 'role'],
  [3, 'EsIngestBucket', 'CREATE_IN_PROGRESS', undefined, ''],
  [4, 'EsIngestBucket', 'CREATE_FAILED', 'Resource handler returned message: "Bucket name should not …', ''],
  [4, 'DB', 'UPDATE_FAILED', 'Resource update cancelled', 'db'],
  [4, 'SearchHandlerRole', 'UPDATE_FAILED', 'Resource update cancelled', 'role'],
  [
    4.5,
    self,
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [EsIngestBucket]. The following resource(s) failed to update: [DB, SearchHandlerRole]. ',
    self,
  ],
  [8.5, 'DB', 'UPDATE_IN_PROGRESS', undefined, 'db'],
  [8.5, 'SearchHandlerRole', 'UPDATE_IN_PROGRESS', undefined, 'role'],
  [26, 'SearchHandlerRole', 'UPDATE_COMPLETE', undefined, 'role'],
  [78, 'DB', 'UPDATE_FAILED', 'Resource handler returned message: "Cannot modify engine version …', 'db'],
  [84, self, 'UPDATE_ROLLBACK_FAILED', 'The following resource(s) failed to update: [DB]. ', self],
];

/** Continued with the database skipped: it is called complete as it is. */
export const updateFreed: History = [
  [0, self, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', self],
  [3, 'DB', 'UPDATE_COMPLETE', undefined, 'db'],
  [4, self, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [5, 'EsIngestBucket', 'DELETE_COMPLETE', undefined, ''],
  [5.3, self, 'UPDATE_ROLLBACK_COMPLETE', undefined, self],
];

/** An export that another stack reads cannot go: no resource is even touched. */
export const updateOfExportInUse: History = [
  [0, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [
    3,
    self,
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'Update canceled. Cannot update export shared-topic as it is in use by reader.',
    self,
  ],
  [6, self, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [7, self, 'UPDATE_ROLLBACK_COMPLETE', undefined, self],
];
