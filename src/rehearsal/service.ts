import type { StaticOperationSchema } from '@smithy/types';
import type { Clock } from '../core/clock.ts';
import type { AccountState } from './account/state.ts';

/** Who signed the request, after the access key was looked up. */
export interface Caller {
  readonly arn: string;
  readonly userId: string;
  /** Absent: the rehearsed account. */
  readonly accountId?: string;
  readonly accessKeyId: string;
}

/** What a handler may know of its call besides the input. */
export interface CallContext {
  /** The caller's. */
  readonly account: AccountState;
  /** All there are, by id; absent where there is but the one. */
  readonly accounts?: ReadonlyMap<string, AccountState>;
  /** The account's side of the clock: its timers keep the rehearsal's time running. */
  readonly clock: Clock;
  readonly caller: Caller;
  readonly requestId: string;
  /** The region the request was signed for. */
  readonly region: string;
  /** `http://127.0.0.1:PORT`, no final slash. */
  readonly endpoint: string;
  /** Which resources the person asked to see fail. */
  readonly failures: ResourceFailures;
  /**
   * For what a call needs beyond its own action, such as `iam:PassRole`.
   * @throws ServiceError access denied, in the service's words
   */
  permit(action: string): void;
}

/** `--fail LogicalId[=reason]`, as the CloudFormation engine asks for it. */
export interface ResourceFailures {
  /** @param phase `create`, `update`, `delete` or `rollback`; a plain `--fail Id` fails in create and update. */
  reasonFor(
    logicalId: string,
    phase: 'create' | 'update' | 'delete' | 'rollback',
  ): { readonly reason: string | undefined } | undefined;
  readonly logicalIds: readonly string[];
}

export interface Operation {
  /** As the SDK client exports it: `GetRole$`. */
  readonly schema: StaticOperationSchema;
  /** Where IAM calls it otherwise than `prefix:OperationName`; empty where none is needed. */
  readonly action?: string;
  /** Members are of the schema's types and the required ones are there. */
  handle(input: Readonly<Record<string, unknown>>, context: CallContext): unknown;
}

export interface Service {
  /** The signing name: `cloudformation`, `elasticloadbalancing`. */
  readonly id: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** Gives a handler its input's type; the codec has made it true before the handler runs. */
export const operation = <Input extends object>(
  schema: StaticOperationSchema,
  handle: (input: Input, context: CallContext) => unknown,
  action?: string,
): Operation => ({
  schema,
  handle: (input, context) => handle(input as Input, context),
  action,
});

/** A failure that goes out in the service's own shape. `code` is the wire code (`NoSuchEntity`). */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;
  /** More members of the error shape, and headers by `headers`. */
  readonly fields: Readonly<Record<string, string | number>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    status = 400,
    more: { fields?: Record<string, string | number>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = more.fields ?? {};
    this.headers = more.headers ?? {};
  }
}
