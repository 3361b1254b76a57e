import type { EarlyValidationFinding } from '../../core/ports.ts';

/**
 * The six kinds of docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html. The names of
 * the last four are written down nowhere: their subjects tell them apart.
 */
const kinds: readonly {
  readonly name: RegExp;
  /** Tells kinds of one name apart, and is enough where the name says nothing. */
  readonly type?: string;
  readonly remedy: string;
}[] = [
  {
    name: /NAME_CONFLICT/,
    remedy:
      'Something of that name exists already: delete it if it is a left-over, or give another name in the parameter or template that sets it.',
  },
  {
    name: /PROPERTY/,
    remedy:
      'Correct the parameter that feeds this property; with an unmodified template, send the vendor this line.',
  },
  {
    name: /BUCKET|EMPTINESS/,
    type: 'AWS::S3::Bucket',
    remedy:
      'Empty the bucket first, or keep it (DeletionPolicy: Retain): a bucket that holds objects is not deleted.',
  },
  {
    name: /QUOTA|LIMIT/,
    remedy:
      'Have the quota raised (console, Service Quotas; hours to days), or remove what is not needed any more.',
  },
  {
    name: /RECORDER|CONFIG/,
    type: 'AWS::Config::ConfigurationRecorder',
    remedy:
      'An account has one AWS Config recorder for each region: leave it out of the template, or remove the one that is there.',
  },
  {
    name: /RECORDER|CONFIG/,
    type: 'AWS::Config::ConfigRule',
    remedy: 'Switch the recording of AWS Config on in this region first: rules need it.',
  },
  {
    name: /(^|_)ECR(_|$)|REPOSITORY/,
    type: 'AWS::ECR::Repository',
    remedy:
      'Delete the images of the repository first, or keep it (DeletionPolicy: Retain): one that holds images is not deleted.',
  },
];

/** What to do about a finding of early validation; undefined for what is no such finding. */
export function validationRemedy({
  name,
  resourceType,
}: Pick<EarlyValidationFinding, 'name' | 'resourceType'>): string | undefined {
  if (name.includes('::')) return undefined;
  const named = kinds.filter((kind) => kind.name.test(name));
  const kind =
    named.find(({ type }) => type === resourceType) ??
    named[0] ??
    kinds.find(({ type }) => type === resourceType);
  return kind?.remedy;
}
