import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { Interrupts } from '../../src/core/interrupts.ts';
import type { Host } from '../../src/main/host.ts';

/** A process of the tool without a terminal, on this checkout's files; what it says goes nowhere unless it is given a stream. */
export const hostWith = <H extends Partial<Host>>(given: H): Host & H => ({
  argv: [],
  env: {},
  stdin: new PassThrough(),
  stdout: new PassThrough().resume(),
  stderr: new PassThrough().resume(),
  sizes: () => ({}),
  onResize: () => () => undefined,
  interrupts: new Interrupts(),
  version: '0.0.0-test',
  packageFolder: pathToFileURL(`${path.resolve('.')}/`),
  piped: new Map(),
  ...given,
});
