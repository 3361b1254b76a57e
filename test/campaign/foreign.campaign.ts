import { expect, it } from 'vitest';
import { endOf, goodTemplates, withForeignTemplates, type ForeignEnd } from './foreign.ts';

it('brings every good template of cfn-lint to its end', async () => {
  const folder = process.env['FOREIGN_TEMPLATES'];
  const ends: ForeignEnd[] = [];
  const files = goodTemplates(folder ?? '');
  for (const file of files) ends.push(await endOf(file));
  for (const e of ends) if (e.end !== 'complete') console.log(e.end, e.name, e.reason.slice(0, 300));
  console.log(ends.filter((e) => e.end === 'complete').length, ends.length);
  expect(files.length).toBeGreaterThan(50);
}, 300000);
