import { shortText } from '../../../core/text.ts';
import type { StatusLine } from '../line.ts';
import type { Kind, PartContext } from './part-kind.ts';
import { lineOf, type Part } from './part.ts';

const lines = async (part: Part, { look }: PartContext): Promise<readonly StatusLine[]> => {
  const line = lineOf('trail', part);
  const found = await look.context.connection.workload.trailLogging(part.physicalId);
  if (found === undefined) return [{ ...line, status: 'fail', value: 'gone' }];
  const { logging, deliveryError } = found;
  return [
    {
      ...line,
      status: logging && deliveryError === undefined ? 'ok' : 'fail',
      value: logging ? 'logging' : 'not logging',
      message:
        deliveryError === undefined
          ? undefined
          : `Its last delivery failed (${shortText(deliveryError, 80)}): look at its bucket and the policy of that.`,
    },
  ];
};

export const trails: Kind = { kind: 'trail', types: ['AWS::CloudTrail::Trail'], lines };
