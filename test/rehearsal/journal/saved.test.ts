import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../src/rehearsal/journal/json.ts';
import { readSaved } from '../../../src/rehearsal/journal/saved.ts';

const inputs = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$bytes', '$date', '$own')), tie('value'), {
      noNullPrototype: true,
    }),
  ),
})).value;

describe('what a call was given', () => {
  it('is the same after it was written down and read again', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(decode(JSON.parse(JSON.stringify(encode(input))) as ReturnType<typeof encode>)).toEqual(input);
      }),
    );
  });
});

describe('a file of --state', () => {
  const run = { kind: 'run', at: 1, endpoint: 'http://127.0.0.1:1', fail: [], reply: [], nested: {} };
  const call = {
    kind: 'call',
    at: 2,
    service: 's3',
    operation: 'CreateBucket',
    region: 'us-east-1',
    caller: { arn: 'arn', userId: 'id', accessKeyId: 'key' },
    input: {},
    seed: 1,
  };
  const whole = {
    version: 1,
    scenario: 'ready',
    account: '123456789012',
    region: 'us-east-1',
    assumeExport: [],
    beganAt: 1,
    savedAt: 3,
    entries: [run, call],
    fetched: [],
  };

  it('that is whole is read', () => expect(readSaved(JSON.stringify(whole)).entries).toHaveLength(2));

  it.each<[string, string, RegExp]>([
    ['is empty', '', /not JSON/],
    ['was cut off', JSON.stringify(whole).slice(0, -20), /not JSON, or not all of it/],
    ['is a list', '[]', /no state of a rehearsal/],
    ['is something else', '{"hello": 1}', /no state of a rehearsal/],
    ['is newer', JSON.stringify({ version: 2, other: true }), /a newer quilt-install wrote it/],
    ['lacks its entries', JSON.stringify({ ...whole, entries: undefined }), /parts of it are missing/],
    ['begins with no run', JSON.stringify({ ...whole, entries: [call] }), /parts of it are missing/],
    ['has nothing in it', JSON.stringify({ ...whole, entries: [] }), /parts of it are missing/],
    [
      'has a call without a caller',
      JSON.stringify({ ...whole, entries: [run, { ...call, caller: {} }] }),
      /parts of it are missing/,
    ],
  ])('that %s is refused, and says why', (_case, text, why) => {
    expect(() => readSaved(text)).toThrow(
      expect.objectContaining({
        code: 'state-unusable',
        exitCode: 2,
        message: expect.stringMatching(why) as string,
      }) as Error,
    );
  });

  it('that is damaged anywhere is refused, never taken half', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => readSaved(text)).toThrow(expect.objectContaining({ code: 'state-unusable' }) as Error);
      }),
    );
  });
});

it('nothing in the account draws its ids past what can be drawn again', () => {
  const files = readdirSync('src/rehearsal', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const allowed = ['account/random-source.ts', 'journal/journal.ts', 'server/server.ts'];
  const drawing = files.filter((file) => {
    const text = readFileSync(`src/rehearsal/${file}`, 'utf8');
    return /random(UUID|Bytes|Int)\b[^;]*from 'node:crypto'|Math\.random/.test(text);
  });
  expect(drawing.map((file) => file.replaceAll('\\', '/')).sort()).toEqual(allowed);
});
