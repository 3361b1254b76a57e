import { self, type History } from './history.ts';

/** A queue by way of a change set; the root says "configured" too, which is no end. */
export const createByChangeSet: History = [
  [0, self, 'REVIEW_IN_PROGRESS', 'User Initiated', self],
  [9, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [12, 'Queue', 'CREATE_IN_PROGRESS', undefined, ''],
  [13, 'Queue', 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'queue'],
  [13.4, 'Queue', 'CREATE_IN_PROGRESS', 'Eventual consistency check initiated', 'queue'],
  [13.5, self, 'CREATE_IN_PROGRESS', 'Eventual consistency check initiated', self],
  [75, 'Queue', 'CREATE_COMPLETE', undefined, 'queue'],
  [75.5, self, 'CREATE_COMPLETE', undefined, self],
];

/** An explicit DependsOn waits for the very end, an implied one for the configuration. */
export const createWithDependants: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Queue', 'CREATE_IN_PROGRESS', undefined, ''],
  [4, 'Queue', 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'queue'],
  [4.4, 'Queue', 'CREATE_IN_PROGRESS', 'Eventual consistency check initiated', 'queue'],
  [4.5, 'Reader', 'CREATE_IN_PROGRESS', undefined, ''],
  [5, 'Reader', 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'reader'],
  [6, 'Reader', 'CREATE_COMPLETE', undefined, 'reader'],
  [66, 'Queue', 'CREATE_COMPLETE', undefined, 'queue'],
  [66.4, 'Follower', 'CREATE_IN_PROGRESS', undefined, ''],
  [67, 'Follower', 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'follower'],
  [68, 'Follower', 'CREATE_COMPLETE', undefined, 'follower'],
  [69, self, 'CREATE_COMPLETE', undefined, self],
];

/** Refused before it had an id: the rollback only ticks it off. */
export const createRefused: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Bucket', 'CREATE_IN_PROGRESS', undefined, ''],
  [4, 'Bucket', 'CREATE_FAILED', 'Resource handler returned message: …', ''],
  [
    4.3,
    self,
    'ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [Bucket]. Rollback requested by user.',
    self,
  ],
  [7, 'Bucket', 'DELETE_COMPLETE', undefined, ''],
  [7.3, self, 'ROLLBACK_COMPLETE', undefined, self],
];

/** Siblings in flight are cancelled, and listed in the brackets like the cause. */
export const createCancelled: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Vpc', 'CREATE_IN_PROGRESS', undefined, ''],
  [3, 'Bucket', 'CREATE_IN_PROGRESS', undefined, ''],
  [4, 'Vpc', 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'vpc'],
  [4.5, 'Bucket', 'CREATE_FAILED', 'Resource handler returned message: …', ''],
  [4.5, 'Vpc', 'CREATE_FAILED', 'Resource creation cancelled', 'vpc'],
  [
    5,
    self,
    'ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [Bucket, Vpc]. Rollback requested by user.',
    self,
  ],
  [8, 'Bucket', 'DELETE_COMPLETE', undefined, ''],
  [8, 'Vpc', 'DELETE_IN_PROGRESS', undefined, 'vpc'],
  [10, 'Vpc', 'DELETE_COMPLETE', undefined, 'vpc'],
  [10.3, self, 'ROLLBACK_COMPLETE', undefined, self],
];

/** OnFailure DELETE knows no rollback at all. */
export const createDeleted: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Bucket', 'CREATE_IN_PROGRESS', undefined, ''],
  [4, 'Bucket', 'CREATE_FAILED', 'Resource handler returned message: …', ''],
  [
    4.7,
    self,
    'DELETE_IN_PROGRESS',
    'The following resource(s) failed to create: [Bucket]. Delete requested by user.',
    self,
  ],
  [29, 'Bucket', 'DELETE_COMPLETE', undefined, ''],
  [29.3, self, 'DELETE_COMPLETE', undefined, self],
];

/** DisableRollback leaves everything where it failed. */
export const createLeft: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [3, 'Bucket', 'CREATE_IN_PROGRESS', undefined, ''],
  [4, 'Bucket', 'CREATE_FAILED', 'Resource handler returned message: …', ''],
  [5, self, 'CREATE_FAILED', 'The following resource(s) failed to create: [Bucket]. ', self],
];

/** An AWS-typed value is looked up after the call was accepted: no resource event at all. */
export const createWithMissingValue: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [
    2.2,
    self,
    'ROLLBACK_IN_PROGRESS',
    'Parameter validation failed: parameter value wsb-iaac for parameter name KeyName does not exist. Rollback requested by user.',
    self,
  ],
  [20, self, 'ROLLBACK_COMPLETE', undefined, self],
];

/** Early validation: five seconds in all, the cause in DescribeEvents only. */
export const createInvalid: History = [
  [0, self, 'CREATE_IN_PROGRESS', 'User Initiated', self],
  [
    3.5,
    self,
    'ROLLBACK_IN_PROGRESS',
    "Validation failure detected. See the operation's FAILED event for details.",
    self,
  ],
  [5, self, 'ROLLBACK_COMPLETE', undefined, self],
];
