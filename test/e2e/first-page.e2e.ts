import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rehearsed, stage } from './stage.ts';

/** The screens that README.md shows; a `…` on a line of its own stands for what is left out. */
const screens = [...readFileSync('README.md', 'utf8').matchAll(/^```text\n([\s\S]*?)^```$/gm)].map(
  ([, text = '']) => text,
);
/** Times and dates are those of the run. */
const timeless = (text: string): string =>
  text.replace(/\d+m\d\ds|20\d\d-\d\d-\d\d/g, (time) => time.replace(/\d+/g, '0'));
/** What is drawn over while it runs is gone in the end. */
const stays = (text: string): string => text.replace(/^ +[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] .*\n.*\n/gm, '');
const parts = (screen: string): readonly string[] =>
  timeless(stays(screen))
    .split(/^ *…\n/m)
    .filter((part) => part.trim() !== '');

/** In this order, each part whole. */
const expectIn = (shown: string, screen: string): void => {
  let from = 0;
  for (const part of parts(screen)) {
    const at = timeless(shown).indexOf(part.trimEnd(), from);
    expect(at, `not shown, or not in this place:\n${part}`).toBeGreaterThanOrEqual(0);
    from = at + part.trimEnd().length;
  }
};

describe.concurrent('the first page', () => {
  it.for([
    ['an installation', ['install', '--yes'], [], 0],
    ['a missing prerequisite', ['preflight'], ['--scenario', 'crowded'], 3],
  ] as const)('shows %s as it is', async ([_name, command, flags, code], test) => {
    const [installing = '', missing = ''] = screens;
    const terminal = stage(test).atTerminal(rehearsed('max', [...command], ...flags));
    expect(await terminal.ended).toBe(code);
    expectIn(await terminal.shown(), code === 0 ? installing : missing);
  });
});
