import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('the schema of events in the package is what the types of the events say', () =>
  expect(() =>
    execFileSync(process.execPath, ['.ci/generate-event-schema.mjs', '--check'], { stdio: 'pipe' }),
  ).not.toThrow());
