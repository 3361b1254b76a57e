export type HookAction = 'CREATE' | 'UPDATE' | 'DELETE';

/** A CloudFormation hook that the account has switched on: a look at what is about to be made. */
export interface Hook {
  /** `Private::Guard::DatabaseProtection`. */
  readonly type: string;
  /** `WARN` lets what it finds pass, `FAIL` does not. */
  readonly mode: 'FAIL' | 'WARN';
  /** Resource types it looks at before something is done to one. */
  readonly resources?: readonly string[];
  /** It looks at every stack as a whole before something is done in it. */
  readonly wholeStacks?: boolean;
  /** Of resources and whole stacks; absent: when one is created or updated. */
  readonly actions?: readonly HookAction[];
  /** It looks at every change set as a whole. */
  readonly changeSets?: boolean;
  /** Only in stacks of these names; absent: in all. */
  readonly stacks?: readonly string[];
  /** What it has to say against it; absent: nothing. */
  readonly finds?: string;
}
