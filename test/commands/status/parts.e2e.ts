import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { status } from '../../../src/commands/status/status.ts';
import type { AccountState } from '../../../src/rehearsal/account/state.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { attended, notes } from '../attended.ts';
import {
  account,
  all,
  database,
  linesOf,
  looked,
  only,
  running,
  search,
  service,
  targets,
  well,
} from './looking.ts';

describe('a part in trouble', () => {
  it.each<[string, (state: AccountState) => void, string, string]>([
    [
      'a yellow search domain is no failure',
      (state) => search(state, { color: 'yellow' }),
      'search.Search',
      'warn',
    ],
    [
      'a search domain a quarter free is warned about',
      (state) => search(state, { freePercent: 24 }),
      'search.Search',
      'warn',
    ],
    [
      'a search domain that blocks writes is red',
      (state) => search(state, { freePercent: 19 }),
      'search.Search',
      'fail',
    ],
    [
      'a search domain in change is warned about',
      (state) => search(state, { processing: true }),
      'search.Search',
      'warn',
    ],
    [
      'a database that is backed up is well',
      (state) => database(state, { status: 'backing-up' }),
      'database.DB',
      'ok',
    ],
    [
      'a database that is rebooting is warned about',
      (state) => database(state, { status: 'rebooting' }),
      'database.DB',
      'warn',
    ],
    ['a stopped database is red', (state) => database(state, { status: 'stopped' }), 'database.DB', 'fail'],
    [
      'a database with little space is warned about',
      (state) => database(state, { freePercent: 12 }),
      'database.DB',
      'warn',
    ],
    ['a database somebody deleted is red', (state) => state.databases.clear(), 'database.DB', 'fail'],
    ['a trail somebody deleted is red', (state) => state.trails.clear(), 'trail.Trail', 'fail'],
    [
      'a service switched off is warned about',
      (state) => service(state, { desiredCount: 0, runningCount: 0 }),
      'ecs.RegistryService',
      'warn',
    ],
    [
      'a service that lacks a task is warned about',
      (state) => service(state, { desiredCount: 2 }),
      'ecs.RegistryService',
      'warn',
    ],
    [
      'a group without targets is warned about',
      (state) => targets(state, []),
      'targets.RegistryTargetGroup',
      'warn',
    ],
    [
      'a target that leaves does not count',
      (state) => targets(state, ['healthy', 'draining']),
      'targets.RegistryTargetGroup',
      'ok',
    ],
    [
      'one ill target of two is warned about',
      (state) => targets(state, ['healthy', 'unhealthy']),
      'targets.RegistryTargetGroup',
      'warn',
    ],
  ])('%s', async (_name, change, id, mark) => {
    const { lines, result } = await looked(running(change));
    expect(only(lines, id).status).toBe(mark);
    expect(result).toMatchObject({ exitCode: mark === 'fail' ? 3 : 0 });
  });

  it('does not let the words of a stopped task steer the terminal', async () => {
    const on = running((state) => service(state, { runningCount: 0 }));
    for (const cluster of on.state.clusters.values())
      cluster.tasks.push({
        arn: `${cluster.arn}/1`,
        lastStatus: 'STOPPED',
        createdAt: 0,
        stoppedAt: 1,
        stoppedReason: '\u001b[2J\u202ewiped',
        containers: [],
        group: `service:${[...cluster.services.keys()][0] ?? ''}`,
      });
    const { lines } = await looked(on);
    expect(only(lines, 'ecs.RegistryService').message).toBe('Its last task stopped: [2Jwiped');
  });
});

