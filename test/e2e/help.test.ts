import { describe, expect, it } from 'vitest';
import { of, run } from './bundle.ts';
import { stage } from './stage.ts';

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

  it('lists the topics without one, and the checks by name', async () => {
    const [contents, checks] = await Promise.all([run(['help']), run(['help', 'checks'])]);
    for (const topic of ['checks', 'exit-codes', 'parameters', 'errors', 'security', 'glossary'])
      expect(contents.stdout).toMatch(new RegExp(`^${topic} `, 'm'));
    expect(checks.stdout).toMatch(/^cloudtrail\.capacity +CloudTrail has room/m);
  });

  it('tells a command, and after it the guide of that name', async () => {
    const { stdout } = await run(['help', 'upgrade']);
    expect(stdout).toMatch(/^upgrade\n\nThe same for a stack that is there\./);
    expect(stdout.indexOf('\nUpgrading\n')).toBeGreaterThan(0);
  });

  it.for([['constructor'], ['../README'], ['__proto__']])('knows no topic %s', async ([topic = '']) =>
    expect((await run(['help', topic])).code).toBe(2),
  );

  it('sets headings off at a terminal, and only where there is colour', async (test) => {
    const coloured = stage(test).atTerminal(['help', 'exit-codes']);
    const plain = stage(test).atTerminal(['help', 'exit-codes'], { env: { NO_COLOR: '1' } });
    expect(await Promise.all([coloured.ended, plain.ended])).toEqual([0, 0]);
    expect(coloured.raw).toContain('\u001B[1mExit codes\u001B[22m');
    expect(plain.raw).toContain('Exit codes');
    expect(plain.raw).not.toContain('\u001B[1m');
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
