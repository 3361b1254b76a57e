import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dns } from '../../../src/commands/dns/dns.ts';
import { status } from '../../../src/commands/status/status.ts';
import type { AccountState } from '../../../src/rehearsal/account/state.ts';
import { startAccount, type RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { parseCommand } from '../../../src/main/command-line/parse.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { attended, notes, type Attended, type CommandLine } from '../attended.ts';

const account = async (scenario: string): Promise<RehearsalAccount> => {
  const options = { scenario, fail: [], latencyMs: 0, serve: false, templates: 'templates' };
  return startAccount({ ...options, speed: 'max' });
};

const kept = [
  'searchDomains',
  'databases',
  'trails',
  'targetGroups',
  'certificates',
  'zones',
  'clusters',
] as const;

const copied = <T extends object>(things: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...things].map(([key, thing]) => [key, { ...thing }]));

const putBack = <T extends object>(things: Map<string, T>, was: ReadonlyMap<string, T>): void => {
  things.clear();
  for (const [key, thing] of was) things.set(key, { ...thing });
};

/** What a test does to the account is undone after it. */
const undoing = (state: AccountState): (() => void) => {
  const { permissions, costs } = state;
  const was = kept.map((name) => copied<object>(state[name]));
  const services = [...state.clusters].map(([arn, one]) => [arn, copied(one.services)] as const);
  return () => {
    kept.forEach((name, at) => putBack<object>(state[name] as Map<string, object>, was[at] ?? new Map()));
    for (const [arn, one] of services) putBack(state.clusters.get(arn)?.services ?? new Map(), one);
    Object.assign(state, { permissions, costs });
  };
};

/** The stack up and its hosts in DNS; up alone; and not well. */
let well: RehearsalAccount;
let unseen: RehearsalAccount;
let ailing: RehearsalAccount;
let undo: () => void;
beforeAll(async () => {
  [well, unseen, ailing] = await Promise.all([account('installed'), account('installed'), account('ailing')]);
  await dns(attended(well, ['dns', '--apply', '--yes']).session);
  undo = undoing(well.state);
});
afterEach(() => undo());
afterAll(() => Promise.all([well, unseen, ailing].map((one) => one.close())));

/** The account in which all is well, but for `change`. */
const running = (change?: (state: AccountState) => void): RehearsalAccount => {
  change?.(well.state);
  return well;
};

const looked = async (on: RehearsalAccount, ...words: readonly string[]) => {
  const line: CommandLine<'status'> = ['status', ...words];
  const run = attended(on, line);
  return { run, result: await status(run.session), lines: linesOf(run) };
};
const linesOf = ({ events }: Attended) => events.filter((event) => event.type === 'status');
type Lines = ReturnType<typeof linesOf>;
const only = (lines: Lines, id: string) => {
  const [line, ...more] = lines.filter((one) => one.id === id);
  if (line === undefined || more.length > 0) throw new Error(`${id} was told ${more.length} times too often`);
  return line;
};

describe('the status of a stack that is well', () => {
  it('ends with 0, each part by the name its product gives it', async () => {
    const { result, lines } = await looked(running());
    expect(result).toMatchObject({
      outcome: 'succeeded',
      exitCode: 0,
      url: 'https://quilt.data.example.com',
    });
    expect(lines.map(({ id, title, status: mark, value }) => `${mark} ${id}: ${title}, ${value ?? ''}`))
      .toMatchInlineSnapshot(`
      [
        "ok stack.state: Stack, CREATE_COMPLETE",
        "ok stack.operation: Last operation, create, 2026-11-23T19:12:46Z",
        "ok stack.protection: Termination protection, on",
        "ok stack.role: Service role, none, CloudFormation works as whoever calls",
        "unknown stack.drift: Changed by hand, never looked for",
        "ok template.version: Version, 1.62.1",
        "ok dns.records: DNS records, 3 of 3 in Route 53",
        "ok host.quilt.data.example.com: quilt.data.example.com, answers 200",
        "ok host.quilt-registry.data.example.com: quilt-registry.data.example.com, answers 200",
        "ok host.quilt-s3-proxy.data.example.com: quilt-s3-proxy.data.example.com, answers 200",
        "ok certificate.CertificateArnELB: Certificate, 177 days left (until 2027-05-23)",
        "ok ecs.RegistryService: Registry service, 1 of 1 tasks running",
        "ok targets.RegistryTargetGroup: Registry targets, 1 of 1 targets healthy",
        "ok search.Search: Search cluster, green, 14 of 20 GiB free",
        "ok search-engine.Search: Search engine, 6.8",
        "ok database.DB: Database, available, 14 of 20 GiB free, postgres 17",
        "ok trail.Trail: Audit trail, logging",
      ]
    `);
  });

  it('reads nothing that costs, and starts no detection of drift', async () => {
    const on = running();
    const before = on.calls().length;
    await looked(on);
    const called = on
      .calls()
      .slice(before)
      .map(({ operation }) => operation);
    expect(called).not.toContain('GetCostAndUsage');
    expect(called.filter((operation) => !/^(Get|List|Describe)/.test(operation))).toEqual([]);
  });
});

