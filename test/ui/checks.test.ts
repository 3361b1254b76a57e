import { describe, expect, it } from 'vitest';
import type { CheckEvent, Event } from '../../src/core/events.ts';
import { makeReader } from '../../src/ui/index.ts';
import { FakeOutput } from './screen.ts';

const check = (
  id: CheckEvent['id'],
  category: string,
  status: CheckEvent['status'],
  rest: Pick<CheckEvent, 'message' | 'fix'> = {},
): CheckEvent => ({
  type: 'check',
  id,
  category,
  title: `${id} is well`,
  status,
  docs: `quilt-install help ${id}`,
  ...rest,
});

const shown = (events: readonly Event[], options: { inFull?: boolean; color?: 'auto' } = {}): string => {
  const tty = new FakeOutput({ columns: 80, rows: 30 });
  const reader = makeReader({
    mode: 'terminal',
    stdout: tty,
    stderr: tty,
    color: 'never',
    ascii: false,
    clock: { now: () => 0, during: (work) => work },
    ...options,
  });
  for (const event of events) reader.read(event);
  reader.close();
  return tty.text;
};

const bucket = check('s3.bucket', 'Team data', 'fail', { message: 'It is not there.', fix: 'Make it.' });
const round: readonly CheckEvent[] = [
  check('aws.credentials', 'Account', 'pass', { message: 'arn:…' }),
  check('aws.region', 'Account', 'pass'),
  check('stack.drift', 'Stack', 'skipped', { message: 'A new stack has not drifted.' }),
  bucket,
  check('network.vpc', 'Network', 'skipped', { message: 'No VPC.', fix: 'Give --param VPC=vpc-…' }),
];

describe('the checks on a screen', () => {
  it('are a line per category with its count, and in full only where something is not a pass', () => {
    const text = shown(round);
    expect(text).toContain('√ Account       2 checks');
    expect(text).not.toContain('arn:…');
    expect(text).toMatch(
      /× Team data +0 of 1 pass\n.*s3\.bucket is well\n +It is not there\.\n +Make it\.\n/,
    );
  });

  it('say nothing of what does not apply, and name the flag that would let the rest be judged', () => {
    const text = shown(round);
    expect(text).not.toContain('Stack');
    expect(text).toMatch(/- Network +1 not judged\n +Give --param VPC=vpc-…/);
  });

  it('make what was found under × the brightest text', () =>
    expect(shown(round, { color: 'auto' })).toContain('\u001B[1m      It is not there.\u001B[22m'));

  it('are all listed where everything is wanted', () => {
    const text = shown(round, { inFull: true });
    for (const { id } of round) expect(text).toContain(`${id} is well`);
    expect(text).toContain('5 checks: 2 passed, 1 failed, 2 skipped');
  });

  it('name there too the flag that a skipped one lacks, once where several lack the same', () => {
    const subnets = check('network.subnets', 'Network', 'skipped', {
      message: 'None.',
      fix: 'Give --param S=',
    });
    const routes = check('network.routes', 'Network', 'skipped', {
      message: 'None.',
      fix: 'Give --param S=',
    });
    const text = shown([...round, subnets, routes], { inFull: true });
    expect(text).toContain('      Give --param VPC=vpc-…\n');
    expect(text.match(/Give --param S=/g)).toHaveLength(1);
  });

  it('tell of a second look only what it changed', () => {
    const again = { ...bucket, status: 'pass', message: 'It is ours.' } as const;
    const note: Event = { type: 'note', level: 'info', message: 'Looking again.' };
    const [before = '', after = ''] = shown([...round, note, ...round.slice(0, 3), again]).split(
      'Looking again.',
    );
    expect(before).toContain('It is not there.');
    expect(after).toContain('s3.bucket is well');
    expect(after).not.toContain('Account');
    expect(shown([...round, note, ...round]).split('Looking again.')[1]).toContain(
      'Nothing has changed. 4 checks',
    );
  });

  it('stay one round while a spinner turns and calls are told', () => {
    const between = round.flatMap((one): readonly Event[] => [
      one,
      { type: 'busy', message: 'Looking' },
      { type: 'busy' },
      { type: 'trace', message: 'sts GetCallerIdentity' },
    ]);
    const listed = (text: string): readonly string[] =>
      text.split('\n').filter((line) => /passed|Account|Team data/.test(line));
    expect(listed(shown(between))).toEqual(listed(shown(round)));
  });
});

describe('what --verbose adds', () => {
  it('is on stderr and leaves stdout as it is, lines and NDJSON alike', () => {
    const trace: Event = { type: 'trace', message: 'sts GetCallerIdentity\u001B[31m' };
    for (const mode of ['plain', 'ndjson'] as const) {
      const written = [round, round.flatMap((one) => [trace, one])].map((events) => {
        const streams = { stdout: new FakeOutput(), stderr: new FakeOutput() };
        const clock = { now: () => 0, during: <T>(work: Promise<T>): Promise<T> => work };
        const reader = makeReader({
          mode,
          ...streams,
          color: 'never',
          clock,
          stdoutTypes: new Set(['check']),
        });
        for (const event of events) reader.read(event);
        reader.close();
        return streams;
      });
      expect(written[1]?.stdout.text).toBe(written[0]?.stdout.text);
      expect(written[1]?.stderr.text).toContain('sts GetCallerIdentity');
      expect(written[1]?.stderr.text).not.toContain('\u001B');
    }
  });
});
