import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeAws } from '../../src/aws/index.ts';
import { checks, printPolicy, runChecks } from '../../src/checks/index.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { CheckResult, CheckInput, Fixes, DeploymentTarget } from '../../src/core/check.ts';
import type { Values } from '../../src/core/parameter.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import type { AccountState, CertificateState } from '../../src/rehearsal/account/state.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { targetOf, valuesOf } from './facts.ts';
import { rehearsalAccount } from '../helpers/account.ts';

const template = parseTemplate(readFileSync('templates/quilt.yaml', 'utf8'));
const values = valuesOf({
  AdminEmail: 'ops@example.com',
  CertificateArnELB: 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111',
  QuiltWebHost: 'quilt.data.example.com',
  VPC: 'vpc-00000000000000001',
  Subnets: 'subnet-0000000000000000a,subnet-0000000000000000b',
  IntraSubnets: 'subnet-0000000000000000c,subnet-0000000000000000d',
  UserSubnets: 'subnet-0000000000000000e,subnet-0000000000000000f',
  UserSecurityGroup: 'sg-00000000000000001',
  ApiGatewayVPCEndpoint: 'vpce-00000000000000001',
});

interface MatrixRun {
  readonly fixes: Fixes;
  readonly account: RehearsalAccount;
  readonly judging: Omit<CheckInput, 'now'>;
  readonly again: () => Promise<readonly CheckResult[]>;
}

/**
 * A far account: each call takes `latencyMs` of the clock once it is answered. As time passes only when nothing is
 * under way, what a run takes is exactly as many latencies as it is round trips deep.
 */
const latent = (clock: Clock, latencyMs: number): Clock => ({
  ...clock,
  during: (work) =>
    clock.during(work).then(async (answer) => {
      // A module that was loaded comes from no further than the disk.
      if (Object.prototype.toString.call(answer) !== '[object Module]') await clock.sleep(latencyMs);
      return answer;
    }),
});

const on = async <T>(
  prepare: (state: AccountState) => void,
  target: Partial<DeploymentTarget>,
  use: (run: MatrixRun) => Promise<T>,
  options: { readonly latencyMs?: number; readonly values?: Values; readonly fail?: readonly string[] } = {},
): Promise<T> => {
  const account = await rehearsalAccount({
    fail: options.fail ?? [],
    prepare,
  });
  const clock = latent(account.clock, options.latencyMs ?? 0);
  const { facts, fixes } = makeAws({
    region: account.region,
    env: {},
    clock,
    signal: new AbortController().signal,
    endpoint: { url: account.endpoint, credentials: account.credentials },
  });
  const input = {
    facts,
    probe: account.probe,
    values: options.values ?? values,
    target: targetOf({ template, buckets: ['example-lab-data'], ...target }),
  };
  const again = (): Promise<readonly CheckResult[]> => {
    facts.refresh();
    return runChecks({ checks, input, clock });
  };
  try {
    return await use({ account, judging: input, fixes, again });
  } finally {
    await account.close();
  }
};

const bad = (results: readonly CheckResult[]): readonly string[] =>
  results
    .filter(({ verdict }) => verdict.status !== 'pass' && verdict.status !== 'skipped')
    .map(({ check, verdict }) => `${check.id} ${verdict.status}`);

