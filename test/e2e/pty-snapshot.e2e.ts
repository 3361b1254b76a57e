import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { rehearsed, stage, type Stage } from './stage.ts';
import { keys, type AtTerminal } from './terminal.ts';

/** A plan that replaces the database: its snapshot is offered, and nothing of it is agreed to unasked. */
const offer = /DB will be replaced or removed\.\s+Make a manual snapshot first\?\s+\(Y\/n\)/;
const making = /Making snapshot quilt-install-quilt-db-\d{14}/;

const file = path.join(temporaryFolder(), 'replacing.yaml');
const template = readFileSync('templates/quilt.yaml', 'utf8');
writeFileSync(file, template.replace('DBName: quilt', 'DBName: moved'));

const atOffer = async ({ atTerminal }: Stage): Promise<AtTerminal> => {
  const upgrade = ['upgrade', '--template-file', file, '--dns', 'none'];
  const terminal = atTerminal(rehearsed('max', upgrade, '--scenario', 'installed'));
  await terminal.until(/Go on with these values\?[^]*select/);
  await terminal.press(keys.enter);
  await terminal.until(offer);
  return terminal;
};

const nameTyped = async (terminal: AtTerminal): Promise<void> => {
  await terminal.until(/Type the stack's name to go\s+on/);
  await terminal.press('quilt', keys.enter);
};

describe.concurrent('before a plan that replaces the database', () => {
  it('a snapshot is offered, made after the typed name, waited for, and its restoring told', async (test) => {
    const terminal = await atOffer(stage(test));
    await terminal.press(keys.enter);
    await terminal.until(/First a manual snapshot is made of\s+DB/);
    expect(terminal.text).not.toMatch(making);
    await nameTyped(terminal);
    expect(await terminal.ended).toBe(0);
    const shown = await terminal.shown();
    expect(shown).toMatch(/Snapshot quilt-install-quilt-db-\d+ is\s+there\.[^]*Stack updated/);
    expect(shown).toMatch(/--db-snapshot-identifier\s+quilt-install-quilt-db-\d+/);
  });

  it('none is made where the person says no, and the upgrade goes on', async (test) => {
    const terminal = await atOffer(stage(test));
    await terminal.press('n', keys.enter);
    await nameTyped(terminal);
    expect(await terminal.ended).toBe(0);
    expect(terminal.text).not.toMatch(making);
  });

  it('Ctrl-C at the offer changes nothing', async (test) => {
    const terminal = await atOffer(stage(test));
    await terminal.press(keys.ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(terminal.text).not.toMatch(making);
    expect(terminal.cursorShown).toBe(true);
  });

  it('another name than the stack’s makes no snapshot either', async (test) => {
    const terminal = await atOffer(stage(test));
    await terminal.press(keys.enter);
    await terminal.until(/Type the stack's name to go\s+on:/);
    await terminal.press('other', keys.enter);
    for (let left = 2; left > 0; left -= 1) {
      await terminal.until(/not the stack's name[^]*Type the stack's name:/);
      await terminal.press('other', keys.enter);
    }
    expect(await terminal.ended).toBe(8);
    expect(terminal.text).not.toMatch(making);
  });
});
