import { parseArn } from '../../../account/arn.ts';
import type { MetricQuery } from '../../../core/workload.ts';
import { linesOrUnknown, type StatusInput, type StatusLine } from '../line.ts';
import { canaries, canarySuccess } from './canary.ts';
import { databaseClusters, databases, databaseSpace } from './database.ts';
import { ecsServices } from './ecs.ts';
import type { Kind } from './part-kind.ts';
import { readMetrics } from './metrics.ts';
import { lineOf, partsOf, type Part } from './part.ts';
import { searchDomains, searchMetrics } from './search.ts';
import { targetGroups } from './targets.ts';
import { trails } from './trail.ts';

/** In the order of the screen. */
const kinds: readonly Kind[] = [
  ecsServices,
  targetGroups,
  searchDomains,
  databaseClusters,
  databases,
  canaries,
  trails,
];

const metricsOf = ({ type, physicalId }: Part, account: string): readonly MetricQuery[] => {
  if (searchDomains.types.includes(type)) return searchMetrics(physicalId, account);
  if (databases.types.includes(type)) return [databaseSpace(physicalId)];
  return canaries.types.includes(type) ? [canarySuccess(physicalId)] : [];
};

/** How everything is that the stack has brought up and that can be ill: whatever of it the template's types name. */
export async function partLines(look: StatusInput): Promise<readonly StatusLine[]> {
  const { context, stack } = look;
  return linesOrUnknown(context, { id: 'stack.resources', title: 'Parts of the stack' }, async () => {
    const all = await partsOf(context, stack.id);
    const account = parseArn(stack.id)?.account ?? '';
    const { workload } = context.connection;
    const metric = readMetrics(
      workload,
      all.flatMap((part) => metricsOf(part, account)),
    );
    const lines = kinds.flatMap(({ kind, types, lines: of }) =>
      all
        .filter(({ type }) => types.includes(type))
        .map((part) =>
          linesOrUnknown(context, lineOf(kind, part), () => of(part, { look, all, metric, account })),
        ),
    );
    return (await Promise.all(lines)).flat();
  });
}
