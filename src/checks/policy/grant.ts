import type { Identity } from '../../core/facts.ts';
import type { DeploymentTarget } from '../../core/check.ts';

/** What resource scopes are written with. */
export interface GrantContext {
  readonly identity: Pick<Identity, 'account' | 'partition'>;
  readonly target: Pick<
    DeploymentTarget,
    'region' | 'stackName' | 'buckets' | 'roleArn' | 'templateSource' | 'templateBucket'
  >;
}

/** Actions this tool itself calls, why, and on what. */
export interface Grant {
  /** Begins `Preflight` or `Install`: which half of the work it is for. */
  readonly sid: string;
  readonly actions: readonly string[];
  /** Left out: `*`, for actions that take no narrower resource or whose resources are not known before. */
  readonly resources?: (context: GrantContext) => readonly string[];
  readonly condition?: (context: GrantContext) => Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** No installation goes through without these; the rest serves single checks, fixes and diagnosis. */
  readonly essential?: true;
}
