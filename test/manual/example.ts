import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeAws, type AwsPorts } from '../../src/aws/index.ts';
import { checkEvent, runChecks } from '../../src/checks/index.ts';
import type { Check, CheckResult } from '../../src/core/check.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { makeStyle } from '../../src/ui/text/style.ts';
import { checkLines } from '../../src/ui/views/check.ts';
import { sampleValues, targetOf, valuesOf } from '../checks/facts.ts';
import { breakages, template, type Breakage } from './breakages.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { rehearsalAccount } from '../helpers/account.ts';

/** Columns of the manual's examples: set in by two, they fill a terminal of 80. */
export const columns = 78;

const portsOf = (account: RehearsalAccount, { strangeKeys, sessionSeconds }: Breakage): AwsPorts => {
  const credentials = {
    ...account.credentials,
    ...(strangeKeys === true ? { accessKeyId: 'AKIA0000000000000000' } : {}),
    ...(sessionSeconds === undefined
      ? {}
      : { expiration: new Date(account.clock.now() + sessionSeconds * 1000 + 30_000) }),
  };
  return makeAws({
    region: account.region,
    env: {},
    clock: account.clock,
    signal: new AbortController().signal,
    endpoint: { url: account.endpoint, credentials },
  });
};

/** A copy of the package's templates with one more scenario, where the stack has to carry tags. */
const withTaggedStack = async <T>(
  tags: Readonly<Record<string, string>>,
  use: (templates: string) => Promise<T>,
): Promise<T> => {
  const folder = temporaryFolder();
  cpSync('templates', folder, { recursive: true });
  const stack = { name: 'quilt', template: 'quilt.yaml', answers: 'installed', tags };
  writeFileSync(
    path.join(folder, 'rehearsal', 'tagged.yaml'),
    JSON.stringify({ description: 'tagged', extends: 'ready', stacks: [stack] }),
  );
  return use(folder);
};

const judged = async (
  checks: readonly Check[],
  breakage: Breakage,
  account: RehearsalAccount,
): Promise<readonly CheckResult[]> => {
  breakage.afterwards?.(account.state);
  const aws = portsOf(account, breakage);
  if (breakage.drifted !== undefined) {
    account.cloudformation.markDrift('quilt', breakage.drifted, {
      path: '/Description',
      expected: '',
      actual: 'changed by hand',
    });
    await aws.evidence.drift('quilt');
  }
  return runChecks({
    checks,
    input: {
      facts: aws.facts,
      probe: account.probe,
      values: valuesOf({ ...sampleValues, ...breakage.values }),
      target: targetOf({
        template,
        buckets: ['example-lab-data'],
        estimatedSeconds: 20 * 60,
        ...breakage.target,
      }),
    },
    clock: account.clock,
  });
};

const printed = (result: CheckResult): string => {
  const lines = checkLines(checkEvent(result), makeStyle({ width: columns, colors: 0, ascii: false })).join(
    '\n',
  );
  // Dates are those of the day the test runs, or of the stack's creation before it.
  return lines.replace(/(?<![\w-])20\d\d-\d\d-\d\d\b/g, '2026-11-20');
};

/** What the checks say when this breakage is in the account. */
export async function broken(breakage: Breakage, checks: readonly Check[]): Promise<readonly CheckResult[]> {
  const run = async (scenario: string, templates: string): Promise<readonly CheckResult[]> => {
    const account = await rehearsalAccount({
      scenario,
      fail: breakage.fail ?? [],
      templates,
      prepare: breakage.prepare,
    });
    return judged(checks, breakage, account).finally(() => account.close());
  };
  return breakage.stackTags === undefined
    ? run(breakage.scenario ?? 'ready', 'templates')
    : withTaggedStack(breakage.stackTags, (templates) => run('tagged', templates));
}

/** What a terminal shows of this check when its breakage is in the account. */
export async function exampleOf(check: Check): Promise<string> {
  const breakage = breakages[check.id];
  if (breakage === undefined) throw new Error(`no breakage is written for ${check.id}`);
  const [result] = await broken(breakage, [check]);
  if (result === undefined) throw new Error(`${check.id} gave no result`);
  return printed(result);
}
