import { self, type History } from './history.ts';

/** The parent's stream: it hears of its child's end some seconds late. */
export const parentCreate: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Child', 'CREATE_IN_PROGRESS', undefined, ''],
  [3.6, 'Child', 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'child'],
  [20, 'Child', 'CREATE_COMPLETE', undefined, 'child'],
  [21, self, 'CREATE_COMPLETE', undefined, self],
];

export const childCreate: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Topic', 'CREATE_IN_PROGRESS', undefined, ''],
  [4, 'Topic', 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'topic'],
  [7, 'Topic', 'CREATE_COMPLETE', undefined, 'topic'],
  [8, self, 'CREATE_COMPLETE', undefined, self],
];

/** Only a summary; the cause is in the child's own stream. */
export const parentCreateFailed: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Child', 'CREATE_IN_PROGRESS', undefined, ''],
  [3.6, 'Child', 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'child'],
  [14, 'Child', 'CREATE_FAILED', 'Embedded stack …', 'child'],
  [
    15,
    self,
    'ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [Child]. Rollback requested by user.',
    self,
  ],
  [18, 'Child', 'DELETE_IN_PROGRESS', undefined, 'child'],
  [24, 'Child', 'DELETE_COMPLETE', undefined, 'child'],
  [24.3, self, 'ROLLBACK_COMPLETE', undefined, self],
];

/** Every update visits every child, and the clean-up tells of each a second time. */
export const parentUpdateIdleChild: History = [
  [0, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Child', 'UPDATE_IN_PROGRESS', undefined, 'child'],
  [3.5, 'Child', 'UPDATE_COMPLETE', undefined, 'child'],
  [4, self, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [7, 'Child', 'UPDATE_COMPLETE', undefined, 'child'],
  [8, self, 'UPDATE_COMPLETE', undefined, self],
];

export const parentUpdateFailed: History = [
  [0, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [2.7, 'Child', 'UPDATE_IN_PROGRESS', undefined, 'child'],
  [13.6, 'Child', 'UPDATE_FAILED', 'Embedded stack …', 'child'],
  [13.9, self, 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Child]. ', self],
  [16, 'Child', 'UPDATE_IN_PROGRESS', undefined, 'child'],
  [25, 'Child', 'UPDATE_COMPLETE', undefined, 'child'],
  [27.2, self, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [38.4, 'Child', 'UPDATE_COMPLETE', undefined, 'child'],
  [38.5, self, 'UPDATE_ROLLBACK_COMPLETE', undefined, self],
];

/** The child waits in its clean-up phase for its root. */
export const childUpdateFailed: History = [
  [3.3, self, 'UPDATE_IN_PROGRESS', 'User Initiated', self],
  [6.2, 'Topic', 'UPDATE_IN_PROGRESS', undefined, 'topic'],
  [7.7, 'Topic', 'UPDATE_FAILED', 'Resource handler returned message: …', 'topic'],
  [8, self, 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Topic]. ', self],
  [16, 'Topic', 'UPDATE_IN_PROGRESS', undefined, 'topic'],
  [23, 'Topic', 'UPDATE_COMPLETE', undefined, 'topic'],
  [23.8, self, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, self],
  [29.2, self, 'UPDATE_ROLLBACK_COMPLETE', undefined, self],
];
