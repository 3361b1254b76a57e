import { dayMs } from '../core/duration.ts';
import type { Certificate } from '../core/facts.ts';
import { normaliseHost } from './host.ts';

interface Uncovered {
  readonly host: string;
  /** A name of the certificate that comes close: a wildcard one level off. */
  readonly near?: string;
}

export interface Coverage {
  readonly covered: readonly string[];
  readonly missing: readonly Uncovered[];
  readonly complete: boolean;
}

/** A wildcard stands for exactly one label, the leftmost: not for the apex, not for two levels. */
export function covers(name: string, host: string): boolean {
  const wanted = normaliseHost(host);
  const given = normaliseHost(name);
  if (!given.startsWith('*.')) return given === wanted;
  const dot = wanted.indexOf('.');
  return dot > 0 && wanted.slice(dot) === given.slice(1);
}

/** Too high (`*.example.com` for `a.b.example.com`), too deep (`*.x.b.example.com`), or the apex itself. */
const oneLevelOff = (name: string, host: string): boolean => {
  if (!name.startsWith('*.')) return false;
  const base = name.slice(2);
  const parent = host.slice(host.indexOf('.') + 1);
  return host === base || host.endsWith(`.${base}`) || (parent.includes('.') && base.endsWith(`.${parent}`));
};

/** Which of the hosts a certificate's names cover. */
export function coverage(certificate: Pick<Certificate, 'names'>, hosts: readonly string[]): Coverage {
  const covered = hosts.filter((host) => certificate.names.some((name) => covers(name, host)));
  const missing = hosts
    .filter((host) => !covered.includes(host))
    .map((host) => {
      const near = certificate.names.find((name) => oneLevelOff(normaliseHost(name), normaliseHost(host)));
      return near === undefined ? { host } : { host, near };
    });
  return { covered, missing, complete: missing.length === 0 };
}

/** Listeners of an Application Load Balancer take these; ACM also holds RSA_1024. */
const balancerKeys = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_PRIME256V1', 'EC_SECP384R1', 'EC_SECP521R1'];

/** ACM's enumeration has underscores, its answers hyphens. */
export const keyTypeOf = (certificate: Pick<Certificate, 'keyAlgorithm'>): string =>
  certificate.keyAlgorithm.replaceAll('-', '_');

/** ACM renews about 45 days ahead; a certificate still this near its end was not renewed. */
const expiringDays = 30;

export interface CertificateProblem {
  readonly fault: 'not-issued' | 'expired' | 'expiring' | 'key-type' | 'managed' | 'renewal' | 'uncovered';
  /** False: it works today, and needs a look. */
  readonly blocks: boolean;
  /** Continues "the certificate …". */
  readonly text: string;
}

export const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

const validityProblem = (certificate: Certificate, now: number): CertificateProblem[] => {
  const end = certificate.notAfter;
  if (end === undefined) return [];
  if (end <= now) return [{ fault: 'expired', blocks: true, text: `expired on ${dateOf(end)}` }];
  const days = Math.floor((end - now) / dayMs);
  if (days >= expiringDays) return [];
  // A private certificate of ACM is renewed like a public one; only what was imported is not.
  const renewed = certificate.type !== 'IMPORTED';
  const text = `expires in ${days} ${days === 1 ? 'day' : 'days'} (${dateOf(end)})`;
  return [
    {
      fault: 'expiring',
      blocks: !renewed,
      text: renewed ? text : `${text} and ACM does not renew a certificate of type ${certificate.type}`,
    },
  ];
};

const statusProblem = (certificate: Certificate): CertificateProblem[] => {
  const problems: CertificateProblem[] = [];
  if (certificate.status !== 'ISSUED' && certificate.status !== 'EXPIRED')
    problems.push({ fault: 'not-issued', blocks: true, text: `is ${certificate.status}, not ISSUED` });
  if (!balancerKeys.includes(keyTypeOf(certificate).toUpperCase()))
    problems.push({
      fault: 'key-type',
      blocks: true,
      text: `has a ${keyTypeOf(certificate)} key, which a load balancer refuses`,
    });
  if (certificate.managedBy === 'CLOUDFRONT')
    problems.push({ fault: 'managed', blocks: true, text: 'is managed by CloudFront for its own use' });
  if (certificate.renewalStatus === 'PENDING_VALIDATION' || certificate.renewalStatus === 'FAILED')
    problems.push({
      fault: 'renewal',
      blocks: false,
      text: `could not be renewed so far (${certificate.renewalStatus})`,
    });
  return problems;
};

const coverageProblem = ({ host, near }: Uncovered): string =>
  near === undefined ? host : `${host} (${near} is one level off)`;

/** What keeps a certificate from serving these hosts through a load balancer, worst first. */
export function certificateProblems(
  certificate: Certificate,
  hosts: readonly string[],
  now: number,
): readonly CertificateProblem[] {
  const { missing } = coverage(certificate, hosts);
  const expired = certificate.status === 'EXPIRED' && certificate.notAfter === undefined;
  const problems = [...statusProblem(certificate), ...validityProblem(certificate, now)];
  if (expired) problems.push({ fault: 'expired', blocks: true, text: 'has expired' });
  if (missing.length > 0)
    problems.push({
      fault: 'uncovered',
      blocks: true,
      text: `does not cover ${missing.map(coverageProblem).join(', ')}`,
    });
  return problems.sort((a, b) => Number(b.blocks) - Number(a.blocks));
}

export interface RankedCertificate {
  readonly certificate: Certificate;
  readonly coverage: Coverage;
  readonly problems: readonly CertificateProblem[];
  /** Covers every host and nothing blocks it. */
  readonly usable: boolean;
  /** Nothing but missing hosts blocks it: it can be one of a set. */
  readonly sound: boolean;
}

const rankOf = (certificate: Certificate, hosts: readonly string[], now: number): RankedCertificate => {
  const problems = certificateProblems(certificate, hosts, now);
  const blocking = problems.filter((problem) => problem.blocks);
  return {
    certificate,
    coverage: coverage(certificate, hosts),
    problems,
    usable: blocking.length === 0,
    sound: blocking.every((problem) => problem.fault === 'uncovered'),
  };
};

/** Best first: usable ones, then by hosts covered, fewest problems, latest end. */
export const rankCertificates = (
  certificates: readonly Certificate[],
  hosts: readonly string[],
  now: number,
): readonly RankedCertificate[] =>
  certificates
    .map((certificate) => rankOf(certificate, hosts, now))
    .sort(
      (a, b) =>
        Number(b.usable) - Number(a.usable) ||
        b.coverage.covered.length - a.coverage.covered.length ||
        Number(b.sound) - Number(a.sound) ||
        a.problems.length - b.problems.length ||
        (b.certificate.notAfter ?? 0) - (a.certificate.notAfter ?? 0) ||
        a.certificate.arn.localeCompare(b.certificate.arn),
    );

/** The fewest sound certificates that cover every host together (greedy); undefined when some host has none. */
export function coveringSet(
  ranked: readonly RankedCertificate[],
  hosts: readonly string[],
): readonly RankedCertificate[] | undefined {
  const open = new Set(hosts);
  const chosen: RankedCertificate[] = [];
  const gain = (one: RankedCertificate): number =>
    one.coverage.covered.filter((host) => open.has(host)).length;
  while (open.size > 0) {
    const best = ranked.filter((one) => one.sound).sort((a, b) => gain(b) - gain(a))[0];
    if (best === undefined || gain(best) === 0) return undefined;
    for (const host of best.coverage.covered) open.delete(host);
    chosen.push(best);
  }
  return chosen;
}
