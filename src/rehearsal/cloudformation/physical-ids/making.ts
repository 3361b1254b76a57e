import type { AccountState } from '../../account/state.ts';
import type { Identifiers } from '../model/identifiers.ts';
import { textOf, type Properties } from '../model/values.ts';

/** What a physical id and attributes are made from. */
export interface ResourceIdentity {
  readonly account: AccountState;
  readonly region: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
  readonly identifiers: Identifiers;
  /** The newest revision of what AWS numbers, by its ARN without the number; never given out twice. */
  readonly revisions: Map<string, number>;
}

/** CloudFormation hands every scalar on as text; some attributes are lists. */
export type AttributeValue = string | readonly string[];

export interface MadeResource {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

export type Maker = (making: ResourceIdentity) => MadeResource;

/** ARN in the account's partition; S3 and IAM leave out region, S3 the account too. */
export const arn = (
  making: Pick<ResourceIdentity, 'account' | 'region'>,
  service: string,
  resource: string,
  without: { region?: true; account?: true } = {},
): string =>
  [
    'arn',
    making.account.partition,
    service,
    without.region === true ? '' : making.region,
    without.account === true ? '' : making.account.id,
    resource,
  ].join(':');

/**
 * The next revision of a task definition's family, a layer or a function's versions. AWS counts on after a deletion
 * too, so a replacement never comes out under the old id.
 */
export function nextRevision(making: ResourceIdentity, arnWithoutNumber: string): number {
  const next = (making.revisions.get(arnWithoutNumber) ?? 0) + 1;
  making.revisions.set(arnWithoutNumber, next);
  return next;
}

/** `<stack>-<logical id>-<suffix>` with the first two parts cut, as CloudFormation names things. */
export function generatedName(making: ResourceIdentity, limit: number, suffix: string): string {
  const room = limit - suffix.length - 2;
  const logical = making.logicalId.slice(0, Math.max(1, Math.floor(room / 2)));
  const stack = making.stackName.slice(0, Math.max(1, room - logical.length));
  const longer = making.logicalId.slice(0, Math.max(logical.length, room - stack.length));
  return `${stack}-${longer}-${suffix}`;
}

/** The name given by the template, else a generated one in mixed case. */
export const givenOr = (making: ResourceIdentity, property: string, limit: number): string =>
  textOf(making.properties, property) ?? generatedName(making, limit, making.identifiers.suffix());

export const givenOrLower = (making: ResourceIdentity, property: string, limit: number): string =>
  textOf(making.properties, property) ??
  generatedName(making, limit, making.identifiers.lowerSuffix()).toLowerCase();

/** An EC2 id: `vpc-0a1b…` with 17 hexadecimal digits. */
export const ec2Id =
  (prefix: string, attributes: (id: string, making: ResourceIdentity) => MadeResource['attributes']): Maker =>
  (making) => {
    const id = `${prefix}-0${making.identifiers.hex(16)}`;
    return { physicalId: id, attributes: attributes(id, making) };
  };
