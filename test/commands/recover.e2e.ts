import { afterEach, expect, it } from 'vitest';
import { install } from '../../src/commands/install/install.ts';
import { recover } from '../../src/commands/recover/recover.ts';
import { upgrade } from '../../src/commands/upgrade/upgrade.ts';
import type { Prompter } from '../../src/core/ports.ts';
import { startAccount, type RehearsalAccount } from '../../src/rehearsal/index.ts';
import { attended, notes } from './attended.ts';

const started: RehearsalAccount[] = [];
afterEach(async () => {
  for (const account of started.splice(0)) await account.close();
});

const folder = 'test/stories/templates';
const from = (template: string): readonly string[] => [
  '--template-file',
  `${folder}/${template}.yaml`,
  '--answers',
  `${folder}/no-answers.yaml`,
  '--dns',
  'none',
  '--yes',
  '--confirm',
  'quilt',
];

it('asks what a continued rollback is to skip, and says afterwards what was not taken back', async () => {
  const on = await startAccount({
    scenario: 'ready',
    fail: ['DB@update=Storage is full', 'Queue@rollback=The queue is locked'],
    latencyMs: 0,
    serve: false,
    templates: 'templates',
    speed: 'max',
  });
  started.push(on);
  await install(attended(on, ['install', ...from('store-1')]).session);
  await upgrade(attended(on, ['upgrade', ...from('store-2')]).session);
  const run = attended(on, ['recover', '--confirm', 'quilt'], () => true);
  const offered: string[] = [];
  const answers: Pick<Prompter, 'select' | 'checkbox'> = {
    select: ({ choices }) => {
      const [best] = choices;
      return best === undefined
        ? Promise.reject(new Error('nothing to choose'))
        : Promise.resolve(best.value);
    },
    checkbox: ({ choices }) => {
      offered.push(...choices.map(({ name }) => name));
      return Promise.resolve(choices.map(({ value }) => value));
    },
  };
  Object.assign(run.session.local.prompt, answers);
  expect(await recover(run.session)).toMatchObject({ exitCode: 0 });
  expect(offered).toEqual([expect.stringMatching(/^Queue: .*The queue is locked/)]);
  expect(notes(run).join('\n')).toContain('Skipping Queue');
  const next = JSON.stringify(run.events.findLast(({ type }) => type === 'next'));
  expect(next).toContain('The update was taken back, but for Queue');
  expect(next).not.toContain('completely');
});
