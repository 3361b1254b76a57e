import { shortText } from '../../../core/text.ts';
import { commandOn } from '../../../products/index.ts';
import { again, type Remedy } from './remedy.ts';

/** S3, queues, topics, trails, keys and logs. */
export const storageRemedies: readonly Remedy[] = [
  {
    match: /bucket you tried to delete is not empty/i,
    meaning: (failure) =>
      `${failure.part} still holds objects or old versions of them, and AWS deletes only empty buckets`,
    remedy: (failure) =>
      `Keep it: ${commandOn('recover', failure.stackName)} --retain ${failure.logicalId}; or empty it, versions included, and delete again: ${commandOn('uninstall', failure.stackName)} --empty-bucket NAME`,
  },
  {
    match: /Unable to validate the following destination configurations/,
    meaning: (failure) => `S3 may not (yet) write to the queue or topic that ${failure.part} should notify`,
    remedy: (failure) =>
      `Often the permission is only seconds too late: run the command again. If it persists, the queue's policy is at fault; ${again(failure)}.`,
    check: 's3.bucket-notifications',
  },
  {
    match: /overlapping suffixes|Configuration is ambiguously defined/,
    meaning: () => 'the bucket already notifies something else of the same events',
    remedy: () => 'Move the other notification behind EventBridge or take it away, or choose another bucket.',
    check: 's3.bucket-notifications',
  },
  {
    match: /conflicting conditional operation is currently in progress/i,
    meaning: () => 'a bucket of this name was deleted a moment ago and S3 is still busy with that',
    remedy: (failure) => `Wait some minutes (it may take an hour), ${again(failure)}.`,
  },
  {
    match: /s3:DeleteBucket Access Denied/i,
    meaning: (failure) => `the policy on ${failure.part} forbids deleting it`,
    remedy: (failure) =>
      `Take the Deny out of the bucket policy, or keep the bucket: ${commandOn('recover', failure.stackName)} --retain ${failure.logicalId}.`,
  },
  {
    match: /The specified bucket does not exist/,
    meaning: (failure) =>
      `the bucket behind ${failure.part} is gone: deleted by hand, or misspelt in a parameter`,
    remedy: () =>
      'Correct the parameter that names it; if the stack itself once made it, make an empty one of the same name and run again.',
    check: 's3.bucket',
  },
  {
    match: /Access Denied for bucket: (\S+?)\.? /,
    type: /LoadBalanc/,
    meaning: (_, groups) =>
      `the load balancer may not write its logs to bucket ${shortText(groups[0] ?? '', 80)}`,
    remedy: () => 'The bucket’s policy must admit the load balancers’ log delivery of this region.',
  },
  {
    match: /Dead letter target does not exist/,
    meaning: (failure) => `the queue that takes what ${failure.part} cannot process is not there`,
    remedy: (failure) =>
      `If it was deleted by hand, nothing but a new one of the same name helps; otherwise ${again(failure).replace(/^then /, '')}.`,
  },
  {
    match: /wait 60 seconds after deleting a queue/,
    meaning: () => 'a queue of this name was deleted less than a minute ago',
    remedy: (failure) => `Wait a minute, ${again(failure)}.`,
  },
  {
    match: /already has (\d+) trails|MaximumNumberOfTrailsExceeded/,
    meaning: (_, groups) =>
      `this region has all the ${groups[0] ?? 'five'} CloudTrail trails it may have, and that number cannot be raised`,
    remedy: (failure) =>
      `Delete or merge a trail (quilt-install preflight --only cloudtrail.capacity lists them), ${again(failure)}.`,
    check: 'cloudtrail.capacity',
  },
  {
    match: /key policy|new key policy will not allow/i,
    type: /KMS/,
    meaning: (failure) =>
      `the key policy of ${failure.part} names a principal that is not there, or would lock everybody out`,
    remedy: () =>
      'Deploy with a user or role that the policy admits, and correct the principals given as parameters.',
  },
  {
    match: /CloudWatch Logs role ARN must be set/,
    meaning: () => 'API Gateway has no role for writing logs in this region, and no stack has set one yet',
    remedy: (failure) =>
      `Give it one: aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=ROLE_ARN, ${again(failure)}.`,
  },
  {
    match: /REST API doesn't contain any methods/,
    meaning: () => 'the API was published before its methods were there',
    remedy: (failure) =>
      `An order that goes wrong at times: ${again(failure).replace(/^then /, '')}; with an unmodified template, tell the vendor.`,
  },
  {
    match: /Event bus (\S+) does not exist/,
    meaning: (_, groups) => `there is no event bus ${shortText(groups[0] ?? '', 80)} in this region`,
    remedy: () => 'Correct the parameter that names it, or create it first.',
  },
  {
    match: /Parameter ScheduleExpression is not valid/,
    meaning: () => 'a schedule given as a parameter is not in the form rate(…) or cron(…)',
    remedy: () => 'Correct it: rate(5 minutes), or cron with six fields.',
  },
  {
    match: /Resource does not exist or requester is not authorized/,
    type: /Glue|LakeFormation|Athena/,
    meaning: () => 'Lake Formation governs the data catalog here and does not know the deployer',
    remedy: () =>
      'A Lake Formation administrator must grant the deployer (or the service role) the right to create databases.',
  },
];
