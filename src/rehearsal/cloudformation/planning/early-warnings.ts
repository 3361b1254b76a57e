import type { AccountState } from '../../account/state.ts';
import { quotaOf } from '../../services/service-quotas.ts';
import { recorderIn } from '../account-effects/config.ts';
import type { PlannedChange } from '../model/change-set-record.ts';
import { holdsImages } from '../account-effects/repositories.ts';
import type { StackRecord, ValidationFinding } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';

type Warning = (
  world: World,
  stack: StackRecord,
  changes: readonly PlannedChange[],
) => readonly EarlyFinding[];

interface EarlyFinding {
  readonly change: PlannedChange;
  readonly name: string;
  readonly reason: string;
}

const added = (changes: readonly PlannedChange[], type: string): readonly PlannedChange[] =>
  changes.filter((one) => one.action === 'Add' && one.type === type);

const deleted = (changes: readonly PlannedChange[], type: string): readonly PlannedChange[] =>
  changes.filter((one) => one.action === 'Remove' && one.type === type && one.policyAction === 'Delete');

/** A bucket that is to be removed but holds objects. */
const emptiness: Warning = ({ account }, _stack, changes) =>
  deleted(changes, 'AWS::S3::Bucket')
    .filter(({ physicalId }) => (account.buckets.get(physicalId ?? '')?.objects.size ?? 0) > 0)
    .map((change) => ({
      change,
      name: 'BUCKET_EMPTINESS_VALIDATION',
      reason: `The bucket ${change.physicalId ?? ''} is not empty and cannot be deleted.`,
    }));

const images: Warning = ({ account }, stack, changes) =>
  deleted(changes, 'AWS::ECR::Repository')
    .filter(({ logicalId }) => {
      const resource = stack.resources.get(logicalId);
      return resource !== undefined && holdsImages(account, resource);
    })
    .map((change) => ({
      change,
      name: 'ECR_REPOSITORY_DELETE_READINESS_VALIDATION',
      reason: `The repository ${change.physicalId ?? ''} still contains images and cannot be deleted.`,
    }));

interface CountedResource {
  readonly type: string;
  readonly quota: string;
  readonly unit: string;
  readonly used: (account: AccountState, region: string) => number;
}

/** Of the quotas that AWS looks at, those whose use the account knows. */
const counted: readonly CountedResource[] = [
  {
    type: 'AWS::IAM::Role',
    quota: 'iam/L-FE177D64',
    unit: 'Roles per account',
    used: ({ roles }) => roles.size,
  },
  {
    type: 'AWS::EC2::SecurityGroup',
    quota: 'vpc/L-E79EC296',
    unit: 'VPC security groups per Region',
    used: ({ securityGroups }, region) =>
      [...securityGroups.values()].filter((one) => one.region === region).length,
  },
];

const quotas: Warning = ({ account }, { region }, changes) =>
  counted.flatMap(({ type, quota, unit, used }) => {
    const left = quotaOf(account, quota) - used(account, region);
    return added(changes, type)
      .slice(Math.max(0, left))
      .map((change) => ({
        change,
        name: 'SERVICE_QUOTA_VALIDATION',
        reason: `Creating this resource would exceed the quota ${unit} (${quotaOf(account, quota)}).`,
      }));
  });

/** A region records once; rules need that recording. */
const recording: Warning = ({ account }, { region }, changes) => {
  const recorders = added(changes, 'AWS::Config::ConfigurationRecorder');
  const there = recorderIn(account, region);
  const name = 'CONFIG_RECORDER_CONFLICT_VALIDATION';
  if (there !== undefined)
    return recorders.map((change) => ({
      change,
      name,
      reason: `A configuration recorder is active in ${region} already: ${there}.`,
    }));
  return recorders.length > 0
    ? []
    : added(changes, 'AWS::Config::ConfigRule').map((change) => ({
        change,
        name,
        reason: `No configuration recorder is active in ${region}, and rules need one.`,
      }));
};

/**
 * What is only warned about, and for change sets only:
 * docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html. It gives the last three
 * kinds neither names nor words; these are made in the manner of the others.
 */
export const warningsOf: (...of: Parameters<Warning>) => readonly ValidationFinding[] = (...of) =>
  [emptiness, quotas, recording, images].flatMap((look) =>
    look(...of).map(({ change: { logicalId, type }, name, reason }) => ({
      name,
      mode: 'WARN' as const,
      logicalId,
      type,
      path: `/Resources/${logicalId}`,
      reason,
    })),
  );
