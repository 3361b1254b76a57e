import { describe, expect, it } from 'vitest';
import { interruptedBy, Interrupts } from '../../src/core/interrupts.ts';

describe('interrupts', () => {
  it('abort once, and let the second say how to go on', () => {
    const interrupts = new Interrupts();
    const said: unknown[] = [];
    interrupts.parting = (resume, left) => said.push(resume, ...left);
    interrupts.resume = 'quilt-install watch';
    interrupts.left = () => ['the bucket'];
    expect(interrupts.interrupt('SIGINT')).toBe(true);
    expect(interruptedBy(interrupts.signal)).toBe('SIGINT');
    expect(said).toEqual([]);
    expect(interrupts.interrupt('SIGTERM')).toBe(false);
    expect(said).toEqual(['quilt-install watch', 'the bucket']);
    expect(interruptedBy(interrupts.signal)).toBe('SIGINT');
  });

  it('take a terminal that goes away for one interrupt, however often it says so', () => {
    const interrupts = new Interrupts();
    expect(interrupts.interrupt('SIGHUP')).toBe(true);
    expect(interrupts.interrupt('SIGHUP')).toBe(true);
    expect(interrupts.interrupt('SIGINT')).toBe(false);
  });

  it('wait while things are taken back, and count then', async () => {
    const interrupts = new Interrupts();
    await interrupts.shield(() => {
      expect(interrupts.interrupt('SIGINT')).toBe(true);
      expect(interrupts.signal.aborted).toBe(false);
      expect(interrupts.interrupt('SIGINT')).toBe(false);
      return Promise.resolve();
    });
    expect(interruptedBy(interrupts.signal)).toBe('SIGINT');
  });

  it('count anew once renewed, and leave a signal alone that nothing aborted', () => {
    const interrupts = new Interrupts();
    expect(interrupts.renew()).toBe(interrupts.signal);
    const before = interrupts.signal;
    expect(interrupts.renew()).toBe(before);
    interrupts.interrupt('SIGINT');
    const fresh = interrupts.renew();
    expect(fresh.aborted).toBe(false);
    expect(before.aborted).toBe(true);
    expect(interrupts.interrupt('SIGHUP')).toBe(true);
    expect(interruptedBy(fresh)).toBe('SIGHUP');
  });
});
