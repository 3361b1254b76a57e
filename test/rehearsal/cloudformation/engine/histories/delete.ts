import { self, type History } from './history.ts';

export const deleteAll: History = [
  [0, self, 'DELETE_IN_PROGRESS', 'User Initiated', self],
  [1.7, 'Group', 'DELETE_IN_PROGRESS', undefined, 'group'],
  [3, 'Group', 'DELETE_COMPLETE', undefined, 'group'],
  [3, 'Topic', 'DELETE_IN_PROGRESS', undefined, 'topic'],
  [49, 'Topic', 'DELETE_COMPLETE', undefined, 'topic'],
  [49.3, self, 'DELETE_COMPLETE', undefined, self],
];

/** What a finished rollback left: nothing, so there is nothing to tell. */
export const deleteRolledBack: History = [
  [0, self, 'DELETE_IN_PROGRESS', 'User Initiated', self],
  [1.5, self, 'DELETE_COMPLETE', undefined, self],
];

export const deleteFailed: History = [
  [0, self, 'DELETE_IN_PROGRESS', 'User Initiated', self],
  [1.7, 'Group', 'DELETE_IN_PROGRESS', undefined, 'group'],
  [3, 'Group', 'DELETE_COMPLETE', undefined, 'group'],
  [3, 'Topic', 'DELETE_IN_PROGRESS', undefined, 'topic'],
  [4.5, 'Topic', 'DELETE_FAILED', 'Resource handler returned message: …', 'topic'],
  [5, self, 'DELETE_FAILED', 'The following resource(s) failed to delete: [Topic]. ', self],
];

/** RetainResources, possible only now. */
export const deleteRetaining: History = [
  [0, self, 'DELETE_IN_PROGRESS', 'User Initiated', self],
  [1.7, 'Topic', 'DELETE_SKIPPED', undefined, 'topic'],
  [2, self, 'DELETE_COMPLETE', undefined, self],
];

/** Not DELETE_FAILED: the stack goes back to what it was. */
export const deleteOfExportInUse: History = [
  [0, self, 'DELETE_IN_PROGRESS', 'User Initiated', self],
  [
    1.3,
    self,
    'CREATE_COMPLETE',
    'Delete canceled. Cannot delete export shared-topic as it is in use by reader.',
    self,
  ],
];
