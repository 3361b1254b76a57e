import { readFileSync } from 'node:fs';
import { makeAws } from '../../src/aws/index.ts';
import { checks, runChecks } from '../../src/checks/index.ts';
import type { CheckInput, CheckResult, DeploymentTarget, Fixes } from '../../src/core/check.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Values } from '../../src/core/parameter.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import type { AccountState } from '../../src/rehearsal/account/state.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { rehearsalAccount } from '../helpers/account.ts';
import { sampleValues, targetOf, valuesOf } from './facts.ts';

export const template = parseTemplate(readFileSync('templates/quilt.yaml', 'utf8'));
const values = valuesOf(sampleValues);

interface PreflightRun {
  readonly fixes: Fixes;
  readonly account: RehearsalAccount;
  readonly judging: Omit<CheckInput, 'now'>;
  readonly again: () => Promise<readonly CheckResult[]>;
}

/**
 * A far account: each call takes `latencyMs` of the clock once it is answered. As time passes only when nothing is
 * under way, what a run takes is exactly as many latencies as it is round trips deep.
 */
const latent = (clock: Clock, latencyMs: number): Clock => ({
  ...clock,
  during: (work) =>
    clock.during(work).then(async (answer) => {
      // A module that was loaded comes from no further than the disk.
      if (Object.prototype.toString.call(answer) !== '[object Module]') await clock.sleep(latencyMs);
      return answer;
    }),
});

export const onAccount = async <T>(
  prepare: (state: AccountState) => void,
  target: Partial<DeploymentTarget>,
  use: (run: PreflightRun) => Promise<T>,
  options: { readonly latencyMs?: number; readonly values?: Values; readonly fail?: readonly string[] } = {},
): Promise<T> => {
  const account = await rehearsalAccount({
    fail: options.fail ?? [],
    prepare,
  });
  const clock = latent(account.clock, options.latencyMs ?? 0);
  const { facts, fixes } = makeAws({
    region: account.region,
    env: {},
    clock,
    signal: new AbortController().signal,
    endpoint: { url: account.endpoint, credentials: account.credentials },
  });
  const input = {
    facts,
    probe: account.probe,
    values: options.values ?? values,
    target: targetOf({ template, buckets: ['example-lab-data'], ...target }),
  };
  const again = (): Promise<readonly CheckResult[]> => {
    facts.refresh();
    return runChecks({ checks, input, clock });
  };
  try {
    return await use({ account, judging: input, fixes, again });
  } finally {
    await account.close();
  }
};

export const unnamed = new Map([...values].filter(([key]) => key !== 'CertificateArnELB'));

export const bad = (results: readonly CheckResult[]): readonly string[] =>
  results
    .filter(({ verdict }) => verdict.status !== 'pass' && verdict.status !== 'skipped')
    .map(({ check, verdict }) => `${check.id} ${verdict.status}`);

export const first = <T>(map: Map<string, T>): T => {
  const [value] = map.values();
  if (value === undefined) throw new Error('the ready account lacks it');
  return value;
};
/** Puts a changed copy in place of an entry. */
export const change = <T>(map: Map<string, T>, key: string, more: Partial<T>): void => {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the ready account lacks ${key}`);
  map.set(key, { ...value, ...more });
};
