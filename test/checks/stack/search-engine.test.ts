import { stackSearchEngine } from '../../../src/checks/stack/search-engine.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { answering, denied, type Situation } from '../facts.ts';
import { judgeTable } from '../table.ts';

const template = (version?: string) =>
  parseTemplate(
    `Resources: {Search: {Type: "AWS::Elasticsearch::Domain"${version === undefined ? '' : `, Properties: {ElasticsearchVersion: "${version}"}`}}}`,
  );

const running = (
  engine: string | undefined,
  version: string | undefined,
  more: Situation['facts'] = {},
): Situation => ({
  target: { kind: 'update', template: template(version) },
  facts: {
    stackResources: answering([
      {
        logicalId: 'Search',
        type: 'AWS::Elasticsearch::Domain',
        physicalId: 'quilt-search-1',
        status: 'UPDATE_COMPLETE',
      },
    ]),
    searchEngine: answering(engine),
    ...more,
  },
});

judgeTable(stackSearchEngine, [
  ['the same', running('6.8', '6.8'), 'pass', /runs 6\.8/],
  [
    'left behind',
    running('6.8', '7.10'),
    'warn',
    /runs engine 6\.8, the template says 7\.10.*describe-elasticsearch-domain/,
  ],
  ['ahead', running('7.10', '6.8'), 'warn', /runs engine 7\.10/],
  ['7.10 is not 7.1', running('7.1', '7.10'), 'warn'],
  ['no version named', running('6.8', undefined), 'skipped', /names no engine/],
  ['the domain is gone', running(undefined, '6.8'), 'skipped', /no search domain/],
  [
    'denied',
    running('6.8', '6.8', { searchEngine: denied('es:DescribeElasticsearchDomain') }),
    'unknown',
    /es:DescribeElasticsearchDomain/,
  ],
  ['a new stack', { target: { template: template('6.8') } }, 'skipped'],
  [
    'no domain in the template',
    { target: { kind: 'update', template: parseTemplate('Resources: {T: {Type: "AWS::SNS::Topic"}}') } },
    'skipped',
  ],
]);
