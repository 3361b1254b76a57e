import { expect, it } from 'vitest';
import { sizeOf } from '../../src/main/host.ts';

it.each([
  [
    { isTTY: true, columns: 100, rows: 30 },
    { columns: 100, rows: 30 },
  ],
  [
    { isTTY: true, columns: 0, rows: 0 },
    { columns: 80, rows: 24 },
  ],
  [{ isTTY: true }, { columns: 80, rows: 24 }],
  [{ columns: 100, rows: 30 }, undefined],
])('takes %j for a terminal of %j', (stream, size) => expect(sizeOf(stream)).toEqual(size));
