import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/core/events.ts';
import type { ReaderOptions } from '../../src/ui/index.ts';
import { plainReader } from './plain-reader.ts';
import * as stories from './stories.ts';

const shown = (events: readonly Event[], options: Partial<ReaderOptions> = {}) => {
  const { reader, stdout, stderr } = plainReader({ stdoutTypes: new Set(['check']), ...options });
  for (const event of events) reader.read(event);
  reader.close();
  return { stdout: stdout.text, stderr: stderr.text };
};

const check = (status: 'pass' | 'fail', title: string): Event => ({
  type: 'check',
  id: 'dns.caa',
  category: 'DNS',
  title,
  status,
  docs: 'quilt-install help dns.caa',
});
const trace: Event = { type: 'trace', message: 'sts GetCallerIdentity 200' };
const url = 'https://quilt.example.com/';
const succeeded: Event = { type: 'result', command: 'install', outcome: 'succeeded', exitCode: 0, url };

const storyRows = Object.entries(stories).filter(
  (entry): entry is [string, readonly Event[]] => entry[0] !== 'records' && Array.isArray(entry[1]),
);
describe('--quiet', () => {
  it('says nothing where all is fine', () => {
    const events: readonly Event[] = [
      check('pass', 'Fine'),
      { type: 'note', level: 'good', message: 'Well' },
      { type: 'busy', message: 'Waiting' },
      { type: 'result', command: 'preflight', outcome: 'succeeded', exitCode: 0 },
    ];
    expect(shown(events, { quiet: true })).toEqual({ stdout: '', stderr: '' });
  });

  it('leaves the checks that are not fine, and does not count them', () => {
    const { stdout } = shown([check('pass', 'Fine'), check('fail', 'Not fine')], { quiet: true });
    expect(stdout).toMatch(/^ {2}DNS\n {2}× Not fine\n {6}quilt-install help dns.caa\n$/);
  });

  it('leaves errors, warnings and what is about to be written', () => {
    const { stderr } = shown(
      [
        { type: 'note', level: 'warn', message: 'Beware' },
        { type: 'note', level: 'info', message: 'Uploading' },
        { type: 'error', code: 'flag-unknown', message: 'No flag', hint: 'None' },
      ],
      { quiet: true },
    );
    for (const word of ['Beware', 'Uploading', 'No flag']) expect(stderr).toContain(word);
  });

  it('leaves results', () =>
    expect(shown([succeeded], { quiet: true })).toEqual({ stdout: `${url}\n`, stderr: '' }));

  it.each(storyRows)('says nothing that is not said without it: %s', (_name, story) => {
    // The plan has a short form of its own, quiet or not.
    const events = story.filter(({ type }) => type !== 'plan');
    const [loud, quiet] = [shown(events, { inFull: true }), shown(events, { quiet: true })];
    const lines = ({ stdout, stderr }: typeof loud): readonly string[] => `${stdout}\n${stderr}`.split('\n');
    const all = new Set(lines(loud));
    for (const line of lines(quiet)) expect(all).toContain(line);
  });
});

describe('--verbose', () => {
  const checks = [check('pass', 'One'), check('fail', 'Two')];
  const between = [trace, ...checks.flatMap((event) => [event, trace])];

  it.each(['plain', 'ndjson'] as const)('leaves stdout as it is without it (%s)', (mode) => {
    expect(shown(between, { mode }).stdout).toBe(shown(checks, { mode }).stdout);
    expect(shown(between, { mode }).stderr.match(/sts GetCallerIdentity 200/g)).toHaveLength(3);
  });
});

it('--verbose leaves a plan that is piped away as it is without it', () => {
  const plans = storyRows.flatMap(([, story]) => story).filter(({ type }) => type === 'plan');
  const stdoutOf = (inFull: boolean): string =>
    shown(plans, { inFull, stdoutTypes: new Set(['plan']) }).stdout;
  expect(stdoutOf(true)).toMatch(/Plan: create .*\n/);
  expect(stdoutOf(true)).toBe(stdoutOf(false));
});

describe('--color', () => {
  const green = '\u001B[32m';
  it('always colours a file', () =>
    expect(shown([check('pass', 'Fine')], { color: 'always' }).stdout).toContain(green));
  it('auto leaves a file without colours', () =>
    expect(shown([check('pass', 'Fine')], { color: 'auto' }).stdout).not.toContain(green));
});
