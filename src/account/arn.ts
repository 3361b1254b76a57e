/** The parts of an Amazon Resource Name. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All after the fifth colon, colons included. */
  readonly resource: string;
}

export function parseArn(text: string): Arn | undefined {
  const [, partition, service, region, account, resource] =
    /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/.exec(text.trim()) ?? [];
  if (partition === undefined || service === undefined || resource === undefined) return undefined;
  return { partition, service, region: region ?? '', account: account ?? '', resource };
}

/** Who calls: what an STS or IAM ARN can and cannot tell. */
export type Principal =
  | { readonly kind: 'user' | 'role'; readonly arn: string; readonly name: string }
  /** STS drops the role's path, so the role's true ARN must be looked up by name. */
  | { readonly kind: 'assumed-role'; readonly name: string }
  | { readonly kind: 'root' }
  | { readonly kind: 'other' };

const lastSegment = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export function principalOf(arn: string): Principal {
  const parsed = parseArn(arn);
  if (parsed === undefined) return { kind: 'other' };
  const [kind = '', ...rest] = parsed.resource.split('/');
  const name = rest.join('/');
  if (parsed.resource === 'root') return { kind: 'root' };
  if (parsed.service === 'sts' && kind === 'assumed-role')
    return { kind: 'assumed-role', name: rest[0] ?? '' };
  if (parsed.service === 'iam' && (kind === 'user' || kind === 'role') && name !== '')
    return { kind, arn, name: lastSegment(name) };
  return { kind: 'other' };
}

/** The bare name of a role, from an ARN (path dropped) or a name. */
export function roleName(arnOrName: string): string {
  const parsed = parseArn(arnOrName);
  return lastSegment(parsed?.resource ?? arnOrName);
}
