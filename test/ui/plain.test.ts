import { describe, expect, it } from 'vitest';
import type { StackLineEvent } from '../../src/core/events.ts';
import { plainReader } from './plain-reader.ts';
import { FakeOutput } from './screen.ts';
import { updatePlan } from './stories.ts';

const event = (status: string, rest: Partial<StackLineEvent> = {}): StackLineEvent => ({
  type: 'stack',
  eventId: 'one',
  eventAt: '2026-05-02T12:00:00.000Z',
  stack: 'quilt',
  logicalId: 'Queue',
  resourceType: 'AWS::SQS::Queue',
  status,
  inProgress: [],
  failed: [],
  done: 0,
  total: 10,
  ...rest,
});

const linesOf = (events: readonly StackLineEvent[]): readonly string[] => {
  const { reader, stderr } = plainReader();
  for (const one of events) reader.read(one);
  return stderr.text.split('\n').filter((line) => line !== '');
};

it('sets what a status says in a column', () => {
  const { reader, stdout } = plainReader({ stderr: new FakeOutput({ columns: 60, rows: 24 }) });
  const lines = [
    { id: 'stack', title: 'Stack', value: 'CREATE_COMPLETE' },
    { id: 'dns', title: 'Termination protection', value: 'on' },
  ];
  for (const line of lines) reader.read({ type: 'status', status: 'ok', ...line });
  expect(stdout.text).toBe('  √ Stack                   CREATE_COMPLETE\n  √ Termination protection  on\n');
});

it('says of a plan that changes values alone that no resource changes', () => {
  const { reader, stdout, stderr } = plainReader();
  reader.read({ ...updatePlan, changes: [], counts: { add: 0, modify: 0, replace: 0, remove: 0 } });
  expect(`${stdout.text}${stderr.text}`).toContain('Plan: update quilt, no resource changes\n');
});

it('tells all that was checked before what comes next', () => {
  const { reader, stderr } = plainReader();
  for (const category of ['Account', 'Network'] as const)
    reader.read({
      type: 'check',
      id: 'aws.account',
      category,
      title: 'Fine',
      status: 'pass',
      docs: 'quilt-install help aws.account',
    });
  reader.read({ type: 'busy', message: 'CloudFormation is making the plan' });
  const lines = stderr.text.trimEnd().split('\n');
  expect(lines.findIndex((line) => line.includes('Network'))).toBeLessThan(lines.length - 1);
  expect(lines.at(-1)).toBe('  CloudFormation is making the plan…');
});

it.for([
  ['once, where a step led there already', 'quilt-install recover', 1],
  ['after the steps, where it is another', 'quilt-install watch', 2],
] as const)('shows the command to go on with %s', ([, resume, commands]) => {
  const { reader, stderr } = plainReader();
  reader.read({ type: 'next', steps: [{ say: 'Lead it out.', run: 'quilt-install recover' }] });
  reader.read({ type: 'result', command: 'upgrade', outcome: 'needs-person', exitCode: 6, resume });
  expect(stderr.text.match(/quilt-install \w+$/gm)).toHaveLength(commands);
});

describe('plain progress', () => {
  it('tells a beginning once, though CloudFormation tells it twice', () => {
    const lines = linesOf([
      event('CREATE_IN_PROGRESS'),
      event('CREATE_IN_PROGRESS', { reason: 'Resource creation Initiated' }),
      event('CREATE_COMPLETE', { done: 1 }),
    ]);
    expect(lines).toEqual([
      '  12:00:00   0/10  CREATE_IN_PROGRESS  Queue (AWS::SQS::Queue)',
      '  12:00:00   1/10  CREATE_COMPLETE     Queue (AWS::SQS::Queue)',
    ]);
  });

  it.each([
    [event('CREATE_IN_PROGRESS', { reason: 'Eventual consistency check initiated' })],
    [event('UPDATE_IN_PROGRESS', { reason: 'Resource update Initiated' })],
    [event('CREATE_IN_PROGRESS', { stack: 'nested', reason: 'Resource creation Initiated' })],
    [event('CREATE_IN_PROGRESS', { logicalId: 'Other', reason: 'Resource creation Initiated' })],
  ])('drops nothing that was not said: %j', (second) => {
    expect(linesOf([event('CREATE_IN_PROGRESS'), second])).toHaveLength(2);
  });

  it('tells the beginning it hears first, whichever of the two it is', () => {
    const [line] = linesOf([event('CREATE_IN_PROGRESS', { reason: 'Resource creation Initiated' })]);
    expect(line).toMatch(/Queue \(AWS::SQS::Queue\) {2}Resource creation Initiated$/);
  });
});
