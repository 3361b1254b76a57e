import type { ImportTarget } from '../../model/change-set-record.ts';
import type { Definition, ResourceRecord, StackRecord } from '../../model/stack-record.ts';
import type { World } from '../../model/world.ts';
import type { DesiredState } from '../../planning/desired-state.ts';
import type { Signal } from '../../time/story.ts';
import type { OperationFailed } from '../operation.ts';
import type { UpdateEffect } from './update-effect.ts';

export interface ProvisionRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly definition: Definition;
  /** DisableRollback: what does not depend on the failed resource goes on. */
  readonly keepGoing: boolean;
  /** What is there already and is taken in. */
  readonly imports?: readonly ImportTarget[] | undefined;
  /** The stack policy that an update is held to. */
  readonly policy?: string | undefined;
  /** Given once every resource can be used while some are not complete yet. */
  readonly usable?: Signal;
}

/** What came of it, and what it is about while it is under way. */
export interface Provisioned {
  /** Logical ids that failed or were cancelled, as the stack's reason lists them. */
  readonly failed: { readonly created: string[]; readonly updated: string[] };
  /** How far it came, and how. */
  readonly touched: Map<string, UpdateEffect>;
  /** Physical resources that a replacement left behind. */
  readonly replaced: ResourceRecord[];
  /** Logical ids whose conditions hold. */
  readonly active: readonly string[];
  /** It was stopped from outside: by a time limit, CancelUpdateStack or a parent's rollback. */
  stopped: OperationFailed | undefined;
}

/** Provisioning under way. */
export interface Provision extends ProvisionRequest, Provisioned {
  readonly desired: DesiredState;
  readonly inFlight: Map<string, { readonly resource: ResourceRecord; readonly verb: 'CREATE' | 'UPDATE' }>;
  /** Logical ids that others may refer to. */
  readonly ready: Set<string>;
}
