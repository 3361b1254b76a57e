import type { StackEvent } from '../../src/core/stack.ts';

/** `[seconds since the start, logical id ('' = the stack itself), type or '', status, reason?, physical id?]`. */
export type EventRow = readonly [
  seconds: number,
  logicalId: string,
  type: string,
  status: string,
  reason?: string | undefined,
  physicalId?: string,
];

export const rootId =
  'arn:aws:cloudformation:us-east-1:123456789012:stack/quilt/0a1b2c3d-0000-11f0-8000-0123456789ab';
export const start = Date.parse('2026-03-01T12:00:00Z');

/** Turns rows, oldest first, into events as CloudFormation tells them. */
export const eventsOf = (
  rows: readonly EventRow[],
  stackId = rootId,
  path: readonly string[] = [],
): StackEvent[] => {
  const stackName = stackId.split('/')[1] ?? '';
  return rows.map(([seconds, logicalId, type, status, reason, physicalId], index) => ({
    id: `${stackName}-${index}-${logicalId === '' ? 'stack' : logicalId}-${status}`,
    at: start + Math.round(seconds * 1_000),
    stackId,
    stackName,
    path,
    logicalId: logicalId === '' ? stackName : logicalId,
    physicalId: logicalId === '' ? stackId : (physicalId ?? ''),
    resourceType: logicalId === '' ? 'AWS::CloudFormation::Stack' : type,
    status,
    reason,
  }));
};

const queue = 'AWS::SQS::Queue';
const bucket = 'AWS::S3::Bucket';
const lambda = 'AWS::Lambda::Function';

