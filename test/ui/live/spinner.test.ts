import { expect, it } from 'vitest';
import { turns } from '../../../src/rehearsal/clock/event-loop.ts';
import { makeReader, type Reader } from '../../../src/ui/index.ts';
import { DrawnScreen, FakeOutput } from '../screen.ts';

const terminal = () => {
  const size = { columns: 60, rows: 10 };
  const output = new FakeOutput(size);
  const screen = new DrawnScreen(size);
  output.on('text', (text: string) => screen.write(text));
  return { output, screen };
};

const readerOn = (output: FakeOutput): Reader =>
  makeReader({
    mode: 'terminal',
    stdout: output,
    stderr: output,
    color: 'never',
    clock: { now: () => 0, during: (work) => work },
  });

const shows = async (screen: DrawnScreen, text: string): Promise<void> => {
  while (!(await screen.content()).text.includes(text)) await turns(1);
};

it('moves while nothing else is said, and leaves no trace', async () => {
  const { output, screen } = terminal();
  const reader = readerOn(output);
  reader.read({ type: 'busy', brief: true, message: 'Asking\u001B[2J AWS'.padEnd(200, '!') });
  await shows(screen, 'Asking AWS');
  while (!output.text.includes('\u001B[?25l')) await turns(1);
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
  expect(output.text.lastIndexOf('\u001B[?25h')).toBeGreaterThan(output.text.lastIndexOf('\u001B[?25l'));
  reader.close();
});

it('stands there at once, and goes without a trace where nothing has moved yet', async () => {
  const { output, screen } = terminal();
  const reader = readerOn(output);
  reader.read({ type: 'busy', brief: true, message: 'Getting ready' });
  expect(output.text).toContain('Getting ready');
  reader.read({ type: 'busy', brief: true, message: 'Asking AWS' });
  expect((await screen.content()).text.trim()).toMatch(/^\S Asking AWS$/);
  reader.read({ type: 'busy', brief: true });
  expect((await screen.content()).text).toBe('');
  reader.close();
});
