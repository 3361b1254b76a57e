import { makeReader, type ReaderOptions } from '../../src/ui/index.ts';
import { FakeOutput } from './screen.ts';

/** A reader into pipes, or into the streams given, that stands still in time. */
export const plainReader = (options: Partial<ReaderOptions> = {}) => {
  const [stdout, stderr] = [new FakeOutput(), new FakeOutput()];
  const reader = makeReader({
    mode: 'plain',
    stdout,
    stderr,
    color: 'never',
    clock: { now: () => 0, during: (work) => work },
    ...options,
  });
  return { reader, stdout, stderr };
};
