import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/parameters/answers/answers.ts';
import { parseAnswers } from '../../../src/parameters/answers/read.ts';
import { formatAnswers } from '../../../src/parameters/answers/write.ts';
import { anyCharacter } from '../../helpers/any-character.ts';

const faultsOf = (text: string): readonly { message: string; hint: string }[] => {
  try {
    parseAnswers('answers.yaml', text);
    return [];
  } catch (error) {
    const several = (error as { errors?: readonly { message: string; hint: string }[] }).errors;
    return several ?? [error as { message: string; hint: string }];
  }
};

describe('an answers file that cannot be used', () => {
  it.each([
    ['an unknown key', 'version: 1\nparameter:\n  A: b\n', 'line 2', 'Did you mean parameters?'],
    ['a key of a newer version', 'version: 2\n', 'line 1', 'newer quilt-install'],
    ['a short account', 'account: "123"\n', 'line 1', 'help parameters'],
    ['a list for a text', 'region: [a]\n', 'line 1', 'help parameters'],
    ['a text for a list', 'region: a\nbuckets: b\n', 'line 2', 'help parameters'],
    ['a text for parameters', 'parameters: b\n', 'line 1', 'help parameters'],
    ['a nested parameter', 'parameters:\n  A:\n    b: c\n', 'line 3', 'help parameters'],
    ['an unknown DNS method', 'dns: { method: bind }\n', 'line 1', 'help parameters'],
    ['a word for a switch', 'terminationProtection: yes\n', 'line 1', 'help parameters'],
    ['an alarm that is none', 'rollback: { alarms: [a] }\n', 'line 1', 'help parameters'],
    ['a monitoring of half a minute', 'rollback: { monitoring: 90s }\n', 'line 1', 'help parameters'],
    ['a monitoring of four hours', 'rollback: { monitoring: 4h }\n', 'line 1', 'help parameters'],
    ['a hash of another length', 'template: { sha256: abc }\n', 'line 1', 'help parameters'],
    ['two templates', 'template: { url: u, file: f }\n', 'line 1', 'help parameters'],
    ['a key twice', 'region: a\nregion: b\n', 'line 2', 'help parameters'],
    ['no keys at all', 'just words\n', 'line 1', 'help parameters'],
    ['an alias', 'parameters:\n  A: &x b\n  C: *x\n', 'line 3', 'help parameters'],
    ['broken YAML', 'parameters: {\n', 'line', 'help parameters'],
    ['two documents', 'region: a\n---\nregion: b\n', 'line', 'help parameters'],
  ])('%s is one sentence with its line', (_name, text, line, hint) => {
    const [fault] = faultsOf(text);
    expect(fault?.message).toContain(line);
    expect(fault?.hint).toContain(hint);
  });

  it('tells every fault at once', () => {
    expect(faultsOf('regoin: a\naccount: x\ndns: { methd: print }\n')).toHaveLength(3);
  });

  it('throws nothing but its own errors for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 60 }), (text) => {
        for (const fault of faultsOf(text)) expect(fault).toMatchObject({ code: 'answers-invalid' });
      }),
      { numRuns: 300 },
    );
  });
});

describe('what an answers file says', () => {
  it('reads every scalar as the text that stands there', () => {
    const answers = parseAnswers(
      'a',
      'account: 012345678901\nparameters:\n  A: 0777\n  B: Yes\n  C: 1e3\n  D: 2026-01-01\n  E: true\n',
    );
    expect(answers.account).toBe('012345678901');
    expect([...answers.parameters.values()]).toEqual(['0777', 'Yes', '1e3', '2026-01-01', 'true']);
  });

  it('tells not given from empty', () => {
    const { parameters } = parseAnswers('a', 'parameters:\n  A:\n  B: null\n  C: ~\n  D: ""\n  E: "null"\n');
    expect([...parameters]).toEqual([
      ['A', undefined],
      ['B', undefined],
      ['C', undefined],
      ['D', ''],
      ['E', 'null'],
    ]);
  });

  it('joins a list for a list parameter', () => {
    expect(parseAnswers('a', 'parameters: { S: [subnet-1, subnet-2] }').parameters.get('S')).toBe(
      'subnet-1,subnet-2',
    );
  });

  it('keeps __proto__ an ordinary key', () => {
    const { parameters } = parseAnswers('a', 'parameters: { __proto__: x }');
    expect(parameters.get('__proto__')).toBe('x');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('is empty for an empty file and for one of comments', () => {
    for (const text of ['', '# nothing yet\n', 'version: 1\n'])
      expect(parseAnswers('a', text).parameters.size).toBe(0);
  });
});

const text = fc.string({ unit: anyCharacter, maxLength: 24 });
const name = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 12 });
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const defined = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const answersArbitrary: fc.Arbitrary<Answers> = fc
  .record({
    product: optional(text),
    account: optional(fc.stringMatching(/^\d{12}$/)),
    stackName: optional(text),
    template: optional(
      fc.record({ url: text, sha256: fc.stringMatching(/^[0-9a-f]{64}$/) }, { requiredKeys: ['url'] }),
    ),
    parameters: fc.array(fc.tuple(name, text), { maxLength: 5 }).map((entries) => new Map(entries)),
    tags: fc.array(fc.tuple(name, text), { maxLength: 3 }).map((entries) => new Map(entries)),
    roleArn: optional(text),
    notificationArns: fc.array(text, { maxLength: 3 }),
    terminationProtection: optional(fc.boolean()),
    buckets: fc.array(text, { maxLength: 3 }),
    dns: optional(fc.constant({ method: 'print' as const, recordType: 'cname' as const })),
    ignore: fc.array(text, { maxLength: 3 }),
    rollback: optional(
      fc.record({
        alarms: fc.array(name.map((one) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${one}`)),
        monitoringMinutes: optional(fc.nat(180)),
      }),
    ),
  })
  .map((fields) => ({ version: 1, ...defined(fields) }) as unknown as Answers);

describe('an answers file that was written', () => {
  it('reads back as the same answers, whatever text they hold', () => {
    fc.assert(
      fc.property(answersArbitrary, (answers) => {
        expect(parseAnswers('a', formatAnswers(answers))).toEqual(answers);
      }),
      { numRuns: 300 },
    );
  });
});
