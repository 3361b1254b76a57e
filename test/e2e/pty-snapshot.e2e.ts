import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { InspectedAccount } from './account.ts';
import { stage, type Stage } from './stage.ts';
import { keys, type AtTerminal } from './terminal.ts';

/** A plan that replaces the database: its snapshot is offered, and nothing of it is agreed to unasked. */
const offer = /DB will be replaced or removed\.\s+Make a manual snapshot first\?\s+\(Y\/n\)/;
const upgrade = [
  ...'upgrade --stack-name quilt --dns none'.split(' '),
  '--template-file',
  'test/stories/templates/store-2.yaml',
];

const made = ({ state }: InspectedAccount): readonly string[] => [...state.databaseSnapshots.keys()];
const order = (aws: InspectedAccount): readonly string[] =>
  aws
    .calls()
    .map(({ operation }) => operation)
    .filter((name) => ['CreateDBSnapshot', 'ExecuteChangeSet'].includes(name));

const atOffer = async ({ account, atTerminal }: Stage): Promise<[InspectedAccount, AtTerminal]> => {
  const aws = await account('max');
  const template = readFileSync('test/stories/templates/store-1.yaml', 'utf8');
  aws.cloudformation.seed({ stackName: 'quilt', template, parameters: {}, minutesAgo: 60 });
  const terminal = atTerminal(upgrade, { env: aws.env });
  await terminal.until(/Go on with these values\?[^]*select/);
  await terminal.press(keys.enter);
  await terminal.until(offer);
  return [aws, terminal];
};

const nameTyped = async (terminal: AtTerminal): Promise<void> => {
  await terminal.until(/Type the stack's name/);
  await terminal.press('quilt', keys.enter);
};

describe.concurrent('before a plan that replaces the database', () => {
  it('a snapshot is offered, waited for after yes, and its restoring told', async (test) => {
    const [aws, terminal] = await atOffer(stage(test));
    expect(made(aws)).toEqual([]);
    await terminal.press(keys.enter);
    await terminal.until(/First a manual snapshot is made of\s+DB/);
    await nameTyped(terminal);
    expect(await terminal.ended).toBe(0);
    expect(order(aws)).toEqual(['CreateDBSnapshot', 'ExecuteChangeSet']);
    const [id = '-'] = made(aws);
    expect(await terminal.shown()).toContain(`--db-snapshot-identifier ${id}`);
  });

  it('none is made where the person says no, and the upgrade goes on', async (test) => {
    const [aws, terminal] = await atOffer(stage(test));
    await terminal.press('n', keys.enter);
    await nameTyped(terminal);
    expect(await terminal.ended).toBe(0);
    expect(order(aws)).toEqual(['ExecuteChangeSet']);
  });

  it('Ctrl-C at the offer leaves nothing of the plan behind', async (test) => {
    const [aws, terminal] = await atOffer(stage(test));
    await terminal.press(keys.ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(order(aws)).toEqual([]);
    expect(await aws.left()).toMatchObject({ stacks: ['quilt CREATE_COMPLETE'], changeSets: [] });
  });

  it('another name than the stack’s makes no snapshot either', async (test) => {
    const [aws, terminal] = await atOffer(stage(test));
    await terminal.press(keys.enter);
    for (let left = 3; left > 0; left -= 1) {
      await terminal.until(left === 3 ? /Type the stack's name to go\s+on/ : /Try again/);
      await terminal.press('other', keys.enter);
    }
    expect(await terminal.ended).toBe(8);
    expect(order(aws)).toEqual([]);
  });
});
