import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Template } from '../../../src/core/template.ts';
import { quilt as product } from '../../helpers/products.ts';
import { resolveValues } from '../../../src/parameters/index.ts';
import { constraintViolation } from '../../../src/parameters/rules/constraint.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { Pressing } from '../../commands/pressing.ts';
import { network } from '../network.ts';
import { portsWith } from '../ports.ts';

const resources = { Q: { Type: 'AWS::SQS::Queue' } };

type Parameters = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const written = (parameters: Parameters, more: object = {}): Template =>
  parseTemplate(JSON.stringify({ Parameters: parameters, Resources: resources, ...more }, undefined, 2));

const labelled = (parameters: Parameters): object => ({
  Metadata: {
    'AWS::CloudFormation::Interface': {
      ParameterGroups: [{ Label: { default: 'First' }, Parameters: Object.keys(parameters).slice(0, 2) }],
      ParameterLabels: Object.fromEntries(
        Object.keys(parameters).map((key) => [key, { default: `The ${key}` }]),
      ),
    },
  },
});

const many: Parameters = Object.fromEntries(
  Array.from({ length: 200 }, (_, at) => [
    `Setting${at}`,
    at % 50 === 0 ? { Type: 'String', MinLength: 1 } : { Type: 'Number', Default: String(at) },
  ]),
);

const ssm: Parameters = {
  Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ami' },
  Subnets: { Type: 'AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>' },
  Name: { Type: 'AWS::SSM::Parameter::Name' },
};

const provider = (name: string): Parameters => ({
  [`${name}Auth`]: { Type: 'String', AllowedValues: ['Enabled', 'Disabled'], Default: 'Disabled' },
  [`${name}ClientId`]: { Type: 'String', Default: '' },
  [`${name}ClientSecret`]: { Type: 'String', NoEcho: true, Default: '' },
});

const providers: Parameters = {
  PasswordAuth: { Type: 'String', AllowedValues: ['Enabled', 'Disabled'], Default: 'Enabled' },
  ...provider('Google'),
  ...provider('Okta'),
  ...provider('Azure'),
};

const plain: Parameters = {
  Name: { Type: 'String', AllowedPattern: '[a-z]+' },
  Size: { Type: 'Number', MinValue: 1 },
  Password: { Type: 'String', NoEcho: true, MinLength: 8 },
  Zones: { Type: 'List<AWS::EC2::AvailabilityZone::Name>' },
};

/** What fits each parameter that is asked for, by its name. */
const fitting = (template: Template): Record<string, string> =>
  Object.fromEntries(
    [...template.parameters.values()].map((parameter) => [
      parameter.label ?? parameter.key,
      ['x', 'abcdefgh', '5', 'subnet-a,subnet-b', '/a/b'].find(
        (value) => constraintViolation(parameter, value) === undefined,
      ) ?? 'x',
    ]),
  );

const styles = fc.oneof(
  fc.record({
    parameters: fc.constantFrom(plain, ssm, providers, { ...plain, ...ssm, ...providers }),
    grouped: fc.boolean(),
  }),
  fc.record({ parameters: fc.constant(many), grouped: fc.boolean() }),
);

const facts = { ...network(), keyPairs: () => Promise.resolve([]) };

describe('templates of any style', () => {
  it('come through the page with every value they need, and through a script with all that is missing', async () => {
    await fc.assert(
      fc.asyncProperty(styles, async ({ parameters, grouped }) => {
        const template = written(parameters, grouped ? labelled(parameters) : {});
        const request = { template, product, kind: 'create', stackName: 'quilt', flags: [] } as const;
        const person = new Pressing(fitting(template));
        const ports = { ...portsWith({ facts }), prompt: person };
        const { values, problems } = await resolveValues(request, ports);
        expect(problems).toEqual([]);
        expect([...values.keys()].sort()).toEqual([...template.parameters.keys()].sort());
        for (const { key, value } of values.values())
          expect(constraintViolation(template.parameters.get(key)!, value)).toBeUndefined();
        const [page] = ports.events.flatMap((event) => (event.type === 'page' ? [event] : []));
        expect(page?.groups.flatMap(({ rows }) => rows.map(({ key }) => key)).sort()).toEqual(
          [...template.parameters.keys()].sort(),
        );

        const script = await resolveValues(request, portsWith({ facts }));
        const needed = [...template.parameters.values()].filter(
          (parameter) =>
            parameter.default === undefined ||
            constraintViolation(parameter, parameter.default) !== undefined,
        );
        expect(script.problems.map(({ parameter }) => parameter).sort()).toEqual(
          needed.map(({ key }) => key).sort(),
        );
      }),
      { numRuns: 12 },
    );
  });
});
