import { shortText } from '../../../core/text.ts';
import type { TargetState } from '../../../core/workload.ts';
import type { Mark, StatusLine } from '../line.ts';
import type { Kind, PartContext } from './part-kind.ts';
import { lineOf, type Part } from './part.ts';

const markOf = (counting: readonly TargetState[], healthy: number): Mark => {
  if (healthy === counting.length) return counting.length === 0 ? 'warn' : 'ok';
  return healthy === 0 ? 'fail' : 'warn';
};

const lines = async (part: Part, { look }: PartContext): Promise<readonly StatusLine[]> => {
  const line = lineOf('targets', part);
  const found = await look.context.connection.workload.targets(part.physicalId);
  if (found === undefined) return [{ ...line, status: 'fail', value: 'gone' }];
  // Those that leave are not waited for.
  const counting = found.filter(({ state }) => state !== 'draining');
  const healthy = counting.filter(({ state }) => state === 'healthy').length;
  const ill = counting.find(({ state }) => state !== 'healthy');
  return [
    {
      ...line,
      status: markOf(counting, healthy),
      value: counting.length === 0 ? 'no targets' : `${healthy} of ${counting.length} targets healthy`,
      message:
        ill === undefined
          ? undefined
          : shortText(
              `${ill.id} is ${ill.state}${ill.description === undefined ? '' : `: ${ill.description}`}`,
              240,
            ),
    },
  ];
};

export const targetGroups: Kind = {
  kind: 'targets',
  types: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  lines,
};
