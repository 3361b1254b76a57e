import { describe, expect, it } from 'vitest';
import { of, run } from './bundle.ts';

describe('help, built', () => {
  it('refuses a topic there is not, and offers the nearest', async () => {
    const ran = await run(['help', 'acm.certificat']);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain('Did you mean acm.certificate?');
  });

  it('takes a topic in any spelling of its blanks and capitals', async () => {
    const [one, other] = await Promise.all([run(['help', 'exit-codes']), run(['help', 'Exit', 'Codes'])]);
    expect(one.code).toBe(0);
    expect(one.stdout).toContain('130');
    expect(other.stdout).toBe(one.stdout);
  });

  it('lists the chapters without a topic, and the checks by name', async () => {
    const [chapters, checks] = await Promise.all([run(['help']), run(['help', 'checks'])]);
    for (const topic of ['checks', 'exit-codes', 'parameters', 'error-codes'])
      expect(chapters.stdout).toMatch(new RegExp(`^ {2}${topic} `, 'm'));
    expect(checks.stdout).toMatch(/^cloudtrail\.capacity +CloudTrail has room/m);
  });

  it('explains an error as the error says it does', async () => {
    const refused = await run(['watch', '--speed', '3', '--output', 'json']);
    const [error] = of(refused, 'error');
    const [, , topic = ''] = String(error?.docs).split(' ');
    const ran = await run(['help', topic]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('There is no such flag');
  });
});
