import type { ScenarioDns } from './dns.ts';
import type { ScenarioNetwork } from './network.ts';
import type { Ailments, ScenarioStack } from './stacks.ts';
import type { AlarmRecord, Hook } from '../../state.ts';

/** A scenario as its file has it. Times are days from now; everything not given is absent from the account. */
export interface ScenarioFile extends ScenarioNetwork, ScenarioDns {
  readonly description: string;
  /** Another scenario this one changes; lists given here replace the other's. */
  readonly extends?: string;
  readonly alias?: string;
  /** Principals, such as `es.amazonaws.com`. */
  readonly serviceLinkedRoles?: readonly string[];
  readonly roles?: readonly {
    readonly name: string;
    readonly path?: string;
    /** Service principal; the id of an account whose users may assume it; or `mfa`: any user of its own account who proves a second factor. */
    readonly trusts: string;
    readonly policy?: unknown;
  }[];
  readonly certificates?: readonly {
    readonly id: string;
    readonly names: readonly string[];
    readonly region?: string;
    readonly status?: string;
    readonly type?: 'AMAZON_ISSUED' | 'IMPORTED' | 'PRIVATE';
    readonly key?: string;
    readonly expiresInDays?: number;
  }[];
  readonly buckets?: readonly {
    readonly name: string;
    readonly region?: string;
    readonly owner?: string;
    readonly versioning?: 'Enabled' | 'Suspended';
    readonly encryption?: { readonly algorithm: string; readonly keyId?: string };
    /** As PutBucketNotificationConfiguration takes them. */
    readonly notifications?: Readonly<Record<string, unknown>>;
    readonly objects?: readonly string[];
  }[];
  readonly keys?: readonly { readonly id: string; readonly alias?: string; readonly policy?: unknown }[];
  readonly trails?: readonly {
    readonly name: string;
    readonly region?: string;
    readonly multiRegion?: boolean;
    readonly organization?: boolean;
    readonly bucket?: string;
  }[];
  /** What balancers are, whatever their template says. */
  readonly loadBalancers?: {
    readonly scheme?: 'internet-facing' | 'internal';
    readonly ipAddressType?: string;
  };
  /** OpenID providers: address to what it calls itself. */
  readonly issuers?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Names of SNS topics. */
  readonly topics?: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  /** Resource policies of CloudWatch Logs, by name. */
  readonly logsPolicies?: Readonly<Record<string, unknown>>;
  /** SES: what is verified, and whether it is out of its sandbox. */
  readonly mail?: { readonly identities?: readonly string[]; readonly production?: boolean };
  /** Applied quotas, `service/code` to value. */
  readonly quotas?: Readonly<Record<string, number>>;
  readonly lambdaConcurrency?: { readonly limit: number; readonly reserved: number };
  /** Regions that are switched off. */
  readonly regionsOff?: readonly string[];
  readonly withoutFargate?: readonly string[];
  /** IAM actions the caller is denied. */
  readonly deny?: readonly string[];
  /** Things that only count against a quota, by collection name. */
  readonly fill?: Readonly<Record<string, number>>;
  /** CloudFormation's hooks, switched on once the stacks are up. */
  readonly hooks?: readonly Hook[];
  /** CloudWatch's alarms. */
  readonly alarms?: readonly {
    readonly name: string;
    readonly composite?: boolean;
    readonly state?: AlarmRecord['state'];
    /** Minutes after the beginning of a stack operation that it can roll back. */
    readonly goesOffAfter?: number;
  }[];
  /** What is not well in what the stacks brought up. */
  readonly ailments?: Ailments;
  /** US dollars of the last 30 days by service, under the stack's cost tag. */
  readonly costs?: Readonly<Record<string, number>>;
  /** Other accounts, each with what a scenario can have but stacks. The world's DNS is one. */
  readonly accounts?: readonly OtherAccountFile[];
  /** Stacks that are up when the rehearsal begins. */
  readonly stacks?: readonly ScenarioStack[];
}

interface OtherAccountFile extends Partial<Omit<ScenarioFile, 'accounts' | 'extends' | 'stacks'>> {
  readonly id: string;
  /** What the user's own profile for it is called. */
  readonly profile?: string;
}
