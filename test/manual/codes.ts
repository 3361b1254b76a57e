import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join('src', file), 'utf8'));

const code = "'([a-z][a-z0-9]*(?:-[a-z0-9]+)*)'";
const fields = new RegExp(`\\bcode: ${code}`, 'g');
const constants = new RegExp(`\\bconst \\w*[cC]ode = ${code}`, 'g');

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

/** Codes handed to a function of the file whose first parameter is the code. */
const handedOver = (text: string): readonly string[] =>
  all(text, /\bconst (\w+) = \(\s*code: string/g).flatMap((name) =>
    all(text, new RegExp(`(?<!const )\\b${name}\\(\\s*${code}`, 'g')),
  );

/** Codes kept together in an object: `const awsCodes = { denied: 'aws-denied', … }`. */
const grouped = (text: string): readonly string[] =>
  all(text, /\bconst \w+Codes = (\{[^}]*\})/g).flatMap((object) => all(object, new RegExp(`: ${code}`, 'g')));

/** Every error code that the sources can raise. */
export const codesInSources: ReadonlySet<string> = new Set(
  sources.flatMap((text) => [
    ...all(text, fields),
    ...all(text, constants),
    ...grouped(text),
    ...handedOver(text),
  ]),
);

/** Beginnings of errors that are built in a way the patterns above do not understand. */
export const unreadable: readonly string[] = sources.flatMap((text) =>
  [...text.matchAll(/new InstallError\((?:\{\s*([\s\S]{0,40}))?/g)]
    .map(([, start = '']) => start)
    .filter((start) => !/^(code: ('|\w+Codes\.|\w+Code,|error\.code)|code,|\.\.\.)/.test(start)),
);
