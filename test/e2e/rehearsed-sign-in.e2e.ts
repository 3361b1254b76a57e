import { expect, it } from 'vitest';
import { rehearsed, stage } from './stage.ts';
import { keys } from './terminal.ts';

it('a session that expires in a rehearsal is renewed by trying again, and the install comes to its end', async (test) => {
  const { atTerminal } = stage(test);
  const terminal = atTerminal(
    rehearsed(300, ['install', '--yes', '--dns', 'none'], '--fail', 'ExpiredToken@60s'),
  );
  await terminal.until(/credentials have expired[^]*❯ try again/);
  await terminal.press(keys.enter);
  expect(await terminal.ended).toBe(0);
  expect(await terminal.shown()).toMatch(/What now\? try again[^]*Stack ready/);
  expect(terminal.cursorShown).toBe(true);
});
