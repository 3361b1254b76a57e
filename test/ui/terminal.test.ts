import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, StackLineEvent } from '../../src/core/events.ts';
import { makeReader, type ReaderOptions } from '../../src/ui/index.ts';
import { FakeOutput, shownOn } from './screen.ts';
import { failed, preflight, underWay } from './stories.ts';

const clock: ReaderOptions['clock'] = { now: () => 0, during: (work) => work };
const start = (tty: FakeOutput, options: Partial<ReaderOptions> = {}) =>
  makeReader({
    mode: 'terminal',
    stdout: tty,
    stderr: tty,
    color: 'auto',
    clock,
    ascii: false,
    paceMs: 0,
    ...options,
  });

const resource = (logicalId: string, status: string, reason?: string): StackLineEvent => {
  const queue = { stack: 'quilt', logicalId, resourceType: 'AWS::SQS::Queue' };
  return {
    type: 'stack',
    eventId: logicalId,
    eventAt: '2026-05-02T12:00:00Z',
    ...queue,
    status,
    inProgress: status.endsWith('_IN_PROGRESS') ? [{ ...queue, seconds: 0 }] : [],
    failed: status.endsWith('_FAILED') ? [{ ...queue, status, reason }] : [],
    done: 1,
    total: 500,
    reason,
  };
};

describe('what must not stop a deployment', () => {
  it('goes on when the other end of the pipe is gone', () => {
    const tty = new FakeOutput({ columns: 80, rows: 24 });
    const stdout = new FakeOutput();
    stdout.broken = true;
    const reader = start(tty, { stdout, stdoutTypes: new Set(['check']) });
    for (const event of preflight) reader.read(event);
    reader.close();
    expect(tty.text).toContain('Account 123456789012');
    expect(stdout.text).toBe('');
  });

  it('goes on when a stream throws, and when an event is not what it says', () => {
    const tty = new FakeOutput({ columns: 80, rows: 24 });
    const reader = start(tty);
    reader.read({ type: 'plan' } as unknown as Event);
    tty.write = () => {
      throw new Error('the terminal is gone');
    };
    for (const event of failed) reader.read(event);
    reader.close();
  });

  it('leaves no listener and no timer behind', () => {
    const before = process.listenerCount('exit');
    const tty = new FakeOutput({ columns: 80, rows: 24 });
    const reader = start(tty);
    for (const event of underWay) reader.read(event);
    reader.close();
    reader.close();
    expect(process.listenerCount('exit')).toBe(before);
    expect(tty.listenerCount('resize')).toBe(0);
  });
});

it('says once, not twice, that a question was left', () => {
  const tty = new FakeOutput({ columns: 80, rows: 24 });
  const reader = start(tty);
  reader.read({ type: 'error', code: 'question-declined', message: 'Left with Esc.', hint: 'Again.' });
  reader.read({ type: 'result', command: 'install', outcome: 'declined', exitCode: 8 });
  reader.close();
  expect(tty.text.trim()).toBe('Nothing was changed.');
});

