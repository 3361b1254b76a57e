import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './bundle.ts';
import { install, stage } from './stage.ts';
import { keys } from './terminal.ts';

/** A home with profiles, and an AWS CLI whose sign-in writes a session for the one it is given. */
const homeWith = (config: string): { readonly env: Record<string, string>; remove(): void } => {
  const home = mkdtempSync(path.join(tmpdir(), 'access-menu-'));
  mkdirSync(path.join(home, '.aws'));
  mkdirSync(path.join(home, 'bin'));
  writeFileSync(path.join(home, '.aws', 'config'), config);
  const signIn = `#!/bin/sh
[ "$*" = "login --profile lab" ] || exit 1
printf '[lab]\\naws_access_key_id = %s\\naws_secret_access_key = %s\\n' "$KEY_ID" "$KEY_SECRET" > "$HOME/.aws/credentials"
`;
  writeFileSync(path.join(home, 'bin', 'aws'), signIn);
  chmodSync(path.join(home, 'bin', 'aws'), 0o755);
  const env = { HOME: home, PATH: `${path.join(home, 'bin')}:${process.env.PATH ?? ''}` };
  return { env, remove: () => rmSync(home, { recursive: true }) };
};

const profiles = '[profile lab]\nregion = us-east-1\n[profile prod]\nregion = eu-west-1\n';

describe.concurrent('a run without access at a terminal', () => {
  it('chooses a region, a profile, signs in here, and goes on to the plan', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const { env, remove } = homeWith(profiles);
    test.onTestFinished(remove);
    const { AWS_ENDPOINT_URL = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = aws.env;
    const terminal = atTerminal(
      [
        ...install.filter((word) => !word.includes('ready.yaml') && word !== '--answers'),
        // A secret of ours: the sign-in that is started takes no other words than its own.
        ...['--param', 'DBPassword=canary0Sesame'],
      ],
      {
        env: { ...env, AWS_ENDPOINT_URL, KEY_ID: AWS_ACCESS_KEY_ID, KEY_SECRET: AWS_SECRET_ACCESS_KEY },
      },
    );
    await terminal.until(/No AWS region is set[^]*❯ us-east-1, as in profile lab[^]*navigate/);
    await terminal.press(keys.enter);
    await terminal.until(/No AWS credentials were found[^]*❯ use profile lab[^]*navigate/);
    await terminal.press(keys.enter);
    await terminal.until(/sign in here: aws login --profile lab[^]*navigate/);
    await terminal.press('sign');
    await terminal.until(/❯ sign in here/);
    await terminal.press(keys.enter);
    await terminal.until(/123456789012/);
    await terminal.press(keys.ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(terminal.raw).not.toContain('canary0Sesame');
    expect(await aws.left()).toEqual({ stacks: [], changeSets: [], secrets: [] });
  });

  it('is left with Ctrl-D, or rehearsed instead', async (test) => {
    const { atTerminal } = stage(test);
    const { env, remove } = homeWith('');
    test.onTestFinished(remove);
    const left = atTerminal(['status', '--region', 'us-east-1'], { env });
    await left.until(/❯ sign in here[^]*navigate/);
    expect(await left.shown()).not.toContain('rehearse it');
    await left.press(keys.ctrlD);
    expect(await left.ended).toBe(8);
    const rehearsed = atTerminal(['--region', 'us-east-1'], { env });
    await rehearsed.until(/❯ sign in here[^]*navigate/);
    await rehearsed.press('rehearse');
    await rehearsed.until(/❯ rehearse it without AWS/);
    await rehearsed.press(keys.enter);
    await rehearsed.until(/This rehearsal uses its sample answers/);
    await rehearsed.press(keys.ctrlC);
    expect(await rehearsed.ended).toBe(130);
  });

  it('is told by preflight, which asks nothing, not even for a template', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const { env, remove } = homeWith(profiles);
    test.onTestFinished(remove);
    const without = atTerminal(['preflight', '--region', 'us-east-1'], { env });
    expect(await without.ended).toBe(10);
    const region = atTerminal(['preflight'], { env });
    expect(await region.ended).toBe(2);
    const template = atTerminal(['preflight'], { env: aws.env });
    expect([0, 3]).toContain(await template.ended);
    expect(template.text).not.toMatch(/Template \(/);
  });

  it('is told of a misspelt profile first, whatever else is missing', async (test) => {
    const { env, remove } = homeWith(profiles);
    test.onTestFinished(remove);
    const ran = await run(['status', '--profile', 'prd'], { env });
    expect(ran.code).toBe(10);
    expect(ran.stderr).toContain('Did you mean prod?');
  });

  it('judges the template at its question and keeps what was typed', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(['install'], { env: aws.env });
    await terminal.until(/or a file\)/);
    await terminal.press('templates/qilt.yaml', keys.enter);
    await terminal.until(/> .*templates\/qilt\.yaml/);
    await terminal.press(...'ilt.yaml'.split('').map(() => keys.backspace), 'uilt.yaml', keys.enter);
    await terminal.until(/√ Template[^]*templates\/quilt\.yaml/);
    await terminal.press(keys.ctrlC);
    expect(await terminal.ended).toBe(130);
  });
});