describe('the status of a stack with parts in trouble', () => {
  it('ends with 3 and says of each what it means', async () => {
    const { result, lines } = await looked(ailing);
    expect(result).toMatchObject({ outcome: 'failed', exitCode: 3 });
    expect(only(lines, 'ecs.RegistryService')).toMatchObject({
      status: 'fail',
      value: '0 of 1 tasks running',
      message: 'Its last task stopped: Task failed ELB health checks in (target-group quilt-registry)',
    });
    expect(only(lines, 'targets.RegistryTargetGroup').message).toContain('Health checks failed');
    expect(only(lines, 'search.Search')).toMatchObject({ status: 'fail', value: 'red, 1.6 of 20 GiB free' });
    expect(only(lines, 'search-engine.Search')).toMatchObject({
      status: 'warn',
      value: '6.7, the template says 6.8',
    });
    expect(only(lines, 'database.DB')).toMatchObject({
      status: 'fail',
      value: 'storage-full, 0.2 of 20 GiB free, postgres 17',
    });
    expect(only(lines, 'trail.Trail')).toMatchObject({ status: 'fail', value: 'not logging' });
    expect(only(lines, 'stack.drift').message).toContain('Search (modified)');
  });

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

const all = <T extends object>(things: ReadonlyMap<string, T>, change: Partial<T>): void => {
  for (const thing of things.values()) Object.assign(thing, change);
};
type Held<K extends keyof AccountState> = AccountState[K] extends Map<string, infer T> ? T : never;
const search = (state: AccountState, change: Partial<Held<'searchDomains'>>): void =>
  all(state.searchDomains, change);
const database = (state: AccountState, change: Partial<Held<'databases'>>): void =>
  all(state.databases, change);
const service = (state: AccountState, change: { desiredCount?: number; runningCount?: number }): void => {
  for (const cluster of state.clusters.values()) all(cluster.services, change);
};
const targets = (state: AccountState, states: readonly string[]): void =>
  all(state.targetGroups, {
    targets: states.map((one, at) => ({ id: `10.0.1.${at}`, port: 80, state: one })),
  });

describe('what may not be read', () => {
  const denied: readonly (readonly (readonly [action: string, id: string])[])[] = [
    [
      ['ecs:DescribeServices', 'ecs.RegistryService'],
      ['elasticloadbalancing:DescribeTargetHealth', 'targets.RegistryTargetGroup'],
      ['es:DescribeElasticsearchDomain', 'search.Search'],
      ['rds:DescribeDBInstances', 'database.DB'],
      ['cloudtrail:GetTrailStatus', 'trail.Trail'],
      ['acm:DescribeCertificate', 'certificate.CertificateArnELB'],
      ['route53:ListResourceRecordSets', 'dns.records'],
      ['cloudformation:GetTemplate', 'template.version'],
    ],
    [
      ['cloudwatch:GetMetricData', 'search.Search'],
      ['cloudwatch:GetMetricData', 'database.DB'],
      ['cloudformation:GetTemplate', 'search-engine.Search'],
    ],
    [['cloudformation:ListStackResources', 'stack.resources']],
  ];

  it.each(denied)(
    'is one unknown line each that names the missing permission, and is not red: %s',
    async (...rows) => {
      const on = running();
      on.state.permissions = { deny: new Set(rows.map(([action]) => action)) };
      const { lines, result } = await looked(on);
      for (const [action, id] of rows) {
        expect(only(lines, id)).toMatchObject({ status: 'unknown' });
        expect(only(lines, id).message).toContain(`Needs ${action}.`);
      }
      expect(result).toMatchObject({ exitCode: 0 });
    },
  );

  it('hides no trouble: the tasks are counted though nobody may ask why they stopped', async () => {
    const on = running((state) => service(state, { runningCount: 0 }));
    on.state.permissions = { deny: new Set(['ecs:ListTasks']) };
    const { lines } = await looked(on);
    expect(only(lines, 'ecs.RegistryService')).toMatchObject({
      status: 'fail',
      message: 'Why its tasks stopped is not known. Needs ecs:ListTasks.',
    });
  });

  it('ends with 10 where the stack itself may not be looked at', async () => {
    const on = running();
    on.state.permissions = { deny: new Set(['cloudformation:DescribeStacks']) };
    await expect(looked(on)).rejects.toMatchObject({
      exitCode: 10,
      permission: 'cloudformation:DescribeStacks',
    });
  });
});

describe('the way to the hosts', () => {
  it('is red where a host is in no DNS, and a certificate that is over as well', async () => {
    const { lines } = await looked(unseen);
    expect(only(lines, 'host.quilt.data.example.com')).toMatchObject({
      status: 'fail',
      value: 'does not resolve',
    });
    const on = running(({ certificates }) => all(certificates, { notAfter: 0 }));
    expect(only((await looked(on)).lines, 'certificate.CertificateArnELB').status).toBe('fail');
  });

  it('is unknown, not red, where the records are in place and this machine cannot see them', async () => {
    const on = running(({ zones }) => all(zones, { delegated: false }));
    const { lines, result } = await looked(on);
    expect(only(lines, 'dns.records')).toMatchObject({ status: 'ok' });
    expect(only(lines, 'host.quilt.data.example.com')).toMatchObject({
      status: 'unknown',
      message: 'Not visible from here: look from a network that reaches it.',
    });
    expect(result).toMatchObject({ exitCode: 0 });
  });
});

describe('the state of the stack', () => {
  it('decides the exit code before any red line does: 6, then 7 while an operation runs', async () => {
    const on = await account('ailing');
    on.cloudformation.bringTo('quilt', 'UPDATE_ROLLBACK_FAILED');
    const stuck = await looked(on);
    expect(stuck.result).toMatchObject({
      outcome: 'needs-person',
      exitCode: 6,
      resume: 'quilt-install recover --stack-name quilt --region us-east-1',
    });
    expect(only(stuck.lines, 'stack.operation')).toMatchObject({
      status: 'fail',
      message: 'quilt-install diagnose --stack-name quilt --region us-east-1',
    });
    on.cloudformation.bringTo('quilt', 'UPDATE_IN_PROGRESS');
    expect((await looked(on)).result).toMatchObject({
      outcome: 'still-running',
      exitCode: 7,
      resume: 'quilt-install watch --stack-name quilt --region us-east-1',
    });
    await on.close();
  });

  it('is 2 where there is no such stack', async () => {
    await expect(looked(well, '--stack-name', 'other')).rejects.toMatchObject({
      code: 'stack-missing',
      exitCode: 2,
    });
  });
});

describe('the answers file', () => {
  const told = async (...lines: readonly string[]) => {
    const file = path.join(folder, 'answers.yaml');
    await writeFile(file, ['version: 1', ...lines, ''].join('\n'));
    return only((await looked(well, '--answers', file)).lines, 'template.answers');
  };
  const folder = temporaryFolder();

  it('is compared value by value, references and secrets left alone', async () => {
    expect(
      await told(
        'parameters:',
        '  DBUser: admin',
        '  VPC: vpc-00000000000000001',
        "  AdminPassword: '@prompt'",
      ),
    ).toMatchObject({ status: 'warn', value: 'differs from the stack: DBUser' });
    expect(await told('parameters:', '  DBUser: root', '  DBPassword: whatever')).toMatchObject({
      status: 'ok',
    });
  });

  it('is compared by the digest of its template', async () => {
    const digest = createHash('sha256').update(readFileSync('templates/quilt.yaml')).digest('hex');
    expect(await told(`template: { url: 'https://x.s3.amazonaws.com/y', sha256: ${digest} }`)).toMatchObject({
      status: 'ok',
    });
    expect(
      await told(`template: { url: 'https://x.s3.amazonaws.com/y', sha256: ${'0'.repeat(64)} }`),
    ).toMatchObject({
      status: 'warn',
      value: 'differs from the stack: the template',
    });
  });
});

describe('the parts of another stack', () => {
  const template = `
Resources:
  Lookout: { Type: AWS::Synthetics::Canary, Properties: { Name: lookout } }
  Asleep: { Type: AWS::Synthetics::Canary, Properties: { Name: asleep } }
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
    const told = linesOf(run).filter(({ id }) => id === 'ecs.RegistryService');
    expect(told.map(({ status: mark }) => mark)).toEqual(['ok', 'fail']);
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

describe('--cost', () => {
  it('says the price before it asks, and asks once', async () => {
    const on = running();
    const { run, lines } = await looked(on, '--cost');
    expect(notes(run)).toContain('Cost Explorer charges USD 0.01 for this question.');
    expect(only(lines, 'cost')).toMatchObject({ status: 'ok' });
    expect(only(lines, 'cost').value).toMatch(/^USD 619\.03, /);
    expect(on.calls().filter(({ operation }) => operation === 'GetCostAndUsage')).toHaveLength(1);
  });

  it('tells how to have costs told where nothing bears the name of the stack', async () => {
    const { lines, result } = await looked(
      running((state) => void (state.costs = {})),
      '--cost',
    );
    expect(only(lines, 'cost')).toMatchObject({ status: 'unknown' });
    expect(only(lines, 'cost').message).toContain(
      'activate the cost allocation tag aws:cloudformation:stack-name',
    );
    expect(result).toMatchObject({ exitCode: 0 });
  });

  it('is not taken together with --watch', () => {
    expect(() => parseCommand('status', ['--cost', '--watch'])).toThrow(
      '--watch and --cost cannot be given together.',
    );
  });
});
