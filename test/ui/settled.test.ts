import { expect, it } from 'vitest';
import type { StackStatus } from '../../src/core/stack-status.ts';
import { makeStyle } from '../../src/ui/text/style.ts';
import { settledLines } from '../../src/ui/views/settled.ts';

const style = makeStyle({ width: 80, colors: 0, ascii: false });

it.each<[StackStatus, string]>([
  ['CREATE_COMPLETE', 'Stack ready'],
  ['IMPORT_COMPLETE', 'Stack ready'],
  ['UPDATE_COMPLETE', 'Stack updated'],
  ['DELETE_COMPLETE', 'Stack deleted'],
  // By `recover`: what was asked for is done, and it is no update.
  ['ROLLBACK_COMPLETE', 'Rolled back'],
  ['UPDATE_ROLLBACK_COMPLETE', 'Rolled back'],
])('an operation that ends in %s as it was meant to is called "%s"', (status, words) =>
  expect(settledLines({ type: 'settled', status, succeeded: true, elapsedSeconds: 5 }, style)).toEqual([
    `  √ ${words} in 5s`,
  ]),
);
