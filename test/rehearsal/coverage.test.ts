import { expect, it } from 'vitest';
import { services } from '../../src/rehearsal/services/index.ts';
import { tableOf, tableRow, updating, writeTable } from '../manual/pages.ts';
import { startEngine } from './cloudformation/account.ts';

it('tells every operation that the account answers', () => {
  const page = 'reference/rehearsed-operations.md';
  const head = '| Service | Operations |';
  const rows = [...services, startEngine().service]
    .map(({ id, operations }) => tableRow([`\`${id}\``, Object.keys(operations).sort().join(', ')]))
    .sort();
  if (updating) writeTable(page, head, rows);
  expect(tableOf(page, head)).toEqual(rows);
});
