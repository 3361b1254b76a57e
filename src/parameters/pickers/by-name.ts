import type { Picker } from '../../core/product.ts';

/**
 * Names that templates commonly give to what an existing thing's id stands in. Only names of ids and ARNs: a
 * `BucketName` may well be that of a bucket yet to be made.
 */
const names: readonly (readonly [RegExp, Picker])[] = [
  [/^(acm|ssl|tls)?certificate(arn|id)/i, 'certificate'],
  [/certificatearn$/i, 'certificate'],
  [/(hostedzone|^zone)id$/i, 'hosted-zone'],
  [/^vpc(id)?$/i, 'vpc'],
  [/subnet(id)?s?$/i, 'subnets'],
  [/securitygroup(id)?s?$/i, 'security-group'],
  [/secret(arn|id)$/i, 'secret'],
  [/topicarn$/i, 'topic'],
  [/^(ssh|ec2)?key(pair)?name$|^keypair$/i, 'key-pair'],
];

/** From what a parameter of this name is picked, where neither product nor type says. */
export const pickerByName = (key: string): Picker | undefined =>
  names.find(([pattern]) => pattern.test(key))?.[1];
