import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAnswers } from '../../../src/parameters/answers/read.ts';
import { withParameters } from '../../../src/parameters/answers/write-back.ts';

const file = `# Ours, asked for by Jo
version: 1
parameters:
  Password: '@secretsmanager:team/db' # turned every month
  Host: old.example.com # may move

  Size: 12
tags: { team: lab }
`;

it('changes what is named and leaves comments, order and references', () => {
  expect(withParameters(file, new Map([['Host', 'new.example.com']]))).toBe(
    file.replace('old.example.com', '"new.example.com"'),
  );
});

it('adds what is not there, to a file without parameters too', () => {
  const text = withParameters('version: 1\n', new Map([['Host', 'a']])) ?? '';
  expect(parseAnswers('a.yaml', text).parameters).toEqual(new Map([['Host', 'a']]));
});

it('leaves files of another shape to those who write them', () => {
  for (const text of ['[{"ParameterKey":"A","ParameterValue":"b"}]', '{"Parameters":{"A":"b"}}', 'a: [', ''])
    expect(withParameters(text, new Map([['A', 'c']]))).toBeUndefined();
});

it('is read back as what was written, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const text = withParameters(file, new Map([['Host', value]])) ?? '';
      expect(parseAnswers('a.yaml', text).parameters.get('Host')).toBe(value);
    }),
  );
});
