import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runOn } from './in-process.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { rehearsalAccount } from '../helpers/account.ts';
import { slow } from './small-templates.ts';

const changed = path.join(temporaryFolder(), 'quilt.yaml');
writeFileSync(
  changed,
  readFileSync('templates/quilt.yaml', 'utf8').replace('VisibilityTimeout: 900', 'VisibilityTimeout: 950'),
);

const commands = [
  ['ready', ['install', '--yes', ...slow()], [1]],
  ['installed', ['upgrade', '--yes', '--dns', 'none', '--template-file', changed], [1, 2, 5, 7]],
  ['installed', ['uninstall', '--yes', '--confirm', 'quilt'], [1]],
] as const;

/** Four readings in five lag behind: after a create there is no stack, after an update it looks as before. */
describe('readings that lag behind', () => {
  it.each(
    commands.flatMap(([scenario, argv, seeds]) =>
      seeds.map((seed) => [argv[0], seed, scenario, argv] as const),
    ),
  )('do not change how %s ends (seed %i)', async (_name, seed, scenario, argv) => {
    const account = await rehearsalAccount({
      scenario,
      fail: ['Stale=0.8'],
      seed,
    });
    try {
      const { code, events } = await runOn(account, argv);
      expect({ code, last: events.at(-1) }).toMatchObject({ code: 0, last: { outcome: 'succeeded' } });
      if (argv[0] === 'upgrade')
        expect(events.at(-1)).toMatchObject({ url: 'https://quilt.data.example.com' });
    } finally {
      await account.close();
    }
  });
});
