import { describe, expect, it } from 'vitest';
import { rehearsed, stage } from './stage.ts';
import { keys } from './terminal.ts';

/** The same run on many screens: nothing stays that was drawn over, nothing steers a screen that cannot be steered. */
const colored = /\u001B\[[0-9;]*[1-9][0-9;]*m/;
const hidden = /\u001B\[\?25l/;

describe.concurrent('an install as a person sees it', () => {
  it.for([40, 80, 200])('at %i columns', async (columns, test) => {
    const terminal = stage(test).atTerminal(rehearsed(600, ['install', '--yes']), { columns, rows: 24 });
    await terminal.until(/\d+% · /);
    expect(await terminal.ended).toBe(0);
    const shown = await terminal.shown();
    expect(shown).not.toMatch(/^ +[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] /m);
    expect(shown.match(/Stack ready in \d+m/g)).toHaveLength(1);
    expect(shown).toContain('https://quilt.data.example.com');
    expect(shown).toMatch(/\n {2}Next\n/);
    expect(terminal.raw).toMatch(colored);
    expect(terminal.raw).toMatch(hidden);
    expect(terminal.cursorShown).toBe(true);
    // A line of our own is never longer than the screen, unless one word is.
    const own = shown.slice(0, shown.indexOf('Stack ready'));
    for (const line of own.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  });

  it('names the failure, and the command that leads on', async (test) => {
    const command = rehearsed(600, ['install', '--yes'], '--fail', 'Search=no room in us-east-1a');
    const terminal = stage(test).atTerminal(command);
    expect(await terminal.ended).toBe(5);
    const shown = await terminal.shown();
    expect(shown).toMatch(
      /× Search failed, everything was rolled back \(\d+m\d\ds in all\)\n +no room in us-east-1a/,
    );
    // The command is longer than the screen is wide.
    expect(shown.replaceAll('\n', '')).toContain(
      "quilt-install rehearse --speed 600 --fail 'Search=no room in us-east-1a' -- install --region us-east-1",
    );
    expect(shown).not.toMatch(/DB .*cancelled/);
    expect(terminal.cursorShown).toBe(true);
  });
});

describe.concurrent('a screen that wants it plain', () => {
  it.for([
    ['NO_COLOR', { NO_COLOR: '1' }, []],
    ['--no-color', {}, ['--no-color']],
  ] as const)('is not coloured with %s, questions included', async ([_name, env, flags], test) => {
    const terminal = stage(test).atTerminal(rehearsed('max', ['install', ...flags]), { env });
    await terminal.until(/Go on with these values\?[^]*select/);
    await terminal.press(keys.enter);
    await terminal.until(/Create this stack\? \(y\/N\)/);
    await terminal.press('n', keys.enter);
    expect(await terminal.ended).toBe(8);
    expect(terminal.raw).not.toMatch(colored);
  });

  it('gets lines of ASCII and no sequence at all with TERM=dumb', async (test) => {
    const command = rehearsed('max', ['install', '--yes']);
    const terminal = stage(test).atTerminal(command, { env: { TERM: 'dumb' } });
    expect(await terminal.ended).toBe(0);
    expect(terminal.raw).not.toContain('\u001B');
    expect(terminal.raw).toMatch(/^[\u0000-\u007F]*$/);
    expect(terminal.text).toMatch(/CREATE_COMPLETE +quilt \(AWS::CloudFormation::Stack\)/);
  });
});

describe.concurrent('rehearse at a terminal', () => {
  it('serves until Ctrl-C, with lines to paste', async (test) => {
    const terminal = stage(test).atTerminal(['rehearse', '--serve']);
    await terminal.until(/export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+[^]*until Ctrl-C/);
    await terminal.press(keys.ctrlC);
    expect(await terminal.ended).toBe(0);
  });

  it('says what is wrong with what it was asked', async (test) => {
    const terminal = stage(test).atTerminal(['rehearse', '--scenario', 'redy']);
    expect(await terminal.ended).toBe(2);
    expect(terminal.text).toMatch(/no rehearsal scenario "redy"[^]*Did you mean ready/);
  });
});
