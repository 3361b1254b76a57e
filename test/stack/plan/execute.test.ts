import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { Event } from '../../../src/core/events.ts';
import type { Stacks } from '../../../src/core/ports.ts';
import type { ErrorCode } from '../../../src/core/ids.ts';
import { executePlan } from '../../../src/stack/index.ts';
import { rootId } from '../histories.ts';
import { onlyThese } from '../recorded-stacks.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { readyPlan as plan } from './ready-plan.ts';

const fault = (code: ErrorCode): InstallError =>
  new InstallError({ code, message: 'a fault', hint: '', exitCode: 10 });
const reading = (executionStatus: string): Pick<Stacks, 'changeSet'> => ({
  changeSet: () =>
    Promise.resolve({
      id: plan.changeSetId,
      name: 'quilt-install-create-1',
      stackId: rootId,
      status: 'CREATE_COMPLETE',
      executionStatus,
      changes: [],
    }),
});
const unreadable: Pick<Stacks, 'changeSet'> = {
  changeSet: () => Promise.reject(fault(awsCodes.unreachable)),
};
const resume = 'quilt-install watch --region us-east-1';

/** An execution that began at a moment of its own clock, with all it said and when. */
const execution = (stacks: Partial<Stacks>) => {
  const clock = new VirtualClock();
  const controller = new AbortController();
  const start = clock.now();
  const said: { readonly event: Event; readonly ms: number }[] = [];
  const ports = {
    stacks: onlyThese({ events: () => Promise.resolve({ events: [] }), ...stacks }),
    clock,
    signal: controller.signal,
    emit: (event: Event) => void said.push({ event, ms: clock.now() - start }),
  };
  const ended = executePlan(plan, ports, { terminationProtection: false, resume });
  return { ended, said, clock, controller, since: () => clock.now() - start };
};

const failing = (): Promise<never> => Promise.reject(fault(awsCodes.unreachable));
const hanging = (): Promise<never> => new Promise(() => undefined);
const troubles = (said: readonly { readonly event: Event }[]): readonly string[] =>
  said.flatMap(({ event }) =>
    event.type === 'heartbeat' && event.trouble !== undefined ? [event.trouble] : [],
  );
/** The longest silence, milliseconds. */
const silence = (said: readonly { readonly ms: number }[], until: number): number => {
  const moments = [0, ...said.map(({ ms }) => ms), until];
  return Math.max(...moments.slice(1).map((ms, at) => ms - (moments[at] ?? 0)));
};

it('tells an expired session as such, and not a plan that is gone', async () => {
  const expired = (): Promise<never> => Promise.reject(fault(awsCodes.expired));
  const given = execution({ executeChangeSet: expired, changeSet: expired, describe: expired });
  await expect(given.ended).rejects.toMatchObject({ code: awsCodes.expired });
});

describe('an execution that AWS does not answer', () => {
  it.each([
    ['fails again and again', failing],
    ['hangs', hanging],
  ])('whose call %s is given up after ten minutes, never pretending', async (_, executeChangeSet) => {
    const { ended, said, since } = execution({ executeChangeSet, ...unreadable });
    await expect(ended).rejects.toMatchObject({ code: 'operation-unclear', exitCode: 7, resume });
    expect(since()).toBeGreaterThanOrEqual(600_000);
    expect(since()).toBeLessThanOrEqual(615_000);
    expect(silence(said, since())).toBeLessThanOrEqual(30_000);
    expect(troubles(said).at(-1)).toMatch(/ for \d+ min; whether the operation has begun is not known yet/);
  });

  it('is spoken of at the first fault', async () => {
    let calls = 0;
    const { ended, said } = execution({
      executeChangeSet: () => (calls++ === 0 ? failing() : Promise.resolve()),
      ...reading('AVAILABLE'),
    });
    await ended;
    expect(said.map(({ ms }) => ms)).toEqual([0]);
    expect(troubles(said)[0]).toMatch(/^AWS cannot be reached; whether/);
  });

  it('is not spoken of where it answers', async () => {
    const { ended, said } = execution({ executeChangeSet: () => Promise.resolve() });
    await ended;
    expect(said).toEqual([]);
  });

  it('is left at Ctrl-C, though not within the first minute', async () => {
    const early = execution({ executeChangeSet: failing, ...unreadable });
    void early.clock.sleep(10_000).then(() => early.controller.abort('SIGINT'));
    await expect(early.ended).rejects.toMatchObject({ code: 'operation-unclear', exitCode: 130, resume });
    expect(early.since()).toBeGreaterThanOrEqual(60_000);
    expect(early.since()).toBeLessThanOrEqual(75_000);

    const late = execution({ executeChangeSet: hanging, ...unreadable });
    void late.clock.sleep(100_000).then(() => late.controller.abort('SIGTERM'));
    await expect(late.ended).rejects.toMatchObject({ code: 'operation-unclear', exitCode: 7 });
    expect(late.since()).toBeLessThanOrEqual(110_000);
  });

  it('is known to have begun where the change set says so at last', async () => {
    let looks = 0;
    const { ended } = execution({
      executeChangeSet: hanging,
      changeSet: (...given) => {
        looks++;
        return reading('EXECUTE_IN_PROGRESS').changeSet(...given);
      },
    });
    await expect(ended).resolves.toMatchObject({ kind: 'create', stackId: rootId });
    expect(looks).toBe(1);
  });

  it('is a plain failure where the change set says it has not begun', async () => {
    const given = execution({ executeChangeSet: failing, ...reading('AVAILABLE') });
    await expect(given.ended).rejects.toMatchObject({ code: awsCodes.unreachable });
    const stopped = execution({ executeChangeSet: failing, ...reading('AVAILABLE') });
    void stopped.clock.sleep(90_000).then(() => stopped.controller.abort('SIGINT'));
    await expect(stopped.ended).rejects.toMatchObject({ code: 'run-interrupted', exitCode: 130 });
  });

  it('is not tried again on a refusal', async () => {
    let calls = 0;
    const { ended } = execution({
      executeChangeSet: () => {
        calls++;
        return Promise.reject(fault(awsCodes.denied));
      },
      ...reading('AVAILABLE'),
    });
    await expect(ended).rejects.toMatchObject({ code: awsCodes.denied });
    expect(calls).toBe(1);
  });
});
