import type { DnsRecord } from '../../src/core/dns.ts';
import type { Event } from '../../src/core/events.ts';
import { awsCodes, InstallError } from '../../src/core/errors.ts';
import { exitCodes } from '../../src/core/exit-codes.ts';
import type { HostedZone, LoadBalancer, RecordSet } from '../../src/core/facts.ts';
import type { DnsWriter, Facts, Probe, RecordChange } from '../../src/core/ports.ts';
import type { DnsReply } from '../../src/core/probe.ts';

export const balancer = 'quilt-lb-123.us-east-1.elb.amazonaws.com';
export const balancerZone = 'Z35SXDOTRQ7X7K';
export const hosts = [
  'quilt.data.example.com',
  'quilt-registry.data.example.com',
  'quilt-s3-proxy.data.example.com',
];

export const zone = (id: string, name: string, rest: Partial<HostedZone> = {}): HostedZone => ({
  id,
  name,
  private: false,
  ...rest,
});

export const set = (name: string, type: string, values: readonly string[], ttl = 300): RecordSet => ({
  name,
  type,
  values,
  ttl,
  raw: { Name: `${name}.`, Type: type, TTL: ttl, ResourceRecords: values.map((Value) => ({ Value })) },
});

export const alias = (name: string, target: string): RecordSet => ({
  name,
  type: 'A',
  values: [],
  alias: { target, zoneId: balancerZone, evaluateHealth: false },
  raw: {
    Name: `${name}.`,
    Type: 'A',
    AliasTarget: { HostedZoneId: balancerZone, DNSName: target, EvaluateTargetHealth: false },
  },
});

const refusal = (message: string): InstallError =>
  new InstallError({ code: awsCodes.refused, message, hint: 'h', exitCode: exitCodes.unexpected });
export const denial = (permission: string): InstallError =>
  new InstallError({
    code: awsCodes.denied,
    message: 'denied',
    hint: 'h',
    permission,
    exitCode: exitCodes.noAccess,
  });

export const silence = (server: string): InstallError =>
  new InstallError({
    code: 'dns-unanswered',
    message: `${server} did not answer`,
    hint: 'h',
    exitCode: exitCodes.dnsFailed,
  });

const made = (record: DnsRecord): RecordSet =>
  record.alias
    ? { ...alias(record.name, record.target), type: record.type }
    : set(record.name, record.type, [record.target], record.ttl);

/** Zones that follow Route 53's rules: batches are atomic, DELETE repeats exactly, nothing stands beside a CNAME. */
export class Zones {
  readonly zones: HostedZone[];
  readonly balancers: LoadBalancer[] = [];
  readonly sets = new Map<string, RecordSet[]>();
  readonly batches: { readonly zoneId: string; readonly changes: readonly RecordChange[] }[] = [];
  readonly events: Event[] = [];
  readonly answers = new Map<string, readonly string[]>();
  /** What a name server says, by `address name type`; another one is silent. */
  readonly replies = new Map<string, DnsReply>();
  /** What TestDNSAnswer says, by `name type`; denied where nothing is set. */
  readonly tested = new Map<string, readonly string[]>();
  /** VPCs of private zones, by zone id. */
  readonly vpcs = new Map<string, readonly string[]>();
  unreachable = false;
  authority: DnsReply['authority'] = [];
  /** How many more times `inSync` says no. */
  pending = 0;
  syncProblems: InstallError[] = [];
  denied = new Set<string>();
  tls = true;
  status: number | undefined = 200;
  now = 0;
  onSleep: () => void = () => undefined;
  beforeChange: () => void = () => undefined;

  constructor(...zones: readonly HostedZone[]) {
    this.zones = [...zones];
  }

  put(zoneId: string, ...sets: readonly RecordSet[]): this {
    this.sets.set(zoneId, [...(this.sets.get(zoneId) ?? []), ...sets]);
    return this;
  }

  get ports() {
    return {
      facts: this.#facts(),
      dns: this.#writer(),
      probe: this.#probe(),
      emit: (event: Event) => void this.events.push(event),
      command: (...words: readonly string[]) => ['quilt-install', ...words].join(' '),
      clock: {
        now: () => this.now,
        sleep: async (ms: number) => {
          this.now += ms;
          this.onSleep();
        },
        during: <T>(work: Promise<T>): Promise<T> => work,
      },
    };
  }

