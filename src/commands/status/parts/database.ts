import type { DatabaseState, MetricQuery } from '../../../core/workload.ts';
import { problemOf, joined, worstOf, type Mark, type StatusLine } from '../line.ts';
import type { Kind, PartContext } from './part-kind.ts';
import { lineOf, type Part } from './part.ts';
import { freeSpace, type Judged } from './space.ts';

/** Bytes. */
export const databaseSpace = (id: string): MetricQuery => ({
  namespace: 'AWS/RDS',
  name: 'FreeStorageSpace',
  statistic: 'Minimum',
  dimensions: { DBInstanceIdentifier: id },
});

const broken = /^(failed|storage-full|stopp|deleting|restore-error|insufficient|incompatible|inaccessible)/;
/** Work of RDS's own during which it answers. */
const usable = /^(available|backing-up|storage-optimization|storage-config-upgrade|configuring-)/;

const stateOf = (status: string): Judged => {
  const mark: Mark = broken.test(status) ? 'fail' : usable.test(status) ? 'ok' : 'warn';
  return { mark, text: status };
};

const bytesPerGiB = 1024 ** 3;

const space = async (
  { physicalId }: Part,
  { allocatedGiB }: DatabaseState,
  metric: PartContext['metric'],
): Promise<Judged> => {
  try {
    const free = await metric(databaseSpace(physicalId));
    // Aurora grows by itself, and reports another metric.
    if (free === undefined) return { mark: 'ok', text: `${allocatedGiB} GiB` };
    return freeSpace(free / bytesPerGiB, allocatedGiB, {
      failBelow: allocatedGiB * 0.05,
      warnBelow: allocatedGiB * 0.15,
      full: 'Without space it takes no writes. Raise its storage.',
    });
  } catch (error) {
    return { mark: 'unknown', text: 'free space not known', message: problemOf(error) };
  }
};

const lines = async (part: Part, { look, metric }: PartContext): Promise<readonly StatusLine[]> => {
  const line = lineOf('database', part);
  const found = await look.context.connection.workload.database(part.physicalId);
  if (found === undefined) return [{ ...line, status: 'fail', value: 'gone' }];
  const judged = [stateOf(found.status), await space(part, found, metric)];
  return [
    {
      ...line,
      status: worstOf(judged.map(({ mark }) => mark)),
      value: [...judged.map(({ text }) => text), `${found.engine} ${found.engineVersion}`].join(', '),
      message: joined(judged.map(({ message }) => message)),
    },
  ];
};

export const databases: Kind = { kind: 'database', types: ['AWS::RDS::DBInstance'], lines };

const clusterLines = async (part: Part, { look }: PartContext): Promise<readonly StatusLine[]> => {
  const line = lineOf('database', part);
  const found = await look.context.connection.workload.databaseCluster(part.physicalId);
  if (found === undefined) return [{ ...line, status: 'fail', value: 'gone' }];
  const { mark, text } = stateOf(found.status);
  return [{ ...line, status: mark, value: `${text}, ${found.engine} ${found.engineVersion}` }];
};

/** Its members are instances, with lines of their own. */
export const databaseClusters: Kind = {
  kind: 'database',
  types: ['AWS::RDS::DBCluster'],
  lines: clusterLines,
};
