import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/core/stack.ts';
import { plannedSeconds } from '../../../src/stack/events/work.ts';
import { parseTemplate, usualSeconds } from '../../../src/template/index.ts';

const template = parseTemplate(`
Resources:
  Topic: { Type: AWS::SNS::Topic }
  Queue: { Type: AWS::SQS::Queue, DependsOn: Topic }
  Database: { Type: AWS::RDS::DBInstance }
`);
const change = (logicalId: string, more: Partial<Change> = {}): Change => ({
  action: 'Modify',
  logicalId,
  type: template.resources.get(logicalId)?.type ?? '',
  replacement: 'False',
  properties: [],
  path: [],
  ...more,
});
const [topic, queue, database] = ['AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::RDS::DBInstance'] as const;

describe('the time of a planned update', () => {
  it('is that of what changes, behind what it waits for', () => {
    const seconds = usualSeconds(topic, 'update') + usualSeconds(queue, 'update');
    expect(plannedSeconds([change('Topic'), change('Queue')], template)).toBe(seconds);
  });

  it('is that of making anew what is replaced', () => {
    const replaced = change('Database', { replacement: 'True' });
    expect(plannedSeconds([change('Topic'), replaced], template)).toBe(usualSeconds(database, 'create'));
  });

  it('is no guess where the template is not at hand', () => {
    expect(plannedSeconds([change('Topic')])).toBeUndefined();
  });
});
