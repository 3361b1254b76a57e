/** A CloudFormation hook that the account has switched on: a look at what is about to be made. */
export interface Hook {
  /** `Private::Guard::DatabaseProtection`. */
  readonly type: string;
  /** `WARN` lets what it finds pass, `FAIL` does not. */
  readonly mode: 'FAIL' | 'WARN';
  /** Resource types it looks at before one is created or updated. */
  readonly resources?: readonly string[];
  /** It looks at every change set as a whole. */
  readonly changeSets?: boolean;
  /** Only in stacks of these names; absent: in all. */
  readonly stacks?: readonly string[];
  /** What it has to say against it; absent: nothing. */
  readonly finds?: string;
}
