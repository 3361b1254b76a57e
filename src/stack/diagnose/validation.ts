import type { EarlyValidationFinding } from '../../core/ports.ts';

/**
 * The six kinds of docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html. The names of
 * the last four are written down nowhere: their subjects tell them apart.
 */
const kinds: readonly {
  readonly name: RegExp;
  /** What no other kind is about, whatever its name. */
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
      'An account has one AWS Config recorder for each region: leave a second one out of the template, or remove the one that is there; where there is none, switch recording on before rules are added.',
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
  return (kinds.find((kind) => kind.name.test(name)) ?? kinds.find(({ type }) => type === resourceType))
    ?.remedy;
}
