import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/main/command-line/parse.ts';
import { notes } from '../attended.ts';
import { account, ailing, looked, only, running, service, all, unseen, well } from './looking.ts';

describe('the status of a stack that is well', () => {
  it('ends with 0, each part by the name its product gives it', async () => {
    const { result, lines } = await looked(running());
    expect(result).toMatchObject({
      outcome: 'succeeded',
      exitCode: 0,
      url: 'https://quilt.data.example.com',
    });
    const undated = (text = ''): string =>
      text.replace(/\d+ days/, 'N days').replace(/\d{4}-\d\d-\d\d(T[\d:]+Z)?/, 'DATE');
    expect(lines.map(({ id, title, status: mark, value }) => `${mark} ${id}: ${title}, ${undated(value)}`))
      .toMatchInlineSnapshot(`
      [
        "ok stack.state: Stack, CREATE_COMPLETE",
        "ok stack.operation: Last operation, create, DATE",
        "ok stack.protection: Termination protection, on",
        "ok stack.role: Service role, none, CloudFormation works as whoever calls",
        "unknown stack.drift: Changed by hand, never looked for",
        "ok template.version: Version, 1.62.1",
        "ok dns.records: DNS records, 3 of 3 in Route 53",
        "ok host.quilt.data.example.com: quilt.data.example.com, answers 200",
        "ok host.quilt-registry.data.example.com: quilt-registry.data.example.com, answers 200",
        "ok host.quilt-s3-proxy.data.example.com: quilt-s3-proxy.data.example.com, answers 200",
        "ok certificate.CertificateArnELB: Certificate, N days left (until DATE)",
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
      resume: 'quilt-install recover --region us-east-1',
    });
    expect(only(stuck.lines, 'stack.operation')).toMatchObject({
      status: 'fail',
      message: 'quilt-install diagnose --region us-east-1',
    });
    on.cloudformation.bringTo('quilt', 'UPDATE_IN_PROGRESS');
    expect((await looked(on)).result).toMatchObject({
      outcome: 'still-running',
      exitCode: 7,
      resume: 'quilt-install watch --region us-east-1',
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
