import { actionsOf } from '../../core/iam-actions.ts';

/** Actions that CloudFormation calls for a resource of one type, with the permissions of the caller or the service role. */
export interface ActionNeed {
  /** `service:Name`. */
  readonly actions: readonly string[];
  /**
   * `needed`: no resource of the type comes up without; `later`: to update, roll back or delete it;
   * `listed`: called in some accounts only.
   */
  readonly class: 'needed' | 'later' | 'listed';
  /** Why, to be read after "to": `create it`. */
  readonly purpose: string;
  /** Only where this property (`A.B` for one within) is set. */
  readonly property?: string;
}

interface TypeNeeds {
  readonly creates?: string;
  /** Asked until the resource is there, or to learn what Ref and GetAtt give. */
  readonly waits?: string;
  /** Every resource of the type has a role that is handed over. */
  readonly handsRole?: true;
  readonly tags?: string;
  /** By the property that makes them needed; whole names, for some are another service's. */
  readonly sets?: Readonly<Record<string, readonly string[]>>;
  readonly later?: string;
  readonly listed?: readonly string[];
}

/** `of('s3', 'GetObject PutObject')` is the IAM names of both. */
export const of = actionsOf;

export const passRole = of('iam', 'PassRole');
/** AWS makes a service's own role at its first use in the account; later nobody asks for it. */
export const serviceLinkedRole = of('iam', 'CreateServiceLinkedRole');
/** A function, a balancer or a domain in a network: its subnets and groups are looked up as the caller. */
export const networkLookups = of('ec2', 'DescribeSecurityGroups DescribeSubnets DescribeVpcs');

/** The rows of one type, most of them of one service. */
export function needs(service: string, type: TypeNeeds): readonly ActionNeed[] {
  const own = (names: string | undefined, row: Omit<ActionNeed, 'actions'>): readonly ActionNeed[] =>
    names === undefined ? [] : [{ actions: of(service, names), ...row }];
  return [
    ...own(type.creates, { class: 'needed', purpose: 'create it' }),
    ...own(type.waits, { class: 'needed', purpose: 'see that it is there' }),
    ...(type.handsRole === undefined
      ? []
      : [{ actions: passRole, class: 'needed', purpose: 'hand it its role' } as const]),
    ...own(type.tags, { class: 'needed', purpose: 'set its tags', property: 'Tags' }),
    ...Object.entries(type.sets ?? {}).map(([property, actions]): ActionNeed => ({
      actions,
      class: 'needed',
      purpose: `set its ${property}`,
      property,
    })),
    // The stack's own tags go to every resource that takes tags, whatever the template sets.
    ...own(type.tags, { class: 'later', purpose: 'pass on the tags of the stack' }),
    ...own(type.later, { class: 'later', purpose: 'update or delete it' }),
    ...(type.listed === undefined
      ? []
      : [{ actions: type.listed, class: 'listed', purpose: 'prepare the account' } as const]),
  ];
}