  #allowed(permission: string): void {
    if (this.denied.has(permission)) throw denial(permission);
  }

  #facts(): Facts {
    const facts: Partial<Facts> = {
      hostedZones: async () => {
        this.#allowed('route53:ListHostedZones');
        return this.zones;
      },
      records: async (zoneId, name) => {
        this.#allowed('route53:ListResourceRecordSets');
        return (this.sets.get(zoneId) ?? []).filter((one) => one.name === name);
      },
      hostedZone: async (zoneId) => {
        this.#allowed('route53:GetHostedZone');
        const zone = this.zones.find(({ id }) => id === zoneId);
        const servers = (this.sets.get(zoneId) ?? []).filter(
          ({ type, name }) => type === 'NS' && name === zone?.name,
        );
        return {
          nameServers: servers.flatMap(({ values }) => values.map((value) => value.replace(/\.$/, ''))),
          vpcIds: this.vpcs.get(zoneId) ?? [],
        };
      },
      testAnswer: async (_zoneId, name, type) => {
        const values = this.tested.get(`${name} ${type}`);
        if (values === undefined) throw denial('route53:TestDNSAnswer');
        return { code: values.length > 0 ? 'NOERROR' : 'NXDOMAIN', values };
      },
      loadBalancers: async () => {
        this.#allowed('elasticloadbalancing:DescribeLoadBalancers');
        return this.balancers;
      },
      refresh: () => undefined,
    };
    return facts as Facts;
  }

  #writer(): DnsWriter {
    return {
      change: async (zoneId, changes) => {
        this.beforeChange();
        this.#allowed('route53:ChangeResourceRecordSets');
        this.sets.set(zoneId, changes.reduce(after, this.sets.get(zoneId) ?? []));
        this.batches.push({ zoneId, changes });
        return 'C1';
      },
      createZone: async (name) => {
        this.#allowed('route53:CreateHostedZone');
        this.zones.push(zone('ZMADE', name));
        return { zoneId: 'ZMADE', changeId: 'C0' };
      },
      inSync: async () => {
        const problem = this.syncProblems.shift();
        if (problem !== undefined) throw problem;
        this.pending -= 1;
        return this.pending < 0;
      },
    };
  }

  #probe(): Probe {
    return {
      rehearsed: false,
      discover: () => Promise.resolve({ problem: 'nobody is asked' }),
      resolve: async (name, type) => this.answers.get(`${name} ${type}`) ?? [],
      ask: async (server, name, type) => {
        if (server !== undefined) {
          const reply = this.replies.get(`${server.address} ${name} ${type}`);
          if (reply === undefined) throw silence(server.address);
          return reply;
        }
        const of = (kind: string): readonly string[] => this.answers.get(`${name} ${kind}`) ?? [];
        const answers = ['CNAME', type].flatMap((kind) =>
          of(kind).map((value) => ({ name, type: kind, ttl: 30, value })),
        );
        return { code: 'NOERROR', authoritative: false, answers, authority: this.authority };
      },
      tls: async () =>
        this.tls
          ? { ok: true, names: [] }
          : { ok: false, names: [], problem: 'connection refused', unreachable: this.unreachable },
      https: async () => (this.status === undefined ? { problem: 'timed out' } : { status: this.status }),
    };
  }
}

const after = (sets: RecordSet[], change: RecordChange): RecordSet[] => {
  if (change.action === 'delete') {
    const found = sets.find((one) => JSON.stringify(one) === JSON.stringify(change.recordSet));
    if (found === undefined)
      throw refusal('[Tried to delete resource record set but the values provided do not match]');
    return sets.filter((one) => one !== found);
  }
  const { record } = change;
  const beside = sets.filter(({ name }) => name === record.name);
  if (beside.some(({ type }) => type === record.type))
    throw refusal('[Tried to create resource record set but it already exists]');
  if (beside.some(({ type }) => type === 'CNAME') || (record.type === 'CNAME' && beside.length > 0))
    throw refusal('[RRSet is not permitted as it conflicts with other records with the same DNS name]');
  return [...sets, made(record)];
};

export const outputs = (rest: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({
      QuiltWebHost: 'quilt.data.example.com',
      RegistryHost: 'quilt-registry.data.example.com',
      S3ProxyHost: 'quilt-s3-proxy.data.example.com',
      LoadBalancerDNSName: balancer,
      LoadBalancerCanonicalHostedZoneID: balancerZone,
      ...rest,
    }).filter(([, value]) => value !== ''),
  );
