import { compareVersions } from '../../../account/version.ts';
import { shortText } from '../../../core/text.ts';
import type { MetricQuery, SearchDomainState } from '../../../core/workload.ts';
import { stackScope } from '../../../products/index.ts';
import { evaluate, parameterValues, parseTemplate } from '../../../template/index.ts';
import { problemOf, joined, worstOf, type StatusInput, type Mark, type StatusLine } from '../line.ts';
import type { Kind, PartContext } from './part-kind.ts';
import { lineOf, type Part } from './part.ts';
import { freeSpace, type Judged } from './space.ts';

const colors = ['red', 'yellow', 'green'] as const;
type Color = (typeof colors)[number];

const metricOf =
  (name: string, statistic: MetricQuery['statistic']) =>
  (domain: string, account: string): MetricQuery => ({
    namespace: 'AWS/ES',
    name,
    statistic,
    // Without the account the metric has no values.
    dimensions: { DomainName: domain, ClientId: account },
  });

const colorMetric = (color: Color) => metricOf(`ClusterStatus.${color}`, 'Maximum');
/** MiB, of the fullest node. */
const spaceMetric = metricOf('FreeStorageSpace', 'Minimum');

export const searchMetrics = (domain: string, account: string): readonly MetricQuery[] =>
  [...colors.map(colorMetric), spaceMetric].map((metric) => metric(domain, account));

const meanings: Readonly<Record<Color, Judged>> = {
  green: { mark: 'ok', text: 'green' },
  yellow: {
    mark: 'warn',
    text: 'yellow',
    message:
      'Copies of data are missing: a node is lost or being replaced. It should be green again within hours.',
  },
  red: {
    mark: 'fail',
    text: 'red',
    message: 'Data is missing, so searches fail or lack results. Most often a node is full or lost.',
  },
};

const noColor: Judged = {
  mark: 'unknown',
  text: 'colour not known',
  message: 'CloudWatch has no colour of the last 24 hours.',
};

const colorOf = (values: readonly (number | undefined)[]): Judged => {
  const color = colors.find((_, at) => (values[at] ?? 0) >= 1);
  return color === undefined ? noColor : meanings[color];
};

/**
 * OpenSearch Service blocks writes once less than a fifth of a node's space, or 20 GiB, is free, whichever is less; its
 * own advice is to be woken at a quarter.
 */
const space = (freeMiB: number | undefined, volumeGiB: number | undefined): readonly Judged[] => {
  if (freeMiB === undefined || volumeGiB === undefined) return [];
  const free = freeMiB / 1024;
  return [
    freeSpace(free, volumeGiB, {
      failBelow: Math.min(volumeGiB * 0.2, 20),
      warnBelow: volumeGiB * 0.25,
      full: 'So full a domain takes no writes: nothing new can be found. Give it larger volumes.',
    }),
  ];
};

const health = async (
  { physicalId }: Part,
  account: string,
  domain: SearchDomainState,
  metric: PartContext['metric'],
): Promise<readonly Judged[]> => {
  try {
    const [free, ...seen] = await Promise.all(
      [spaceMetric, ...colors.map(colorMetric)].map((query) => metric(query(physicalId, account))),
    );
    return [colorOf(seen), ...space(free, domain.volumeGiB)];
  } catch (error) {
    return [{ mark: 'unknown', text: 'colour and space not known', message: problemOf(error) }];
  }
};

const versionOf = (text: string): string => text.replace(/^(Elasticsearch|OpenSearch)_/, '');

/** The stack that a part is in, and the template it runs: the root's are at hand. */
const home = async ({ context, stack, template }: StatusInput, { path, stackId }: Part) => {
  if (path.length === 0) return { stack, parsed: await template };
  const { stacks } = context.connection;
  const [nested = stack, text] = await Promise.all([
    stacks.describe(stackId),
    stacks.processedTemplate(stackId),
  ]);
  return { stack: nested, parsed: parseTemplate(text) };
};

/** The engine that the template names; undefined where it names none. */
const wantedEngine = async (look: StatusInput, part: Part): Promise<string | undefined> => {
  const { stack, parsed } = await home(look, part);
  const properties = parsed.resources.get(part.logicalId)?.properties ?? {};
  const named = properties['ElasticsearchVersion'] ?? properties['EngineVersion'];
  if (named === undefined) return undefined;
  const { pseudo = new Map<string, string>() } = stackScope(stack);
  const found = evaluate(named, {
    template: parsed,
    parameters: parameterValues(parsed, stack.parameters),
    pseudo,
  });
  return found.known ? versionOf(String(found.value)) : undefined;
};

/** An update can end well while the domain stays on its old engine, and no later one tries again. */
const engineLine = async (
  part: Part,
  running: string | undefined,
  wantedHere: Promise<string | undefined>,
): Promise<readonly StatusLine[]> => {
  if (running === undefined) return [];
  const line = { id: lineOf('search-engine', part).id, title: 'Search engine' };
  const version = versionOf(running);
  try {
    const wanted = await wantedHere;
    const same = wanted === undefined || compareVersions(version, wanted) === 0;
    if (same) return [{ ...line, status: 'ok', value: version }];
    return [
      {
        ...line,
        status: 'warn',
        value: `${version}, the template says ${shortText(wanted, 40)}`,
        message:
          'An update ended without moving it, and a later one will not try again: ask the makers of the template.',
      },
    ];
  } catch (error) {
    return [{ ...line, status: 'unknown', value: version, message: `The template's: ${problemOf(error)}` }];
  }
};

const lines = async (part: Part, { look, metric, account }: PartContext): Promise<readonly StatusLine[]> => {
  const line = lineOf('search', part);
  // Asked beside the domain itself; why it could not be is told on its own line.
  const wanted = wantedEngine(look, part);
  wanted.catch(() => undefined);
  const domain = await look.context.connection.workload.searchDomain(part.physicalId);
  if (domain === undefined) return [{ ...line, status: 'fail', value: 'gone' }];
  const judged = await health(part, account, domain, metric);
  const changing: readonly Judged[] = domain.processing ? [{ mark: 'warn', text: 'being changed' }] : [];
  const all = [...judged, ...changing];
  const marks: readonly Mark[] = all.map(({ mark }) => mark);
  return [
    {
      ...line,
      status: worstOf(marks),
      value: all.map(({ text }) => text).join(', '),
      message: joined(all.map(({ message }) => message)),
    },
    ...(await engineLine(part, domain.engineVersion, wanted)),
  ];
};

export const searchDomains: Kind = {
  kind: 'search',
  types: ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'],
  lines,
};
