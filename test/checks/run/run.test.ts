import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertKnownChecks,
  checkEvent,
  checks,
  checksExitCode,
  runChecks,
  selectChecks,
} from '../../../src/checks/index.ts';
import type { Check, CheckResult, Verdict } from '../../../src/core/check.ts';
import type { ExitCode } from '../../../src/core/exit-codes.ts';
import type { CheckId } from '../../../src/core/ids.ts';
import { VirtualClock } from '../../stack/virtual-clock.ts';
import { clock, denied, expired, judgingOf, throttled } from '../facts.ts';

/** A check of no list; how checks are run does not depend on which they are. */
const check = (id: string, judge: Check['judge'], more: Partial<Check> = {}): Check => ({
  id: id as CheckId,
  category: 'Test',
  title: `${id} is well`,
  judge,
  ...more,
});
const says = (verdict: Verdict) => () => Promise.resolve(verdict);
const run = (list: readonly Check[], more: Partial<Parameters<typeof runChecks>[0]> = {}) =>
  runChecks({ checks: list, input: judgingOf({}), clock, ...more });
const statuses = (results: readonly CheckResult[]) => results.map((one) => one.verdict.status);

describe('runChecks', () => {
  it('makes denied, throttled, broken and synchronous throws unknown, naming the permission', async () => {
    const results = await run([
      check('a', denied('iam:GetRole')),
      check('b', throttled),
      check('c', () => Promise.reject(new TypeError('x is not a function'))),
      check('d', () => {
        throw new Error('at once');
      }),
    ]);
    expect(statuses(results)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(results[0]?.verdict.message).toContain('iam:GetRole');
    expect(results[2]?.verdict.message).toContain('x is not a function');
  });

  it('gives up on a judge that never answers', async () => {
    const time = new VirtualClock();
    const begun = time.now();
    const results = await run([check('a', () => new Promise(() => undefined))], { clock: time });
    expect(results[0]?.verdict).toMatchObject({ status: 'unknown', message: 'No answer within 60 s.' });
    expect(time.now() - begun).toBe(60_000);
  });

  it('ends at once when interrupted, with no verdict on what was not judged', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const reported: CheckResult[] = [];
    const checks = [check('a', says({ status: 'pass' })), check('b', () => new Promise(() => undefined))];
    const running = run(checks, { signal, onResult: (result) => reported.push(result) });
    setTimeout(() => controller.abort(), 0);
    await expect(running).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
    expect(statuses(reported)).toEqual(['pass']);
    await expect(run(checks, { signal })).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('skips what comes after a stopping check that failed, without waiting for it', async () => {
    const results = await run([
      check('a', says({ status: 'pass' })),
      check('b', says({ status: 'fail', fix: 'x' }), { stopsRun: true }),
      check('c', () => new Promise(() => undefined)),
    ]);
    expect(statuses(results)).toEqual(['pass', 'fail', 'skipped']);
    expect(results[2]?.verdict.message).toContain('b');
  });

  it('does not stop for a stopping check that is ignored or unknown', async () => {
    const stop = check('b', says({ status: 'fail', fix: 'x' }), { stopsRun: true });
    const doubt = check('d', throttled, { stopsRun: true });
    const results = await run([stop, doubt, check('c', says({ status: 'pass' }))], { ignore: ['b'] });
    expect(statuses(results)).toEqual(['fail', 'unknown', 'pass']);
    expect(results[0]?.ignored).toBe(true);
  });

  it('skips a check whose value is missing and names the flag', async () => {
    const results = await run([check('a', says({ status: 'pass' }), { needs: () => ['QuiltWebHost'] })]);
    expect(results[0]?.verdict.status).toBe('skipped');
    expect(results[0]?.verdict.fix).toContain('--param QuiltWebHost=');
  });

  it('keeps prior results without judging or telling them again', async () => {
    const kept = check('a', says({ status: 'pass', message: 'first' }));
    const [prior] = await run([kept]);
    const reported: string[] = [];
    const judged = check('a', () => Promise.reject(new Error('must not run')));
    const results = await run([judged, check('b', says({ status: 'pass' }))], {
      prior: prior === undefined ? [] : [prior],
      onResult: (result) => reported.push(result.check.id),
    });
    expect(results.map((one) => one.verdict.message)).toEqual(['first', undefined]);
    expect(reported).toEqual(['b']);
  });

  it('reports every check exactly once, in order, whatever the timing and outcome', async () => {
    const outcome = fc.record({
      delay: fc.integer({ min: 0, max: 3 }),
      status: fc.constantFrom<Verdict['status']>('pass', 'warn', 'fail', 'unknown', 'skipped'),
      throws: fc.boolean(),
      stops: fc.boolean(),
      ignored: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { maxLength: 12 }), async (outcomes) => {
        const list = outcomes.map(({ delay, status, throws, stops }, index) =>
          check(
            `c${index}`,
            async () => {
              for (let tick = 0; tick < delay; tick++) await new Promise((resolve) => setImmediate(resolve));
              if (throws) throw new Error('broken');
              return { status, fix: 'x' };
            },
            stops ? { stopsRun: true } : {},
          ),
        );
        const reported: string[] = [];
        const results = await run([...list, ...list], {
          ignore: list.filter((_, index) => outcomes[index]?.ignored).map((one) => one.id),
          onResult: (result) => reported.push(result.check.id),
        });
        const ids = list.map((one) => one.id);
        expect(reported).toEqual(ids);
        expect(results.map((result) => result.check.id)).toEqual(ids);
        const stop = results.findIndex(
          ({ check: one, verdict, ignored }) =>
            one.stopsRun === true && verdict.status === 'fail' && !ignored,
        );
        if (stop >= 0)
          expect(results.slice(stop + 1).every((one) => one.verdict.status === 'skipped')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('checksExitCode', () => {
  const result = (status: Verdict['status'], exitCode?: ExitCode, ignored = false): CheckResult => ({
    check: check('a', says({ status })),
    verdict: { status, exitCode },
    ignored,
  });

  it.each([
    ['nothing', [], false, 0],
    ['unknown alone', [result('unknown')], false, 0],
    ['unknown, strict', [result('unknown')], true, 4],
    ['a warning, strict', [result('warn')], true, 4],
    ['skipped, strict', [result('skipped'), result('pass')], true, 0],
    ['a failure beats strict', [result('warn'), result('fail')], true, 3],
    ['ignored failure', [result('fail', undefined, true)], true, 0],
    ['no access beats usage', [result('fail', 2), result('fail', 10), result('fail')], false, 10],
    ['usage beats a failed check', [result('fail'), result('fail', 2)], false, 2],
    ['busy beats a failed check', [result('fail'), result('fail', 7)], false, 7],
    ['access lost half-way', [result('pass'), result('unknown', 10), result('fail')], false, 10],
    ['a stuck stack beats a failed check', [result('fail', 6), result('fail')], false, 6],
  ] as const)('%s', (_name, results, strict, code) => expect(checksExitCode(results, { strict })).toBe(code));

  it('tells an ignored result as ignored', () =>
    expect(checkEvent(result('fail', undefined, true))).toMatchObject({ status: 'ignored', id: 'a' }));
});

describe('the list', () => {
  it('has unique ids, and titles that are healthy states', () => {
    const ids = checks.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, title } of checks) {
      expect(id).toMatch(/^[a-z0-9]+\.[a-z0-9-]+$/);
      expect(title, id).toMatch(/^[A-Z]/);
      expect(title, id).not.toMatch(/\.$|fail|error|missing|cannot|must/i);
    }
  });

  it('begins with those that stop the run', () =>
    expect(checks.filter((one) => one.stopsRun).map((one) => one.id)).toEqual(
      checks.slice(0, 3).map((one) => one.id),
    ));

  it('offers the nearest id for an unknown one', () => {
    expect(() => assertKnownChecks(['acm.certificat'])).toThrow(
      expect.objectContaining({
        code: 'check-unknown',
        exitCode: 2,
        hint: expect.stringContaining('acm.certificate'),
      }),
    );
    expect(() => selectChecks({ only: ['no.such.thing.at.all'] })).toThrow(
      expect.objectContaining({ code: 'check-unknown' }),
    );
  });

  it('narrows to --only in list order', () =>
    expect(selectChecks({ only: ['stack.name', 'aws.region'] }).map((one) => one.id)).toEqual([
      'aws.region',
      'stack.name',
    ]));

  it('skips everything but the first line without credentials, and never throws', async () => {
    const results = await runChecks({
      checks,
      input: judgingOf({ facts: { identity: expired } }),
      clock,
    });
    expect(results[0]?.verdict).toMatchObject({ status: 'fail', exitCode: 10 });
    expect(new Set(statuses(results.slice(1)))).toEqual(new Set(['skipped']));
    expect(checksExitCode(results)).toBe(10);
  });

  it('makes every check unknown, skipped or a pass without reading, never a failure, when all readings break', async () => {
    const results = await runChecks({ checks, input: judgingOf({}), clock, ignore: [] });
    for (const { check: one, verdict } of results) expect(verdict.status, one.id).not.toBe('fail');
  });
});
