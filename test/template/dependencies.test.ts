import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capabilitiesOf,
  dependencies,
  estimateSeconds,
  inOrder,
  parseTemplate,
  usualSeconds,
} from '../../src/template/index.ts';

const parse = (body: string): ReturnType<typeof parseTemplate> => parseTemplate(`Resources:\n${body}`);

describe('dependencies', () => {
  it('come from DependsOn, Ref, GetAtt, Sub and metadata, and from nothing else', () => {
    const template = parse(`
  A: {Type: T}
  B: {Type: T, DependsOn: [A]}
  C: {Type: T, Properties: {X: [{Y: !Ref A}, !GetAtt B.Arn]}}
  D: {Type: T, Properties: {X: !Sub ['\${C}-\${A.Arn}-\${E}', {E: x}]}, Metadata: {M: !Ref B}}
  E: {Type: T, Properties: {Ref: A, Other: x, Text: '\${A}'}}`);
    const graph = dependencies(template);
    expect(Object.fromEntries([...graph].map(([id, needs]) => [id, [...needs].sort()]))).toEqual({
      A: [],
      B: ['A'],
      C: ['A', 'B'],
      D: ['A', 'B', 'C'],
      E: [],
    });
  });

  it('leave out what is not active, and branches that do not count', () => {
    const template = parseTemplate(`
Conditions: {On: !Equals [a, a]}
Resources:
  A: {Type: T}
  B: {Type: T}
  C: {Type: T, DependsOn: B, Properties: {X: !If [On, !Ref A, !Ref B]}}`);
    expect([...(dependencies(template, new Set(['A', 'C'])).get('C') ?? [])]).toEqual(['A']);
    const pruned = dependencies(template, undefined, new Map([['On', true]]));
    expect([...(pruned.get('C') ?? [])].sort()).toEqual(['A', 'B']);
  });

  it('a circle is refused by its members', () => {
    expect(() =>
      dependencies(
        parse(
          '  A: {Type: T}\n  B: {Type: T, DependsOn: [A, D]}\n  C: {Type: T, DependsOn: B}\n  D: {Type: T, DependsOn: C}',
        ),
      ),
    ).toThrow(/circle: B → D → C → B/);
    expect(() => dependencies(parse('  A: {Type: T, DependsOn: A}'))).toThrow(/A → A/);
  });

  it('inOrder puts everything after what it needs, for any acyclic graph', () => {
    const graphs = fc
      .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
      .map(
        (rows) =>
          new Map(
            rows.map(
              (row, index) =>
                [`R${index}`, new Set(index === 0 ? [] : row.map((n) => `R${n % index}`))] as const,
            ),
          ),
      );
    fc.assert(
      fc.property(graphs, (graph) => {
        const order = inOrder(graph);
        expect(order.length).toBe(graph.size);
        for (const [id, needs] of graph)
          for (const need of needs) expect(order.indexOf(need)).toBeLessThan(order.indexOf(id));
      }),
    );
  });
});

describe('estimates', () => {
  it('follow the longest path, not the sum', () => {
    const template = parse(`
  Search: {Type: 'AWS::Elasticsearch::Domain'}
  DB: {Type: 'AWS::RDS::DBInstance'}
  Service: {Type: 'AWS::ECS::Service', DependsOn: [Search, DB]}`);
    const all = [...template.resources.values()];
    expect(estimateSeconds(template, all, 'create')).toBe(1070 + 119);
    expect(estimateSeconds(template, [{ logicalId: 'Gone', type: 'AWS::SQS::Queue' }], 'delete')).toBe(61);
    expect(estimateSeconds(template, [], 'update')).toBe(0);
  });

  it('know custom resources and guess at the rest', () => {
    expect(usualSeconds('Custom::Anything', 'create')).toBe(119);
    expect(usualSeconds('AWS::New::Thing', 'create')).toBeGreaterThan(0);
    expect(usualSeconds('constructor', 'delete')).toBe(usualSeconds('AWS::New::Thing', 'delete'));
  });
});

describe('capabilities', () => {
  it.each<[string, string[]]>([
    ['A: {Type: AWS::S3::Bucket}', []],
    ['A: {Type: AWS::IAM::Role}', ['CAPABILITY_IAM']],
    ['A: {Type: AWS::IAM::Role, Properties: {RoleName: x}}', ['CAPABILITY_NAMED_IAM']],
    ['A: {Type: AWS::CloudFormation::Stack}', ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND']],
  ])('%s', (body, expected) => {
    expect(capabilitiesOf(parse(`  ${body}`))).toEqual(expected);
  });
});
