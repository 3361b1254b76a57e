import type { EarlyValidationFinding } from '../../core/ports.ts';

/**
 * The six kinds of docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html. The names of
 * the last four are written down nowhere: their subjects tell them apart.
 */
const kinds: readonly {
  readonly name: RegExp;
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
    remedy:
      'An account has one AWS Config recorder for each region: leave it out of the template, or remove the one that is there.',
  },
  {
    name: /ECR|REPOSITORY/,
    remedy: 'Delete the images of the repository first, or keep it (DeletionPolicy: Retain).',
  },
];

/** What to do about a finding of early validation; undefined for what is no such finding. */
export function validationRemedy({
  name,
  resourceType,
}: Pick<EarlyValidationFinding, 'name' | 'resourceType'>): string | undefined {
  if (name.includes('::')) return undefined;
  return (
    kinds.find((kind) => kind.name.test(name)) ??
    kinds.slice(2).find((kind) => kind.name.test(resourceType.toUpperCase()))
  )?.remedy;
}
