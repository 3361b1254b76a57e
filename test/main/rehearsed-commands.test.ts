import { describe, expect, it } from 'vitest';
import type { Event, ResultEvent } from '../../src/core/events.ts';
import { rehearsedCommands } from '../../src/main/rehearsed-commands.ts';

const told = (argv: readonly string[], event: Event): Event | undefined => {
  const events: Event[] = [];
  rehearsedCommands((one) => void events.push(one), argv)(event);
  return events[0];
};
const next = (run: string): Event => ({ type: 'next', steps: [{ say: 'Then', run }] });

describe('a command that a rehearsal names', () => {
  it('begins as the rehearsal did, so that it does not meet AWS', () =>
    expect(
      told(
        ['rehearse', '--scenario', 'empty', '--', 'preflight', '--fix'],
        next('quilt-install install --region us-east-1'),
      ),
    ).toEqual(next('quilt-install rehearse --scenario empty -- install --region us-east-1')));

  it.each(['policy trust --role R', 'sso okta', 'report --html r.html', 'backup'])(
    'is worded so for %s',
    (words) =>
      expect(told(['rehearse'], next(`quilt-install ${words}`))).toEqual(
        next(`quilt-install rehearse -- ${words}`),
      ),
  );

  it('replaces the one that stood there without --', () =>
    expect(
      told(['rehearse', 'preflight', '--scenario', 'empty'], next('quilt-install install --yes')),
    ).toEqual(next('quilt-install rehearse --scenario empty -- install --yes')));

  it('leaves the value of a flag that reads like the command', () =>
    expect(told(['rehearse', '--state', 'status', 'status'], next('quilt-install watch'))).toEqual(
      next('quilt-install rehearse --state status -- watch'),
    ));

  it('can be pasted, whatever the rehearsal was given', () =>
    expect(
      told(['rehearse', '--reply', "Hook.Url=it's $& full", '--', 'install'], next('quilt-install install')),
    ).toEqual(next(`quilt-install rehearse --reply 'Hook.Url=it'\\''s $& full' -- install`)));

  it.each([
    [['--fail', 'Search=no capacity', '--speed', '600', '--fail', 'Stall@30s', '--', 'install']],
    [['--fail=Search', '--speed', '600', '--', 'install']],
    [['install', '--fail', 'Search', '--speed', '600']],
  ])('does not fail again as this run was told to: %j', (words) =>
    expect(told(['rehearse', ...words], next('quilt-install install'))).toEqual(
      next('quilt-install rehearse --speed 600 -- install'),
    ),
  );

  it('is worded alike in remedies, hints and results', () => {
    const result = { type: 'result', command: 'install', outcome: 'declined', exitCode: 8 } as const;
    expect(told(['rehearse'], { ...result, resume: 'quilt-install install' })).toEqual({
      ...result,
      resume: 'quilt-install rehearse -- install',
    });
    expect(
      told(['rehearse'], { type: 'note', level: 'info', message: 'Run quilt-install help dns.' }),
    ).toEqual({
      type: 'note',
      level: 'info',
      message: 'Run quilt-install help dns.',
    });
  });

  it('leaves documents, and every command outside of a rehearsal, as they are', () => {
    const page: Event = { type: 'text', text: 'quilt-install install\n' };
    expect(told(['rehearse', '--', 'help'], page)).toEqual(page);
    expect(told(['install'], next('quilt-install status'))).toEqual(next('quilt-install status'));
  });
});

const said = (words: readonly string[], ...events: readonly Event[]): readonly string[] => {
  const notes: string[] = [];
  const emit = rehearsedCommands(
    (event) => {
      notes.push(event.type === 'note' ? event.message : event.type);
    },
    ['rehearse', ...words],
  );
  for (const event of events) emit(event);
  return notes;
};
const work: Event = {
  type: 'stack',
  eventId: 'one',
  eventAt: '2026-05-02T12:00:00.000Z',
  stack: 'quilt',
  logicalId: 'quilt',
  resourceType: 'AWS::CloudFormation::Stack',
  status: 'CREATE_IN_PROGRESS',
  done: 0,
  total: 1,
  inProgress: [],
  failed: [],
};
const ended = (outcome: ResultEvent['outcome'], resume?: string): Event => ({
  type: 'result',
  command: 'install',
  outcome,
  exitCode: 5,
  resume,
});
const gone = expect.stringContaining('--state FILE') as string;

describe('an account that ends with its rehearsal', () => {
  it('is said to end before the first command that would not find what was done', () =>
    expect(
      said(
        ['--fail', 'Search', '--', 'install'],
        work,
        next('quilt-install recover'),
        ended('needs-person', 'quilt-install recover'),
      ),
    ).toEqual(['stack', gone, 'next', 'result']));

  it.each(['still-running', 'interrupted'] as const)('is said to end where a run was %s', (outcome) =>
    expect(said([], ended(outcome, 'quilt-install watch'))).toEqual([gone, 'result']),
  );

  it('is said to end after an error that names the way on', () =>
    expect(
      said(
        [],
        { type: 'note', level: 'info', message: 'Made: a bucket.', stays: true },
        { type: 'error', code: 'fix-failed', message: 'No.', hint: 'quilt-install preflight' },
        ended('failed'),
      ),
    ).toEqual(['Made: a bucket.', 'error', gone, 'result']));

  it.each([
    ['is kept', ['--state', 'kept.json', '--', 'install'], [work, next('quilt-install status')]],
    ['is kept all the same', ['--state=kept.json'], [work, next('quilt-install status')]],
    ['is as it was', [], [next('quilt-install install'), ended('declined', 'quilt-install install')]],
    ['is no matter to what is left to do', [], [work, next('nslookup a.example.com'), ended('succeeded')]],
  ] satisfies readonly (readonly [string, readonly string[], readonly Event[]])[])(
    'is not spoken of where it %s',
    (_why, words, events) => expect(said(words, ...events)).toEqual(events.map(({ type }) => type)),
  );
});

it('says at the end that the AWS CLI would meet the real account, where it is named', () => {
  const readSecret = next('aws secretsmanager get-secret-value --secret-id quilt-install/quilt/DBPassword');
  const real = expect.stringContaining('on your real account') as string;
  expect(said([], readSecret, readSecret, ended('succeeded'))).toEqual(['next', 'next', real, 'result']);
  expect(said([], next('open aws now'), ended('succeeded'))).toEqual(['next', 'result']);
});
