import { expect, it } from 'vitest';
import { startEngine } from '../account.ts';

const template = (resource: string): string => `
Parameters:
  Stage: {Type: String, Default: beta}
Mappings:
  Sizes: {us-east-1: {beta: small}}
Conditions:
  IsLive: !Equals [!Ref Stage, live]
Resources:
  First: {Type: 'AWS::SNS::Topic'}
  Sized: ${resource}
`;
const named = (value: string, more = ''): string =>
  `{Type: 'AWS::SNS::Topic', ${more} Properties: {DisplayName: ${value}}}`;

const create = (resource: string, Stage = 'beta'): Promise<unknown> =>
  startEngine().call('CreateStack', {
    StackName: 's',
    TemplateBody: template(resource),
    Parameters: [{ ParameterKey: 'Stage', ParameterValue: Stage }],
  });

it.each([
  [named('!FindInMap [Sizes, !Ref AWS::Region, !Ref Stage]'), 'gamma', 'Sizes::us-east-1::gamma'],
  [named('!FindInMap [Sizes, eu-west-1, beta]'), 'beta', 'Sizes::eu-west-1::beta'],
  [named('!Sub ["a-${x}", {x: !FindInMap [Colors, a, b]}]'), 'beta', 'Colors::a::b'],
  [named('!FindInMap [Sizes, constructor, name]'), 'beta', 'Sizes::constructor::name'],
])('refuses the call where no map has the key: %s', async (resource, stage, keys) => {
  await expect(create(resource, stage)).rejects.toThrow(`Template error: Unable to get mapping for ${keys}`);
});

it.each([
  ['has it', named('!FindInMap [Sizes, !Ref AWS::Region, !Ref Stage]')],
  [
    'is not asked, as a condition leaves the resource out',
    named('!FindInMap [Sizes, x, y]', 'Condition: IsLive,'),
  ],
  ['is not asked, as the other branch is taken', named('!If [IsLive, !FindInMap [Sizes, x, y], small]')],
  ['is asked for what is not known yet', named('!FindInMap [Sizes, !Ref First, beta]')],
])('takes the call where the map %s', async (_why, resource) => {
  await expect(create(resource)).resolves.toBeDefined();
});
