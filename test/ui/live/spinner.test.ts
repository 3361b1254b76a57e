import { clearLine, cursorTo, moveCursor } from 'node:readline';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { turns } from '../../../src/rehearsal/clock/event-loop.ts';
import { makeReader, type Reader } from '../../../src/ui/index.ts';
import { DrawnScreen } from '../screen.ts';

/** A terminal as Node gives it, whose lines can be taken away. */
const terminal = () => {
  const stream = new PassThrough();
  const screen = new DrawnScreen({ columns: 60, rows: 10 });
  const written = { text: '' };
  stream.on('data', (chunk: Buffer) => {
    written.text += chunk.toString();
    screen.write(chunk.toString());
  });
  const output = Object.assign(stream, {
    isTTY: true,
    columns: 60,
    rows: 10,
    clearLine: (side: -1 | 0 | 1) => clearLine(stream, side),
    cursorTo: (column: number) => cursorTo(stream, column),
    moveCursor: (columns: number, rows: number) => moveCursor(stream, columns, rows),
  });
  return { output, screen, written };
};

const readerOn = (output: ReturnType<typeof terminal>['output']): Reader =>
  makeReader({
    mode: 'terminal',
    stdout: output,
    stderr: output,
    color: false,
    clock: { now: () => 0, during: (work) => work },
  });

const shows = async (screen: DrawnScreen, text: string): Promise<void> => {
  while (!(await screen.content()).text.includes(text)) await turns(1);
};

it('moves while nothing else is said, and leaves no trace', async () => {
  const { output, screen, written } = terminal();
  const reader = readerOn(output);
  reader.read({ type: 'busy', brief: true, message: 'Asking\u001B[2J AWS'.padEnd(200, '!') });
  await shows(screen, 'Asking AWS');
  reader.read({ type: 'note', level: 'info', message: 'Found it.' });
  await shows(screen, 'Asking AWS');
  expect((await screen.content()).wrappedRows).toBe(0);
  reader.pause();
  await turns(2);
  expect((await screen.content()).text).toBe('  · Found it.');
  reader.resume();
  await shows(screen, 'Asking AWS');
  reader.read({ type: 'busy', brief: true });
  await turns(2);
  expect((await screen.content()).text).toBe('  · Found it.');
  expect(written.text.lastIndexOf('\u001B[?25h')).toBeGreaterThan(written.text.lastIndexOf('\u001B[?25l'));
  reader.close();
});