describe('the live block', () => {
  it('gives the screen and the cursor back', async () => {
    const tty = new FakeOutput({ columns: 60, rows: 10 });
    const reader = start(tty);
    reader.read({ type: 'note', level: 'info', message: 'before' });
    for (const event of underWay) reader.read(event);
    expect(tty.text.lastIndexOf('\u001B[?25l')).toBeGreaterThan(tty.text.lastIndexOf('\u001B[?25h'));
    reader.close();
    expect(tty.text.lastIndexOf('\u001B[?25h')).toBeGreaterThan(tty.text.lastIndexOf('\u001B[?25l'));
    const { text } = await shownOn([tty.text], { columns: 60, rows: 10 });
    expect(text).toBe('  · before');
    const length = tty.text.length;
    reader.read({ type: 'note', level: 'info', message: 'after' });
    expect(tty.text.length).toBe(length);
  });

  it('is lower than the screen however much is in progress', async () => {
    const tty = new FakeOutput({ columns: 60, rows: 6 });
    const reader = start(tty);
    const queues = Array.from({ length: 500 }, (_, at) => resource(`Queue${at}`, 'CREATE_IN_PROGRESS'));
    const inProgress = queues.flatMap((event) => event.inProgress);
    reader.read({ ...resource('Queue499', 'CREATE_IN_PROGRESS'), inProgress });
    const { text } = await shownOn([tty.text], { columns: 60, rows: 6 });
    expect(text.split('\n').length).toBeLessThanOrEqual(5);
    expect(text).toContain('and 499 more');
    reader.close();
  });

  it('shows what failed, also of a line of another resource', async () => {
    const tty = new FakeOutput({ columns: 60, rows: 12 });
    const reader = start(tty);
    const { failed } = resource('Queue', 'CREATE_FAILED', 'Name \u001B[2Jtaken');
    reader.read({ ...resource('Topic', 'CREATE_COMPLETE'), failed });
    const { text } = await shownOn([tty.text], { columns: 60, rows: 12 });
    expect(text).toContain('× Queue  Name taken');
    expect(text).not.toContain('Topic');
    reader.close();
  });

  it('makes way for a question and shows afterwards what came meanwhile', async () => {
    const tty = new FakeOutput({ columns: 60, rows: 12 });
    const reader = start(tty);
    for (const event of underWay) reader.read(event);
    reader.pause();
    expect((await shownOn([tty.text], { columns: 60, rows: 12 })).text).toBe('');
    const held = tty.text.length;
    reader.read({ type: 'note', level: 'warn', message: 'meanwhile' });
    tty.emit('resize');
    expect(tty.text.length).toBe(held);
    reader.resume();
    expect((await shownOn([tty.text], { columns: 60, rows: 12 })).text).toMatch(/meanwhile\n\n.*33%/);
    reader.close();
  });

  it('leaves nothing behind when the window gets narrower', async () => {
    const tty = new FakeOutput({ columns: 100, rows: 20 });
    const reader = start(tty);
    for (const event of underWay) reader.read(event);
    const wide = tty.text;
    tty.resize({ columns: 30, rows: 20 });
    reader.close();
    const pieces = [wide, { columns: 30, rows: 20 }, tty.text.slice(wide.length)];
    expect((await shownOn(pieces, { columns: 100, rows: 20 })).text).toBe('');
  });
});

const names = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constant('Search'),
  fc.constant('名前\u001B[5A'),
);
const progressEvent: fc.Arbitrary<Event> = fc.oneof(
  fc
    .tuple(names, fc.constantFrom('CREATE_IN_PROGRESS', 'CREATE_COMPLETE', 'CREATE_FAILED'), names)
    .map(([id, status, reason]) => resource(id, status, reason)),
  fc.record({
    type: fc.constant('heartbeat' as const),
    inProgress: fc.array(
      fc.record({
        stack: names,
        logicalId: names,
        resourceType: names,
        seconds: fc.double({ noNaN: true, min: -10, max: 1e6 }),
      }),
      { maxLength: 40 },
    ),
    done: fc.nat(600),
    total: fc.nat(500),
    trouble: names,
  }),
  names.map((message): Event => ({ type: 'busy', message })),
  names.map((message): Event => ({ type: 'note', level: 'warn', message })),
);

it('whatever happens, no drawn line is broken, nothing is drawn twice, nothing stays', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(progressEvent, { maxLength: 12 }),
      fc.integer({ min: 20, max: 120 }),
      fc.integer({ min: 5, max: 40 }),
      async (events, columns, rows) => {
        const size = { columns, rows };
        const tty = new FakeOutput(size);
        const reader = start(tty);
        const drawn = events.filter(({ type }) => type !== 'note');
        for (const event of drawn) reader.read(event);
        const shown = await shownOn([tty.text], size);
        expect(shown.wrappedRows).toBe(0);
        expect(shown.text.split('\n').length).toBeLessThan(rows);
        reader.close();
        expect((await shownOn([tty.text], size)).text).toBe('');
      },
    ),
    { numRuns: 60 },
  );
});
