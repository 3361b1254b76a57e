import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InstallError, InstallErrors } from '../../../src/core/errors.ts';
import { parseAnswers } from '../../../src/parameters/answers/read.ts';
import { parseReference } from '../../../src/parameters/references/reference.ts';
import { quilt } from '../../helpers/products.ts';
import { answersFrom, resolveValues } from '../../../src/parameters/index.ts';
import { portsWith, templateWith } from '../ports.ts';

const read = (value: unknown) => parseAnswers('p.json', JSON.stringify(value, undefined, 2));
const parametersOf = (value: unknown) => Object.fromEntries(read(value).parameters);

const faultsOf = (text: string): readonly InstallError[] => {
  try {
    parseAnswers('p.json', text);
    return [];
  } catch (error) {
    return error instanceof InstallErrors ? error.errors : [error as InstallError];
  }
};

describe("AWS's own parameter files", () => {
  it.each([
    [
      'the AWS CLI',
      [
        { ParameterKey: 'A', ParameterValue: 'a,b' },
        { ParameterKey: 'B', ParameterValue: '' },
      ],
    ],
    ['a template configuration', { Parameters: { A: 'a,b', B: '' }, Tags: { team: 'data' } }],
    [
      'a request of the AWS CLI',
      {
        Parameters: [
          { ParameterKey: 'A', ParameterValue: 'a,b' },
          { ParameterKey: 'B', ParameterValue: '' },
        ],
        Tags: [{ Key: 'team', Value: 'data' }],
      },
    ],
    ['aws cloudformation deploy', ['A=a,b', 'B=']],
  ])('of %s are read by their shape', (_whose, file) => {
    expect(parametersOf(file)).toEqual({ A: 'a,b', B: '' });
    if (!Array.isArray(file)) expect(Object.fromEntries(read(file).tags)).toEqual({ team: 'data' });
  });

  it('hold values, never references', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        for (const file of [
          [{ ParameterKey: 'A', ParameterValue: value }],
          { Parameters: { A: value } },
          [`A=${value}`],
        ])
          expect(parseReference(read(file).parameters.get('A') ?? '')).toEqual({
            kind: 'literal',
            text: value,
          });
      }),
    );
  });

  it('leave to the stack what says UsePreviousValue', () => {
    const file = [
      { ParameterKey: 'A', UsePreviousValue: true },
      { ParameterKey: 'B', ParameterValue: 'b', UsePreviousValue: false },
    ];
    expect(parametersOf(file)).toEqual({ A: undefined, B: 'b' });
  });

  it('may be empty, and say numbers and truths without quotes', () => {
    expect(parametersOf([])).toEqual({});
    expect(parametersOf({ Parameters: { A: 5, B: true, C: null } })).toEqual({
      A: '5',
      B: 'true',
      C: undefined,
    });
  });

  it.each([
    [
      '[\n{"ParameterKey": "A", "ParameterValue": "1"},\n{"ParameterKey": "A", "ParameterValue": "2"}]',
      3,
      '"A" is given twice',
    ],
    ['["A=1",\n"A=2"]', 2, '"A" is given twice'],
    ['{"Parameters": {"A": "1",\n"A": "2"}}', 2, 'unique'],
    ['["A=1",\n"hunter2"]', 2, 'neither a parameter nor "Key=Value"'],
    ['["A=1",\n5]', 2, 'neither a parameter nor "Key=Value"'],
    ['[\n["A", "1"]]', 2, 'neither a parameter nor "Key=Value"'],
    ['[\n{"Key": "A", "Value": "1"}]', 2, '"Key" is not a key of a parameter'],
    ['[\n{"ParameterValue": "1"}]', 2, 'no ParameterKey'],
    ['[\n{"ParameterKey": "A", "ParameterValue": ["1"]}]', 2, '"ParameterValue" must be one text'],
    ['[\n{"ParameterKey": "A", "ParameterValue": "1", "UsePreviousValue": true}]', 2, 'UsePreviousValue too'],
    ['[\n{"ParameterKey": "A", "UsePreviousValue": "yes"}]', 2, 'must be true or false'],
    ['{"Parameters": {},\n"StackPolicy": {}}', 2, '"StackPolicy" is not a key of a parameter file'],
    ['{"Parameters":\n"A=1"}', 2, '"Parameters" must hold keys and values'],
    ['"A=1"', 1, 'it holds no keys'],
  ])('that are not such are refused with the line: %s', (text, line, fault) => {
    const faults = faultsOf(text);
    expect(faults.map(({ code, exitCode }) => [code, exitCode])).toContainEqual(['answers-invalid', 2]);
    expect(faults.map(({ message }) => message).join('\n')).toMatch(new RegExp(`line ${line}: .*${fault}`));
    expect(JSON.stringify(faults.map(({ message, hint }) => [message, hint]))).not.toContain('hunter2');
  });

  it('may hold a secret in clear text, which is warned about once and never written back', async () => {
    const answers = read([{ ParameterKey: 'Password', ParameterValue: '@canary-5' }]);
    const template = templateWith('Password: { Type: String, NoEcho: true }');
    const product = { ...quilt, enrich: {} };
    const asked = { template, product, kind: 'create', stackName: 'quilt', flags: [], answers } as const;
    const resolved = await resolveValues(asked, portsWith({}));
    expect(resolved.values.get('Password')?.value).toBe('@canary-5');
    expect(resolved.warnings.filter((one) => one.includes('clear text'))).toHaveLength(1);
    const fields = { tags: new Map(), notificationArns: [], buckets: [], ignore: [] };
    expect(JSON.stringify([...answersFrom(fields, resolved).parameters])).not.toContain('canary');
  });
});
