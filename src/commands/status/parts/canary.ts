import type { MetricQuery } from '../../../core/workload.ts';
import type { StatusLine } from '../line.ts';
import type { Kind, PartContext } from './part-kind.ts';
import { lineOf, type Part } from './part.ts';

export const canarySuccess = (name: string): MetricQuery => ({
  namespace: 'CloudWatchSynthetics',
  name: 'SuccessPercent',
  statistic: 'Average',
  dimensions: { CanaryName: name },
});

const lines = async (part: Part, { metric }: PartContext): Promise<readonly StatusLine[]> => {
  const line = lineOf('canary', part);
  const percent = await metric(canarySuccess(part.physicalId));
  if (percent === undefined) return [{ ...line, status: 'unknown', value: 'no run in the last 24 hours' }];
  if (percent >= 100) return [{ ...line, status: 'ok', value: 'last run passed' }];
  return [
    {
      ...line,
      status: 'fail',
      value: 'last run failed',
      message: `What it saw is in CloudWatch, Synthetics canaries, ${part.physicalId}.`,
    },
  ];
};

export const canaries: Kind = { kind: 'canary', types: ['AWS::Synthetics::Canary'], lines };
