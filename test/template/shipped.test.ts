import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Template, TemplateValue } from '../../src/core/template.ts';
import {
  actionsOf,
  awsTypeOf,
  bodyLimit,
  byteLength,
  capabilitiesOf,
  dependencies,
  estimateSeconds,
  evaluate,
  lookupAction,
  parameterValues,
  parseTemplate,
  pseudoParameters,
} from '../../src/template/index.ts';

const read = (name: string): Template => parseTemplate(readFileSync(`templates/${name}.yaml`, 'utf8'));
const pseudo = pseudoParameters({
  account: '123456789012',
  region: 'us-east-1',
  partition: 'aws',
  stackName: 'quilt',
  stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/quilt/1',
});
const resolved = (template: Template, value: TemplateValue, values: Record<string, string> = {}): unknown => {
  const scope = {
    template,
    parameters: parameterValues(template, new Map(Object.entries(values))),
    pseudo,
    resources: { ref: (id: string) => id, att: (id: string, name: string) => `${id}.${name}` },
    zones: (region: string) => [`${region}a`, `${region}b`],
  };
  const result = evaluate(value, scope);
  return result.known ? result.value : result;
};

describe('templates/quilt.yaml', () => {
  const template = read('quilt');

  it('has the public face of the product', () => {
    expect(byteLength(template.text)).toBeLessThan(bodyLimit);
    expect(template.parameters.size).toBe(24);
    expect(template.groups.flatMap(({ parameters }) => parameters)).toHaveLength(24);
    expect(template.resources.size).toBeLessThanOrEqual(45);
    expect(capabilitiesOf(template)).toEqual(['CAPABILITY_NAMED_IAM']);
    expect([...template.outputs.keys()]).toEqual([
      'QuiltWebHost',
      'RegistryHost',
      'S3ProxyHost',
      'LoadBalancerDNSName',
      'LoadBalancerCanonicalHostedZoneID',
      'RegistryRoleARN',
      'OutboundSecurityGroup',
      'UserAthenaDatabaseName',
      'EventBusArn',
      'PackagerQueueArn',
      'PackagerQueueUrl',
      'TabulatorOpenQueryWorkGroup',
      'TabulatorOpenQueryPolicyArn',
      'TemplateBuildMetadata',
    ]);
  });

  it('makes the other hosts from the first', () => {
    const host = (output: string): unknown =>
      resolved(template, template.outputs.get(output)?.value ?? null, {
        QuiltWebHost: 'quilt.data.example.com',
      });
    expect(host('RegistryHost')).toBe('quilt-registry.data.example.com');
    expect(host('S3ProxyHost')).toBe('quilt-s3-proxy.data.example.com');
    expect(JSON.parse(String(host('TemplateBuildMetadata')))).toMatchObject({ git_tag: '1.62.1' });
  });

  it('can be ordered, and takes a while', () => {
    expect(dependencies(template).size).toBe(template.resources.size);
    const seconds = estimateSeconds(template, [...template.resources.values()], 'create');
    expect(seconds).toBeGreaterThan(1000);
    expect(seconds).toBeLessThan(2400);
  });
});

describe('templates/service-role.yaml', () => {
  const role = read('service-role');
  const statements = [...role.resources.values()]
    .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
    .flatMap(({ properties }) => {
      const policy = resolved(role, properties) as { PolicyDocument: { Statement: RoleStatement[] } };
      return policy.PolicyDocument.Statement;
    });
  const allowed = statements.flatMap(({ Action }) => Action);
  const needed = (): Set<string> => {
    const { resources, parameters } = read('quilt');
    const byType = [...resources.values()].map(
      ({ type }) => actionsOf(type) ?? [`no actions known for ${type}`],
    );
    const lookups = [...parameters.values()].map(({ type }) => lookupAction(awsTypeOf(type) ?? '') ?? []);
    return new Set([...byType, ...lookups].flat());
  };

  it('allows what the types of quilt.yaml need, each once, and nothing else', () => {
    expect(allowed.toSorted()).toEqual([...needed()].sort());
  });

  it('hands roles to two services only, and cannot widen itself', () => {
    const pass = statements.find(({ Action }) => Action.includes('iam:PassRole'));
    expect(pass?.Action).toEqual(['iam:PassRole']);
    expect(pass?.Condition).toEqual({
      StringEquals: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com', 'lambda.amazonaws.com'] },
    });
    for (const { Action, Resource } of statements)
      if (Action.some((action) => action.startsWith('iam:')))
        expect(Resource).toMatch(
          /^arn:aws:iam::123456789012:(role|policy)\/(quilt-\*|aws-service-role\/\*)$/,
        );
    for (const { properties } of role.resources.values()) expect(properties['Path']).toBe('/cloudformation/');
  });

  it('keeps each policy within what IAM takes', () => {
    for (const { type, properties } of role.resources.values())
      if (type === 'AWS::IAM::ManagedPolicy')
        expect(JSON.stringify(resolved(role, properties['PolicyDocument'] ?? null)).length).toBeLessThan(
          6144,
        );
  });
});

interface RoleStatement {
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

describe('templates/network.yaml', () => {
  const network = read('network');
  const cidr = (id: string, values: Record<string, string>): string =>
    String(resolved(network, network.resources.get(id)?.properties['CidrBlock'] ?? null, values));
  const range = (block: string): readonly [number, number] => {
    const [address = '', prefix = ''] = block.split('/');
    const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    return [start, start + 2 ** (32 - Number(prefix))];
  };

  it.each(['16', '19', '22'])(
    'parts a /%s into 1/2 private, 1/4 public, 1/8 isolated, nothing twice',
    (prefix) => {
      const values = { Address: '10.20.0.0', PrefixLength: prefix };
      const ids = [...network.resources.values()]
        .filter(({ type }) => type === 'AWS::EC2::Subnet')
        .map(({ logicalId }) => logicalId);
      const ranges = ids.map((id) => range(cidr(id, values))).sort(([a], [b]) => a - b);
      for (const [index, [start]] of ranges.entries())
        expect(start).toBeGreaterThanOrEqual(ranges[index - 1]?.[1] ?? 0);
      const [first, last] = range(cidr('Vpc', values));
      expect(ranges[0]?.[0]).toBeGreaterThanOrEqual(first);
      expect(ranges.at(-1)?.[1]).toBeLessThanOrEqual(last);
      const share = (kind: string): number =>
        ids
          .filter((id) => id.startsWith(kind))
          .map((id) => range(cidr(id, values)))
          .reduce((sum, [from, to]) => sum + (to - from), 0) /
        (last - first);
      expect([share('Private'), share('Public'), share('Intra')]).toEqual([1 / 2, 1 / 4, 1 / 8]);
    },
  );

  it('puts each pair into two zones and names what the product asks for', () => {
    for (const kind of ['Private', 'Public', 'Intra'])
      expect(
        ['A', 'B'].map((side) =>
          resolved(
            network,
            network.resources.get(`${kind}Subnet${side}`)?.properties['AvailabilityZone'] ?? null,
          ),
        ),
      ).toEqual(['us-east-1a', 'us-east-1b']);
    expect([...network.outputs.keys()]).toEqual([
      'VPC',
      'PrivateSubnets',
      'IsolatedSubnets',
      'InternetSubnets',
      'SecurityGroup',
      'ExecuteApiEndpoint',
    ]);
    expect(capabilitiesOf(network)).toEqual([]);
  });

  it('knows the actions of every type in it', () => {
    for (const { type } of network.resources.values()) expect(actionsOf(type), type).toBeDefined();
  });
});
