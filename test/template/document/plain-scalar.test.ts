import { expect, it } from 'vitest';
import { evaluate, parseTemplate } from '../../../src/template/index.ts';

/** What CloudFormation makes of an unquoted default. */
const meanings: readonly (readonly [string, string])[] = [
  ['Yes', 'true'],
  ['on', 'true'],
  ['OFF', 'false'],
  ['y', 'y'],
  ['0777', '511'],
  ['-017', '-15'],
  ['012345678901', '012345678901'],
  ['001234567012', '175304202'],
  ['08', '08'],
  ['0x1F', '31'],
  ['0b101', '5'],
  ['1_000', '1000'],
  ['123456789012', '123456789012'],
  ['123456789012345678901', '123456789012345678901'],
  ['12:30:45', '45045'],
  ['03:00-04:00', '03:00-04:00'],
  ['2012-10-17', '2012-10-17'],
  ['2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z'],
  ['1.10', '1.1'],
  ['8.0', '8.0'],
  ['1.4.0', '1.4.0'],
  ['.5', '0.5'],
  ['1e3', '1000.0'],
  ['1e10', '1.0E10'],
  ['0.00001', '1.0E-5'],
  ['1e999', '1e999'],
  ['.inf', '.inf'],
  ['"0777"', '0777'],
  ["'Yes'", 'Yes'],
  ['!!str 0777', '0777'],
  ['=', '='],
];

it.each(meanings)('an unquoted %s is %s to CloudFormation', (written, meant) => {
  const template = parseTemplate(
    `Parameters: {P: {Type: String, Default: ${written}, AllowedValues: [${written}]}}\nResources: {A: {Type: A::B::C}}`,
  );
  expect(template.parameters.get('P')?.default).toBe(meant);
  expect(template.parameters.get('P')?.allowedValues).toEqual([meant]);
});

it('a tagged scalar is text whatever it looks like', () => {
  const template = parseTemplate(
    'Parameters: {"On": {Type: String, Default: x}}\nResources: {A: {Type: A::B::C, Properties: {P: !Sub 0777, Q: !Ref On}}}',
  );
  const scope = { template, parameters: new Map([['On', 'here']]), pseudo: new Map() };
  expect(evaluate(template.resources.get('A')?.properties ?? null, scope)).toMatchObject({
    value: { P: '0777', Q: 'here' },
  });
});
