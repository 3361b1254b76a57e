import type { Check, CheckResult } from '../../core/check.ts';
import type { Values } from '../../core/parameter.ts';
import type { DeploymentContext } from './deployment.ts';
import { judgeChecks, tellCheck } from './run-checks.ts';

/** The same deployment, with the team buckets that were agreed to. */
export function withBuckets(deployment: DeploymentContext, buckets: readonly string[]): DeploymentContext {
  const { context, target } = deployment;
  const settings = { ...context.settings, buckets: { ...context.settings.buckets, value: buckets } };
  return { ...deployment, context: { ...context, settings }, target: { ...target, buckets } };
}

const saying = ({ verdict, ignored }: CheckResult): string => JSON.stringify([verdict, ignored]);

/** The checks that judge values: judged for every page, told when they first have something to say and when it changes. */
export class ValueChecks {
  readonly #deployment: DeploymentContext;
  readonly #checks: readonly Check[];
  readonly #told = new Map<string, string>();

  constructor(deployment: DeploymentContext, checks: readonly Check[]) {
    this.#deployment = deployment;
    this.#checks = checks;
  }

  /** A failure is left to the page, where it can be mended; a check that lacks a value has time. */
  async judge(values: Values, buckets?: readonly string[]): Promise<readonly CheckResult[]> {
    const results = await this.#judge(values, buckets);
    this.#tell(results.filter(({ verdict: { status } }) => status !== 'fail' && status !== 'skipped'));
    return results;
  }

  /** For the values agreed to: whatever was not told yet is told now. */
  async conclude(values: Values, buckets?: readonly string[]): Promise<readonly CheckResult[]> {
    const results = await this.#judge(values, buckets);
    this.#tell(results);
    return results;
  }

  #judge(values: Values, buckets: readonly string[] | undefined): Promise<readonly CheckResult[]> {
    const deployment = withBuckets(this.#deployment, buckets ?? this.#deployment.target.buckets);
    return judgeChecks(deployment, this.#checks, values, () => undefined);
  }

  #tell(results: readonly CheckResult[]): void {
    for (const result of results) {
      if (this.#told.get(result.check.id) === saying(result)) continue;
      this.#told.set(result.check.id, saying(result));
      tellCheck(this.#deployment, result);
    }
  }
}
