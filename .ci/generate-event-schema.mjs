#!/usr/bin/env node
/**
 * Writes templates/schemas/events.schema.json from the type of a line of `--output json`, src/core/event-line.ts. Run it
 * after an event has changed; the result is committed. With --check nothing is written: it fails when the committed
 * schema is not what the types say. Neither needs a network.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';

const target = 'templates/schemas/events.schema.json';

const generated = createGenerator({
  path: 'src/core/event-line.ts',
  tsconfig: 'tsconfig.json',
  type: 'EventLine',
  additionalProperties: true,
  expose: 'none',
  topRef: false,
  // `tsc` has done that.
  skipTypeCheck: true,
}).createSchema('EventLine');

const text = await format(
  JSON.stringify({
    ...generated,
    title: 'A line of quilt-install --output json',
    description:
      'More types and fields may come with any release: skip what you do not know. docs/reference/events.md tells what they mean.',
  }),
  { parser: 'json', printWidth: 110 },
);

if (!process.argv.includes('--check')) {
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error(`${target} is not what src/core/event-line.ts says: run .ci/generate-event-schema.mjs`);
  process.exit(1);
}
