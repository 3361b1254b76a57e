import type { Check, CheckResult } from '../../../core/check.ts';
import type { Values } from '../../../core/parameter.ts';
import type { DeploymentContext } from '../deployment-context.ts';
import { judgeChecks, tellCheck } from '../run-checks.ts';

/** The same deployment, with the team buckets that were agreed to. */
export function withBuckets(deployment: DeploymentContext, buckets: readonly string[]): DeploymentContext {
  const { context, target } = deployment;
  const settings = { ...context.settings, buckets: { ...context.settings.buckets, value: buckets } };
  return { ...deployment, context: { ...context, settings }, target: { ...target, buckets } };
}

export const isFailing = ({ verdict, ignored }: CheckResult): boolean =>
  !ignored && verdict.status === 'fail';

const isWarning = ({ verdict, ignored }: CheckResult): boolean => !ignored && verdict.status === 'warn';

const saying = ({ verdict, ignored }: CheckResult): string => JSON.stringify([verdict, ignored]);

/** The checks that judge values: judged for every page, told when they first have something to say and when it changes. */
export class ValueChecks {
  #deployment: DeploymentContext;
  readonly #checks: readonly Check[];
  readonly #shown = new Map<string, string>();
  #failing: readonly Check[] = [];
  #warning: readonly Check[] = [];

  /** @param shown verdicts that are on the screen already */
  constructor(deployment: DeploymentContext, checks: readonly Check[], shown: readonly CheckResult[] = []) {
    this.#deployment = deployment;
    this.#checks = checks;
    this.#remember(shown);
    this.#failing = shown.filter(isFailing).map(({ check }) => check);
  }

  get checks(): readonly Check[] {
    return this.#checks;
  }

  /** Failed when it was judged last. */
  isFailing(check: Check): boolean {
    return this.#failing.includes(check);
  }

  /** Warned when it was judged last. */
  isWarning(check: Check): boolean {
    return this.#warning.includes(check);
  }

  get deployment(): DeploymentContext {
    return this.#deployment;
  }

  /** What a fix brought is judged by from here on. */
  use(deployment: DeploymentContext): void {
    this.#deployment = deployment;
  }

  /** A failure is left to the page, where it can be corrected; a check that lacks a value has time. */
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

  async #judge(values: Values, buckets: readonly string[] | undefined): Promise<readonly CheckResult[]> {
    const deployment = withBuckets(this.#deployment, buckets ?? this.#deployment.target.buckets);
    const results = await judgeChecks(deployment, this.#checks, values, { tell: () => undefined });
    this.#failing = results.filter(isFailing).map(({ check }) => check);
    this.#warning = results.filter(isWarning).map(({ check }) => check);
    return results;
  }

  #remember(results: readonly CheckResult[]): void {
    for (const result of results) this.#shown.set(result.check.id, saying(result));
  }

  #tell(results: readonly CheckResult[]): void {
    for (const result of results) {
      if (this.#shown.get(result.check.id) === saying(result)) continue;
      this.#remember([result]);
      tellCheck(this.#deployment, result);
    }
  }
}