describe('the answers file', () => {
  const withAnswers = async (...lines: readonly string[]) => {
    const file = path.join(folder, 'answers.yaml');
    await writeFile(file, ['version: 1', ...lines, ''].join('\n'));
    return only((await looked(well, '--answers', file)).lines, 'template.answers');
  };
  const folder = temporaryFolder();

  it('is compared value by value, references and secrets left alone', async () => {
    expect(
      await withAnswers(
        'parameters:',
        '  DBUser: admin',
        '  VPC: vpc-00000000000000001',
        "  AdminPassword: '@prompt'",
      ),
    ).toMatchObject({ status: 'warn', value: 'differs from the stack: DBUser' });
    expect(await withAnswers('parameters:', '  DBUser: root', '  DBPassword: whatever')).toMatchObject({
      status: 'ok',
    });
  });

  it('is compared by the digest of its template, which AWS may have changed', async () => {
    const template = (sha256: string): string =>
      `template: { url: 'https://x.s3.amazonaws.com/y', sha256: ${sha256} }`;
    const digest = createHash('sha256').update(readFileSync('templates/quilt.yaml')).digest('hex');
    expect(await withAnswers(template(digest))).toMatchObject({ status: 'ok' });
    expect(await withAnswers(template('0'.repeat(64)))).toMatchObject({
      status: 'unknown',
      value: "another digest than the stack's template",
    });
  });
});

describe('the parts of another stack', () => {
  const needed =
    'ArtifactS3Location: "s3://lookouts/runs", Code: { Handler: run.handler, Script: "exports.handler = run" }, ExecutionRoleArn: "arn:aws:iam::123456789012:role/lookout", RuntimeVersion: syn-nodejs-puppeteer-9.1, Schedule: { Expression: rate(1 hour) }';
  const template = `
Resources:
  Lookout: { Type: AWS::Synthetics::Canary, Properties: { Name: lookout, ${needed} } }
  Asleep: { Type: AWS::Synthetics::Canary, Properties: { Name: asleep, ${needed} } }
  Index: { Type: AWS::OpenSearchService::Domain, Properties: { EngineVersion: OpenSearch_1.3 } }
`;

  it('are looked at by their types, a canary by its last run', async () => {
    const on = await account('ready');
    on.cloudformation.seed({ stackName: 'other', template, parameters: {}, minutesAgo: 600 });
    all(on.state.canaries, { successPercent: 50 });
    Object.assign(on.state.canaries.get('asleep') ?? {}, { successPercent: undefined });
    const { lines, result } = await looked(on, '--stack-name', 'other', '--product', 'generic');
    expect(only(lines, 'canary.Lookout')).toMatchObject({ status: 'fail', value: 'last run failed' });
    expect(only(lines, 'canary.Asleep')).toMatchObject({
      status: 'unknown',
      value: 'no run in the last 24 hours',
    });
    expect(only(lines, 'search-engine.Index')).toMatchObject({ status: 'ok', value: '1.3' });
    expect(result).toMatchObject({ exitCode: 3 });
    await on.close();
  });
});

describe('--watch', () => {
  it('tells of a later look only what has changed, under its time, and ends with the time', async () => {
    const on = running();
    void on.clock.sleep(45_000).then(() => service(on.state, { runningCount: 0 }));
    const { run, result } = await looked(on, '--watch', '2m');
    const changes = linesOf(run).filter(({ id }) => id === 'ecs.RegistryService');
    expect(changes.map(({ status: mark }) => mark)).toEqual(['ok', 'fail']);
    expect(linesOf(run).filter(({ id }) => id === 'stack.state')).toHaveLength(1);
    expect(notes(run).filter((note) => /^\d{4}-/.test(note))).toHaveLength(1);
    expect(result).toMatchObject({ exitCode: 3 });
  });

  it('without a duration goes on until Ctrl-C', async () => {
    const on = running();
    const before = on.calls().filter(({ operation }) => operation === 'GetTrailStatus').length;
    const run = attended(on, ['status', '--watch']);
    void on.clock.sleep(170_000).then(() => run.session.interrupts.interrupt('SIGINT'));
    await status(run.session);
    expect(on.calls().filter(({ operation }) => operation === 'GetTrailStatus').length - before).toBe(6);
  });
});
