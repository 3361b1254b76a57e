import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/core/events.ts';
import { introduction, rehearsedCommands, withoutRepeats } from '../../src/main/event-filters.ts';

const filtered = (argv: readonly string[], event: Event): Event | undefined => {
  const events: Event[] = [];
  rehearsedCommands((one) => void events.push(one), argv)(event);
  return events[0];
};
const next = (run: string): Event => ({ type: 'next', steps: [{ say: 'Then', run }] });

describe('a command that a rehearsal names', () => {
  it('begins as the rehearsal did, so that it does not meet AWS', () =>
    expect(
      filtered(
        ['rehearse', '--scenario', 'empty', '--', 'preflight', '--fix'],
        next('quilt-install install --region us-east-1'),
      ),
    ).toEqual(next('quilt-install rehearse --scenario empty -- install --region us-east-1')));

  it.each(['policy trust --role R', 'sso okta', 'report --html r.html', 'backup'])(
    'is worded so for %s',
    (words) =>
      expect(filtered(['rehearse'], next(`quilt-install ${words}`))).toEqual(
        next(`quilt-install rehearse -- ${words}`),
      ),
  );

  it('replaces the one that stood there without --', () =>
    expect(
      filtered(['rehearse', 'preflight', '--scenario', 'empty'], next('quilt-install install --yes')),
    ).toEqual(next('quilt-install rehearse --scenario empty -- install --yes')));

  it('leaves the value of a flag that reads like the command', () =>
    expect(filtered(['rehearse', '--state', 'status', 'status'], next('quilt-install watch'))).toEqual(
      next('quilt-install rehearse --state status -- watch'),
    ));

  it('can be pasted, whatever the rehearsal was given', () =>
    expect(
      filtered(['rehearse', '--fail', "Search=it's $& full", '--', 'install'], next('quilt-install install')),
    ).toEqual(next(`quilt-install rehearse --fail 'Search=it'\\''s $& full' -- install`)));

  it('is worded alike in remedies, hints and results', () => {
    const result = { type: 'result', command: 'install', outcome: 'declined', exitCode: 8 } as const;
    expect(filtered(['rehearse'], { ...result, resume: 'quilt-install install' })).toEqual({
      ...result,
      resume: 'quilt-install rehearse -- install',
    });
    expect(
      filtered(['rehearse'], { type: 'note', level: 'info', message: 'Run quilt-install help dns.' }),
    ).toEqual({
      type: 'note',
      level: 'info',
      message: 'Run quilt-install help dns.',
    });
  });

  it('leaves documents, and every command outside of a rehearsal, as they are', () => {
    const page: Event = { type: 'text', text: 'quilt-install install\n' };
    expect(filtered(['rehearse', '--', 'help'], page)).toEqual(page);
    expect(filtered(['install'], next('quilt-install status'))).toEqual(next('quilt-install status'));
  });
});

it('introduces account and run once, however many commands lead to one another', () => {
  const header: Event = {
    type: 'header',
    account: '123456789012',
    region: 'us-east-1',
    regionSource: 'flag',
    arn: 'arn:aws:iam::123456789012:user/one',
    stackName: 'quilt',
  };
  const warning: Event = { type: 'note', level: 'warn', message: 'Mind this.' };
  const events: Event[] = [];
  const emit = withoutRepeats((event) => void events.push(event), new Set([introduction(header) ?? '']));
  emit(header);
  emit(warning);
  expect(events).toEqual([warning]);
});
