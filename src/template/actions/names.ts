/** `of('s3', 'GetObject PutObject')` is the IAM names of both. */
export const of = (service: string, ...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => name.split(' ').map((action) => `${service}:${action}`));

/** For types that hand a role to a service. */
export const roles = of('iam', 'GetRole PassRole');
/** For services whose own role AWS makes at first use. */
export const serviceLinkedRole = of('iam', 'CreateServiceLinkedRole');
