import { Writable } from 'node:stream';

const colors = /\u001B\[[0-9;]*m/g;

/**
 * Inquirer colours by the environment alone; --no-color is a flag, so its colours are taken out on the way.
 * Each question gets one of its own, because inquirer ends the stream with the question.
 */
export function uncolored(
  output: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number },
): NodeJS.WritableStream {
  const filter = new Writable({
    decodeStrings: false,
    write(chunk: Buffer | string, _encoding, done) {
      output.write(chunk.toString().replace(colors, ''));
      done();
    },
  });
  return Object.defineProperties(filter, {
    columns: { get: () => output.columns },
    rows: { get: () => output.rows },
  });
}
