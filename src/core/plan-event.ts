import type { ProductCost } from './product.ts';
import type { Change, Replacement } from './stack.ts';

export interface PlanChange {
  readonly action: Change['action'];
  readonly logicalId: string;
  readonly type: string;
  readonly replacement?: Replacement;
  /** Set on changes that need the typed stack name: a stateful resource replaced or removed. */
  readonly stateful?: true;
  /** Set where this undoes what was changed by hand. */
  readonly drifted?: true;
  /** Property names that change, for people. */
  readonly properties?: readonly string[];
  /** Why this change widens access (IAM, security groups), for people. */
  readonly widens?: string;
}

/** Changes that serve one purpose. */
export interface PlanGroup {
  readonly purpose: 'data' | 'compute' | 'network' | 'permissions' | 'other';
  /** How many resources. */
  readonly resources: number;
  /** The pieces people know by name, such as `database`, `2 buckets`. */
  readonly parts: readonly string[];
}

/** A parameter whose value becomes another one. Neither value is there where it is a secret. */
export interface PlanValue {
  readonly key: string;
  readonly change: 'changed' | 'new' | 'dropped';
  readonly from?: string;
  readonly to?: string;
}

/** What is known of a plan beyond its changes. */
export interface PlanDetails {
  /** What the stack is made from. */
  readonly template?: {
    /** Path or address, without the query of a signed one. */
    readonly source: string;
    /** 64 digits, as an answers file pins it. */
    readonly sha256: string;
    readonly version?: string;
  };
  /** Sentences for people. */
  readonly notes?: readonly string[];
  /** Where people will reach it. */
  readonly hosts?: readonly string[];
  /** US dollars, as the product's table for this region has it. */
  readonly monthlyCost?: Omit<ProductCost, 'region'>;
  /** Termination protection, as it will be. */
  readonly protection?: 'on' | 'off' | 'turned on';
  /** What will be done about DNS, one sentence. */
  readonly dns?: string;
  readonly values?: readonly PlanValue[];
}

export interface PlanEvent extends PlanDetails {
  readonly type: 'plan';
  readonly kind: 'create' | 'update' | 'unchanged' | 'blocked';
  readonly stackName: string;
  /** In this order; none is empty. */
  readonly groups?: readonly PlanGroup[];
  readonly changes: readonly PlanChange[];
  /** A replacement counts under `replace` only. */
  readonly counts: {
    readonly add: number;
    readonly modify: number;
    readonly replace: number;
    readonly remove: number;
  };
  /** Estimated duration. */
  readonly etaSeconds?: number;
  /** The parts that take longest, the slowest first. */
  readonly slowest?: readonly { readonly part: string; readonly seconds: number }[];
}