/** A create through a change set: doubles, eventual-consistency checks, the stack's own repeated CREATE_IN_PROGRESS. */
export const createSucceeds: readonly EventRow[] = [
  [-30, '', '', 'REVIEW_IN_PROGRESS', 'User Initiated'],
  [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
  [2.4, 'Queue', queue, 'CREATE_IN_PROGRESS'],
  [2.5, 'Bucket', bucket, 'CREATE_IN_PROGRESS'],
  [
    3.4,
    'Queue',
    queue,
    'CREATE_IN_PROGRESS',
    'Resource creation Initiated',
    'https://sqs.us-east-1.amazonaws.com/123456789012/q',
  ],
  [3.6, 'Bucket', bucket, 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'quilt-bucket-d5nmglefxjdn'],
  [17.5, 'Bucket', bucket, 'CREATE_COMPLETE', undefined, 'quilt-bucket-d5nmglefxjdn'],
  [18.1, 'Indexer', lambda, 'CREATE_IN_PROGRESS'],
  [19.2, 'Indexer', lambda, 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'quilt-Indexer-1'],
  [19.6, 'Indexer', lambda, 'CREATE_IN_PROGRESS', 'Eventual consistency check initiated', 'quilt-Indexer-1'],
  [26, 'Indexer', lambda, 'CREATE_COMPLETE', undefined, 'quilt-Indexer-1'],
  [65, 'Queue', queue, 'CREATE_COMPLETE', undefined, 'https://sqs.us-east-1.amazonaws.com/123456789012/q'],
  [65.4, '', '', 'CREATE_COMPLETE'],
];

/** One resource fails, its sibling is cancelled, then a silence of minutes before the first delete. */
export const createRollsBack: readonly EventRow[] = [
  [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
  [2.3, 'Bucket', bucket, 'CREATE_IN_PROGRESS'],
  [2.4, 'Queue', queue, 'CREATE_IN_PROGRESS'],
  [2.5, 'Indexer', lambda, 'CREATE_IN_PROGRESS'],
  [3.1, 'Indexer', lambda, 'CREATE_IN_PROGRESS', 'Resource creation Initiated', 'quilt-Indexer-1'],
  [9, 'Indexer', lambda, 'CREATE_COMPLETE', undefined, 'quilt-Indexer-1'],
  [
    10.0,
    'Queue',
    queue,
    'CREATE_FAILED',
    'Resource handler returned message: "Value {"maxReceiveCount":3} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist. (Service: Sqs, Status Code: 400, Request ID: 7d1a0d43-0000-5a5b-8b0e-6c7ad2a2cb8d) (SDK Attempt Count: 1)" (RequestToken: 96ae2bb4-aaaa-bbbb-cccc-1f1a1ed3e8b2, HandlerErrorCode: GeneralServiceException)',
  ],
  [10.1, 'Bucket', bucket, 'CREATE_FAILED', 'Resource creation cancelled'],
  [
    10.4,
    '',
    '',
    'ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [Bucket, Queue]. Rollback requested by user.',
  ],
  [151.4, 'Queue', queue, 'DELETE_COMPLETE'],
  [151.5, 'Bucket', bucket, 'DELETE_COMPLETE'],
  [151.6, 'Indexer', lambda, 'DELETE_IN_PROGRESS', undefined, 'quilt-Indexer-1'],
  [155.2, 'Indexer', lambda, 'DELETE_COMPLETE', undefined, 'quilt-Indexer-1'],
  [155.5, '', '', 'ROLLBACK_COMPLETE'],
];

/** In place, added, replaced; the replaced one's old self is deleted under the same logical id. */
export const updateReplaces: readonly EventRow[] = [
  [0, '', '', 'UPDATE_IN_PROGRESS', 'User Initiated'],
  [2, 'Indexer', lambda, 'UPDATE_IN_PROGRESS', undefined, 'quilt-Indexer-1'],
  [
    2.1,
    'Queue',
    queue,
    'UPDATE_IN_PROGRESS',
    'Requested update requires the creation of a new physical resource; hence creating one.',
    'old-queue',
  ],
  [3, 'Queue', queue, 'UPDATE_IN_PROGRESS', 'Resource creation Initiated', 'new-queue'],
  [7, 'Indexer', lambda, 'UPDATE_COMPLETE', undefined, 'quilt-Indexer-1'],
  [64, 'Queue', queue, 'UPDATE_COMPLETE', undefined, 'new-queue'],
  [64.6, '', '', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
  [66, 'Queue', queue, 'DELETE_IN_PROGRESS', undefined, 'old-queue'],
  [127, 'Queue', queue, 'DELETE_COMPLETE', undefined, 'old-queue'],
  [127.5, '', '', 'UPDATE_COMPLETE'],
];

/** A resource that could not be removed after an update: tried three times, three minutes apart, then left behind. */
export const updateLeavesOldBehind: readonly EventRow[] = [
  [0, '', '', 'UPDATE_IN_PROGRESS', 'User Initiated'],
  [2, 'Role', 'AWS::IAM::Role', 'UPDATE_IN_PROGRESS', undefined, 'role-new'],
  [20, 'Role', 'AWS::IAM::Role', 'UPDATE_COMPLETE', undefined, 'role-new'],
  [20.6, '', '', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
  [22, 'Role', 'AWS::IAM::Role', 'DELETE_IN_PROGRESS', undefined, 'role-old'],
  [
    23,
    'Role',
    'AWS::IAM::Role',
    'DELETE_FAILED',
    'Cannot delete entity, must detach all policies first.',
    'role-old',
  ],
  [203, 'Role', 'AWS::IAM::Role', 'DELETE_IN_PROGRESS', undefined, 'role-old'],
  [
    204,
    'Role',
    'AWS::IAM::Role',
    'DELETE_FAILED',
    'Cannot delete entity, must detach all policies first.',
    'role-old',
  ],
  [384, 'Role', 'AWS::IAM::Role', 'DELETE_IN_PROGRESS', undefined, 'role-old'],
  [
    385,
    'Role',
    'AWS::IAM::Role',
    'DELETE_FAILED',
    'Cannot delete entity, must detach all policies first.',
    'role-old',
  ],
  [386, '', '', 'UPDATE_COMPLETE', 'Update successful. One or more resources could not be deleted.'],
];

/** A real update whose rollback got stuck: only the database keeps it from ending. */
export const updateRollbackSticks: readonly EventRow[] = [
  [0, '', '', 'UPDATE_IN_PROGRESS', 'User Initiated'],
  [9, 'EsIngestBucket', bucket, 'CREATE_IN_PROGRESS'],
  [9.5, 'DB', 'AWS::RDS::DBInstance', 'UPDATE_IN_PROGRESS', undefined, 'db-1'],
  [9.6, 'SearchHandlerRole', 'AWS::IAM::Role', 'UPDATE_IN_PROGRESS', undefined, 'role-1'],
  [
    11,
    'EsIngestBucket',
    bucket,
    'CREATE_FAILED',
    'Resource handler returned message: "Bucket name should not contain uppercase characters" (RequestToken: 0b3b1b8e-1111-2222-3333-d6a7a4f1d2c3, HandlerErrorCode: GeneralServiceException)',
  ],
  [11.2, 'DB', 'AWS::RDS::DBInstance', 'UPDATE_FAILED', 'Resource update cancelled', 'db-1'],
  [11.2, 'SearchHandlerRole', 'AWS::IAM::Role', 'UPDATE_FAILED', 'Resource update cancelled', 'role-1'],
  [
    12,
    '',
    '',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'The following resource(s) failed to create: [EsIngestBucket]. The following resource(s) failed to update: [DB, SearchHandlerRole]. ',
  ],
  [16, 'DB', 'AWS::RDS::DBInstance', 'UPDATE_IN_PROGRESS', undefined, 'db-1'],
  [16, 'SearchHandlerRole', 'AWS::IAM::Role', 'UPDATE_IN_PROGRESS', undefined, 'role-1'],
  [
    78,
    'DB',
    'AWS::RDS::DBInstance',
    'UPDATE_FAILED',
    'Resource handler returned message: "Cannot modify engine version because another engine version upgrade is already in progress (Service: Rds, Status Code: 400, Request ID: 1f2e)" (RequestToken: 31a9, HandlerErrorCode: GeneralServiceException)',
    'db-1',
  ],
  [78.3, 'SearchHandlerRole', 'AWS::IAM::Role', 'UPDATE_FAILED', 'Resource update cancelled', 'role-1'],
  [
    84,
    '',
    '',
    'UPDATE_ROLLBACK_FAILED',
    'The following resource(s) failed to update: [DB, SearchHandlerRole]. ',
  ],
];

/** Update failure, everything taken back, additions removed in the clean-up. */
export const updateRollsBack: readonly EventRow[] = [
  [0, '', '', 'UPDATE_IN_PROGRESS', 'User Initiated'],
  [2, 'Indexer', lambda, 'UPDATE_IN_PROGRESS', undefined, 'quilt-Indexer-1'],
  [2.2, 'Queue', queue, 'CREATE_IN_PROGRESS'],
  [6, 'Indexer', lambda, 'UPDATE_COMPLETE', undefined, 'quilt-Indexer-1'],
  [
    7,
    'Queue',
    queue,
    'CREATE_FAILED',
    'User: arn:aws:iam::123456789012:user/x is not authorized to perform: sqs:CreateQueue on resource: arn:aws:sqs:us-east-1:123456789012:q with an explicit deny in a service control policy',
  ],
  [7.3, '', '', 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [Queue]. '],
  [9, 'Indexer', lambda, 'UPDATE_IN_PROGRESS', undefined, 'quilt-Indexer-1'],
  [14, 'Indexer', lambda, 'UPDATE_COMPLETE', undefined, 'quilt-Indexer-1'],
  [15, '', '', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
  [141, 'Queue', queue, 'DELETE_COMPLETE'],
  [141.4, '', '', 'UPDATE_ROLLBACK_COMPLETE'],
];

/** OnFailure DELETE: no rollback status at all. */
export const createDeletesItself: readonly EventRow[] = [
  [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
  [2, 'Queue', queue, 'CREATE_IN_PROGRESS'],
  [
    3,
    'Queue',
    queue,
    'CREATE_FAILED',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  ],
  [
    3.7,
    '',
    '',
    'DELETE_IN_PROGRESS',
    'The following resource(s) failed to create: [Queue]. . Delete requested by user.',
  ],
  [28, 'Queue', queue, 'DELETE_COMPLETE'],
  [28.3, '', '', 'DELETE_COMPLETE'],
];

/** A parameter that names nothing: no resource ever begins. */
export const parameterMissing: readonly EventRow[] = [
  [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
  [
    2.2,
    '',
    '',
    'ROLLBACK_IN_PROGRESS',
    'Parameter validation failed: parameter value vpc-12345678 for parameter name VPC does not exist. Rollback requested by user.',
  ],
  [20, '', '', 'ROLLBACK_COMPLETE'],
];

/** Early validation after acceptance: the stack fails, then rolls back by itself; only DescribeEvents knows why. */
export const earlyValidation: readonly EventRow[] = [
  [0, '', '', 'CREATE_IN_PROGRESS', 'User Initiated'],
  [
    3.3,
    '',
    '',
    'CREATE_FAILED',
    'Validation failed with 1 error(s). Call DescribeEvents to retrieve the full list of issues.',
  ],
  [
    3.5,
    '',
    '',
    'ROLLBACK_IN_PROGRESS',
    "Validation failure detected. See the operation's FAILED event for details.",
  ],
  [5, '', '', 'ROLLBACK_COMPLETE'],
];

export const deleteSucceeds: readonly EventRow[] = [
  [0, '', '', 'DELETE_IN_PROGRESS', 'User Initiated'],
  [1.6, 'Indexer', lambda, 'DELETE_IN_PROGRESS', undefined, 'quilt-Indexer-1'],
  [5.2, 'Indexer', lambda, 'DELETE_COMPLETE', undefined, 'quilt-Indexer-1'],
  [5.3, 'Data', bucket, 'DELETE_SKIPPED', undefined, 'quilt-data'],
  [5.6, '', '', 'DELETE_COMPLETE'],
];

/** An export in use: no DELETE_FAILED, the stack returns to what it was. */
export const deleteCancelled: readonly EventRow[] = [
  [0, '', '', 'DELETE_IN_PROGRESS', 'User Initiated'],
  [
    1.3,
    '',
    '',
    'UPDATE_ROLLBACK_COMPLETE',
    'Delete canceled. Cannot delete export quilt-Vpc as it is in use by other.',
  ],
];

export const childId =
  'arn:aws:cloudformation:us-east-1:123456789012:stack/quilt-Network-1ABCDEFGHIJK/99990000-0000-11f0-8000-0123456789ab';
const nestedType = 'AWS::CloudFormation::Stack';

/** A nested update fails: the parent hears of it 5.6 s later, the cause stands only in the child's own stream. */
export const nestedFails: { readonly root: readonly EventRow[]; readonly child: readonly EventRow[] } = {
  root: [
    [0, '', '', 'UPDATE_IN_PROGRESS', 'User Initiated'],
    [2.7, 'Network', nestedType, 'UPDATE_IN_PROGRESS', undefined, childId],
    [
      13.6,
      'Network',
      nestedType,
      'UPDATE_FAILED',
      `Embedded stack ${childId} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to update: [Address]. `,
      childId,
    ],
    [13.9, '', '', 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Network]. '],
    [16, 'Network', nestedType, 'UPDATE_IN_PROGRESS', undefined, childId],
    [26, 'Network', nestedType, 'UPDATE_COMPLETE', undefined, childId],
    [27.2, '', '', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
    [38.4, 'Network', nestedType, 'UPDATE_COMPLETE', undefined, childId],
    [38.5, '', '', 'UPDATE_ROLLBACK_COMPLETE'],
  ],
  child: [
    [-900, '', '', 'CREATE_IN_PROGRESS'],
    [-890, 'Address', 'AWS::EC2::EIP', 'CREATE_FAILED', 'An old failure of an older operation'],
    [-800, '', '', 'CREATE_COMPLETE'],
    [3.3, '', '', 'UPDATE_IN_PROGRESS'],
    [6.2, 'Address', 'AWS::EC2::EIP', 'UPDATE_IN_PROGRESS', undefined, '203.0.113.7'],
    [
      7.7,
      'Address',
      'AWS::EC2::EIP',
      'UPDATE_FAILED',
      'The maximum number of addresses has been reached. (Service: Ec2, Status Code: 400, Request ID: 5b)',
      '203.0.113.7',
    ],
    [8, '', '', 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Address]. '],
    [20, 'Address', 'AWS::EC2::EIP', 'UPDATE_COMPLETE', undefined, '203.0.113.7'],
    [23.8, '', '', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
    [29.2, '', '', 'UPDATE_ROLLBACK_COMPLETE'],
  ],
};