const first = <T>(map: Map<string, T>): T => {
  const [value] = map.values();
  if (value === undefined) throw new Error('the ready account lacks it');
  return value;
};
/** Puts a changed copy in place of an entry. */
const change = <T>(map: Map<string, T>, key: string, more: Partial<T>): void => {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the ready account lacks ${key}`);
  map.set(key, { ...value, ...more });
};
const certificate = (state: AccountState, more: Partial<CertificateState>): void =>
  change(state.certificates, first(state.certificates).arn, more);
const day = 86_400_000;

/** What breaks one prerequisite of the ready account, and the one check that must say so. */
const rows: readonly (readonly [
  string,
  readonly string[],
  (state: AccountState) => void,
  Partial<DeploymentTarget>?,
])[] = [
  ['nothing', [], () => undefined],
  ['account', ['aws.account fail'], () => undefined, { expectAccount: '999999999999' }],
  [
    'Elasticsearch role gone',
    ['iam.es-service-linked-role fail'],
    ({ roles }) => void roles.delete('AWSServiceRoleForAmazonElasticsearchService'),
  ],
  [
    'ECS role gone',
    ['iam.ecs-service-linked-role warn'],
    ({ roles }) => void roles.delete('AWSServiceRoleForECS'),
  ],
  [
    'Fargate not offered',
    ['region.fargate fail'],
    ({ fargateRegions }) => void fargateRegions.delete('us-east-1'),
  ],
  [
    'certificate expired',
    ['acm.certificate fail'],
    (state) => certificate(state, { status: 'EXPIRED', notAfter: Date.now() - day }),
  ],
  [
    'certificate for one host only',
    ['acm.certificate fail'],
    (state) => certificate(state, { names: ['quilt.data.example.com'] }),
  ],
  [
    'certificate one level off',
    ['acm.certificate fail'],
    (state) => certificate(state, { names: ['*.example.com'] }),
  ],
  [
    'certificate with a small key',
    ['acm.certificate fail'],
    (state) => certificate(state, { keyAlgorithm: 'RSA_1024' }),
  ],
  [
    'certificate pending',
    ['acm.certificate fail'],
    (state) => certificate(state, { status: 'PENDING_VALIDATION' }),
  ],
  ['certificate gone', ['acm.certificate fail'], ({ certificates }) => certificates.clear()],
  ['zone gone', ['dns.hosted-zone warn'], ({ zones }) => zones.clear()],
  ['bucket gone', ['s3.bucket fail'], ({ buckets }) => void buckets.delete('example-lab-data')],
  [
    'bucket of another account',
    ['s3.bucket fail'],
    ({ buckets }) => change(buckets, 'example-lab-data', { owner: '999999999999' }),
  ],
  [
    'bucket in another region',
    ['s3.bucket fail'],
    ({ buckets }) => change(buckets, 'example-lab-data', { region: 'eu-west-1' }),
  ],
  [
    'bucket notified',
    ['s3.bucket-notifications fail'],
    ({ buckets }) =>
      change(buckets, 'example-lab-data', {
        notifications: {
          QueueConfigurations: [
            { Id: 'x', QueueArn: 'arn:aws:sqs:us-east-1:123456789012:lims', Events: ['s3:ObjectCreated:*'] },
          ],
        },
      }),
  ],
  [
    'versioning suspended',
    ['s3.bucket-versioning fail'],
    ({ buckets }) => change(buckets, 'example-lab-data', { versioning: 'Suspended' }),
  ],
  [
    'trails used up',
    ['cloudtrail.capacity fail'],
    ({ trails }) => {
      for (const name of ['b', 'c', 'd', 'e'])
        trails.set(name, {
          ...first(trails),
          name,
          arn: `arn:aws:cloudtrail:us-east-1:123456789012:trail/${name}`,
        });
    },
  ],
  [
    'VPC without host names',
    ['network.vpc fail'],
    ({ vpcs }) => change(vpcs, 'vpc-00000000000000001', { dnsHostnames: false }),
  ],
  [
    'own name servers',
    ['network.vpc warn'],
    ({ dhcpOptions }) => change(dhcpOptions, 'dopt-00000000000000001', { nameServers: ['10.0.0.53'] }),
  ],
  [
    'subnet full',
    ['network.subnets fail'],
    ({ subnets }) => change(subnets, 'subnet-0000000000000000a', { freeAddresses: 5 }),
  ],
  [
    'NAT gateway failed',
    ['network.routes fail'],
    ({ natGateways }) => change(natGateways, 'nat-0000000000000000a', { state: 'failed' }),
  ],
  [
    'group closed',
    ['network.security-group fail'],
    ({ securityGroups }) => change(securityGroups, 'sg-00000000000000001', { ingress: [] }),
  ],
  [
    'endpoint pending',
    ['network.endpoints fail'],
    ({ vpcEndpoints }) => change(vpcEndpoints, 'vpce-00000000000000001', { state: 'pendingAcceptance' }),
  ],
  [
    'S3 gateway gone',
    ['network.endpoints warn'],
    ({ vpcEndpoints }) => void vpcEndpoints.delete('vpce-00000000000000002'),
  ],
  ['capital letters', ['stack.name fail'], () => undefined, { stackName: 'Quilt' }],
  [
    'template unreadable',
    ['template.readable fail'],
    () => undefined,
    { template: undefined as never, templateError: new Error('HTTP 404') },
  ],
];

describe('one broken prerequisite, one check that says so', () => {
  for (const [name, expected, prepare, target] of rows)
    it(name, () =>
      on(prepare, target ?? {}, async ({ again }) => expect(bad(await again())).toEqual(expected)),
    );
});

/** What breaks it, and which check offers to fix it. */
const fixable: readonly (readonly [string, (state: AccountState) => void])[] = [
  [
    'iam.es-service-linked-role',
    ({ roles }) => void roles.delete('AWSServiceRoleForAmazonElasticsearchService'),
  ],
  ['iam.ecs-service-linked-role', ({ roles }) => void roles.delete('AWSServiceRoleForECS')],
  ['s3.bucket', ({ buckets }) => void buckets.delete('example-lab-data')],
  ['acm.certificate', ({ certificates }) => certificates.clear()],
];

const unnamed = new Map([...values].filter(([key]) => key !== 'CertificateArnELB'));

describe('a fix', () => {
  it('is proved for every check that has one', () =>
    expect(
      checks
        .filter(({ fix }) => fix !== undefined)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      // The stacks among them are made in the tests of the command that makes them.
      [...fixable.map(([id]) => id), 'iam.service-role', 'network.vpc'].sort(),
    ));

  for (const [id, prepare] of fixable)
    it(`of ${id} ends in a pass, and is not offered again`, () =>
      on(
        prepare,
        {},
        async ({ account, judging, fixes, again }) => {
          const check = checks.find((one) => one.id === id);
          const offer = () => check?.fix?.({ ...judging, now: account.clock.now() });
          expect(bad(await again())).toEqual([expect.stringMatching(new RegExp(`^${id} (fail|warn)$`))]);
          const fix = await offer();
          if (fix === undefined || !('call' in fix)) throw new Error('no fix');
          await fix.call(fixes);
          expect(bad(await again())).toEqual([]);
          expect(await offer()).toBeUndefined();
        },
        { values: unnamed },
      ));
});

describe('the printed policy', () => {
  const identity = { account: '123456789012', partition: 'aws' };
  const roleArn = 'arn:aws:iam::123456789012:role/deploy';
  const target = { roleArn } as const;
  const deploy = (state: AccountState): void => {
    const one = first(state.roles);
    const inline = new Map([['all', '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}']]);
    const trust =
      '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "cloudformation.amazonaws.com"}}}';
    state.roles.set('deploy', {
      ...one,
      name: 'deploy',
      path: '/',
      arn: roleArn,
      trust,
      inline,
      attached: new Set(),
    });
  };
  const printed = new Set(
    printPolicy({
      identity,
      target: targetOf({ template, buckets: ['example-lab-data'], roleArn }),
    }).document.Statement.flatMap((statement) => statement.Action),
  );

  it('holds whatever a preflight calls', () =>
    on(deploy, target, async ({ account, again }) => {
      expect(bad(await again())).toEqual([]);
      const used = new Set(account.calls().map(({ action }) => action));
      used.delete('');
      expect([...used].filter((action) => !printed.has(action))).toEqual([]);
      expect(used.size).toBeGreaterThan(30);
    }));

  it('lets every check of a preflight read what it needs', () =>
    on(deploy, target, async ({ again }) => expect(bad(await again())).toEqual([]), {
      fail: [`AllowOnly=${[...printed].join(',')}`],
    }));

  it('is needed: with nothing allowed, what cannot be read is unknown and nothing fails', () =>
    on(
      deploy,
      target,
      async ({ again }) => {
        const results = await again();
        const statuses = new Set(results.map(({ verdict }) => verdict.status));
        expect(statuses).toContain('unknown');
        expect(statuses).not.toContain('fail');
        for (const { check, verdict } of results)
          if (verdict.status === 'unknown' && !check.id.startsWith('dns.'))
            expect(verdict.message, check.id).toMatch(/[a-z0-9]+:[A-Z]\w+/);
      },
      { fail: ['AllowOnly=sts:GetCallerIdentity'] },
    ));
});

describe('the cost of a preflight', () => {
  /** Real milliseconds of a whole look at this latency per call, and how many calls it made. */
  const look = (latencyMs: number): Promise<{ readonly took: number; readonly calls: number }> =>
    on(
      () => undefined,
      {},
      async ({ account, again }) => {
        const begun = account.clock.now();
        await again();
        return { took: account.clock.now() - begun, calls: account.calls().length };
      },
      { latencyMs },
    );

  it('stays right and low in a crowded account', async () => {
    const crowd = (state: AccountState): void => {
      const one = first(state.certificates);
      state.certificates.delete(one.arn);
      for (let index = 0; index < 2_000; index++) {
        const arn = one.arn.replace(/.{4}$/, String(index).padStart(4, '0'));
        state.certificates.set(arn, { ...one, arn, names: [`host-${index}.example.org`] });
      }
      state.certificates.set(one.arn, one);
      const zone = first(state.zones);
      for (let index = 0; index < 500; index++)
        state.zones.set(`ZX${index}`, {
          ...zone,
          id: `ZX${index}`,
          name: `zone-${index}.example.net.`,
          records: [],
        });
      const subnet = first(state.subnets);
      for (let index = 0; index < 1_000; index++)
        state.subnets.set(`subnet-x${index}`, { ...subnet, id: `subnet-x${index}` });
      const trail = first(state.trails);
      for (let index = 0; index < 100; index++)
        state.trails.set(`x${index}`, {
          ...trail,
          name: `x${index}`,
          arn: `arn:aws:cloudtrail:eu-west-1:123456789012:trail/x${index}`,
          homeRegion: 'eu-west-1',
          multiRegion: false,
        });
    };
    await on(
      crowd,
      {},
      async ({ again, account }) => {
        const begun = account.clock.now();
        expect(bad(await again())).toEqual([]);
        expect(account.clock.now() - begun).toBeLessThanOrEqual(25 * 100);
      },
      { latencyMs: 100, values: unnamed },
    );
  });

  it('is at most eight round trips long', async () => {
    const far = await look(100);
    expect(far.took / 100).toBeLessThanOrEqual(8);
    expect(far.calls).toBeLessThanOrEqual(90);
  });
});
