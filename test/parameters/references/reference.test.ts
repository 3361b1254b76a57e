import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReference, escapeLiteral } from '../../../src/parameters/references/reference.ts';
import { anyCharacter } from '../../helpers/any-character.ts';

describe('a written value', () => {
  it.each([
    ['@', 'unknown'],
    ['@x', 'unknown'],
    ['@prompt:', 'unknown'],
    ['@prompt ', 'unknown'],
    ['@generate:32', 'unknown'],
    ['@env', 'unknown'],
    ['@env:', 'unknown'],
    ['@ENV:A', 'unknown'],
    ['@constructor:x', 'unknown'],
    ['@secretsmanager:#key', 'unknown'],
    ['@secretsmanager:id#', 'unknown'],
    ['@ops.example.com', 'unknown'],
    ['a@b.c', 'literal'],
    [' @env:A', 'literal'],
    ['@@', 'literal'],
    ['', 'literal'],
    ['@prompt', 'prompt'],
    ['@generate', 'generate'],
    ['@env:A', 'env'],
    ['@file:C:\\secrets\\a', 'file'],
    ['@ssm:/a/b:3', 'ssm'],
  ])('%s is %s', (text, kind) => {
    expect(parseReference(text).kind).toBe(kind);
  });

  it('takes an ARN apart from its JSON key', () => {
    expect(
      parseReference('@secretsmanager:arn:aws:secretsmanager:us-east-1:1:secret:x-AbCdEf#password'),
    ).toEqual({
      kind: 'secretsmanager',
      id: 'arn:aws:secretsmanager:us-east-1:1:secret:x-AbCdEf',
      jsonKey: 'password',
    });
  });

  it('reads every literal back as itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: anyCharacter }),
          fc.string().map((text) => `@${text}`),
        ),
        (text) => {
          expect(parseReference(escapeLiteral(text))).toEqual({ kind: 'literal', text });
        },
      ),
    );
  });

  it('never sends what begins with one @ as it stands', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter }).filter((text) => !text.startsWith('@')),
        (text) => {
          expect(parseReference(`@${text}`).kind).not.toBe('literal');
        },
      ),
    );
  });
});
