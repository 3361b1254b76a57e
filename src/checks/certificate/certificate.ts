import { parseArn } from '../../account/arn.ts';
import {
  coveringSet,
  dateOf,
  keyTypeOf,
  rankCertificates,
  type RankedCertificate,
} from '../../account/certificate.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Certificate } from '../../core/facts.ts';
import { known } from '../../core/parameter.ts';
import type { Listener } from '../../core/product.ts';
import { certificateFix } from './fix.ts';
import { hostKeys, productScope } from '../template/chosen-values.ts';
import { fail, listed, notNeeded, pass, warn, worst } from '../verdicts.ts';

/** `*.data.example.com, RSA_2048, until 2027-05-02`. */
const evidence = ({ certificate }: RankedCertificate): string => {
  const until = certificate.notAfter === undefined ? [] : [`until ${dateOf(certificate.notAfter)}`];
  const use = certificate.inUseBy.length === 0 ? [] : [`in use by ${certificate.inUseBy.length}`];
  return [listed(certificate.names, 3), keyTypeOf(certificate), ...until, ...use].join(', ');
};

const nameOf = (certificate: Certificate): string =>
  `${certificate.names[0] ?? 'certificate'} (…${certificate.arn.slice(-8)})`;

const why = (one: RankedCertificate): string =>
  `${nameOf(one.certificate)} ${one.problems.map((problem) => problem.text).join(' and ')}`;

const request = 'quilt-install preflight --fix --only acm.certificate requests one that covers every host.';

/** A certificate that was named is not replaced by ours: it has to be left out first. */
const instead = (key: string, better: RankedCertificate | undefined): string =>
  better === undefined
    ? `Choose another, or leave ${key} out: then ${request}`
    : `Use one that fits: --param ${key}=${better.certificate.arn} (${evidence(better)}).`;

const renewal =
  'See that its validation records are still in DNS, so that ACM can renew it: aws acm describe-certificate.';

const verdictOn = (one: RankedCertificate): Verdict => {
  if (!one.usable) return fail(`The certificate ${why(one)}.`, remedyFor(one));
  if (one.problems.length === 0) return pass(evidence(one));
  return warn(`The certificate ${why(one)}.`, renewal);
};

const isPending = (certificate: Certificate): boolean => certificate.status === 'PENDING_VALIDATION';

/** The records that prove to ACM whose the hosts are, for whoever runs their DNS. */
const validationFix = ({ validation }: Certificate): string => {
  const open = validation.flatMap(({ name, value, status }) =>
    status === 'SUCCESS' || name === undefined || value === undefined ? [] : [`${name} CNAME ${value}`],
  );
  const records = [...new Set(open)];
  return records.length === 0
    ? 'Put its validation records into DNS (aws acm describe-certificate shows them) and wait until ACM has issued it.'
    : `Put into DNS, then wait until ACM has issued it: ${records.join('; ')}. Where a zone of this account covers the hosts, quilt-install preflight --fix --only acm.certificate does it.`;
};

/** What fixes this very certificate, where anything does. */
const remedyFor = ({ certificate, problems }: RankedCertificate): string => {
  const fault = problems.find((problem) => problem.blocks)?.fault;
  if (fault === 'expiring') return 'Import its successor before that day: aws acm import-certificate.';
  return isPending(certificate) ? validationFix(certificate) : '';
};

const elsewhere = (arn: string, region: string): Verdict | undefined => {
  const parsed = parseArn(arn);
  if (parsed === undefined || parsed.service !== 'acm')
    return fail(`"${arn.slice(0, 100)}" is not the ARN of an ACM certificate.`, '');
  if (parsed.region === region) return undefined;
  return fail(
    `The certificate is in ${parsed.region}, but the load balancer will be in ${region}, and takes certificates of its own region only.`,
    '',
  );
};

/** What several certificates are worth together; undefined where they do not cover every host. */
const setVerdict = (ranked: readonly RankedCertificate[], hosts: readonly string[]): Verdict | undefined => {
  const unsound = ranked.filter((one) => !one.sound);
  if (unsound.length > 0) return worst(unsound.map(verdictOn));
  const covering = coveringSet(ranked, hosts);
  if (covering === undefined) return undefined;
  const [only] = covering;
  if (covering.length === 1 && only !== undefined) return verdictOn(only);
  const doubts = covering.filter((one) => one.problems.some((problem) => problem.fault !== 'uncovered'));
  const names = covering.map((one) => nameOf(one.certificate)).join(', ');
  if (doubts.length === 0) return pass(`A set covers every host: ${names}`);
  return warn(`A set covers every host (${names}), but ${doubts.map(why).join('; ')}.`, renewal);
};

/** A failure is easier to bear with a way out: another certificate of this account, or one made for the purpose. */
const withWayOut = async (
  input: CheckInput,
  verdict: Verdict,
  { certificate: key, hosts }: Listener,
): Promise<Verdict> => {
  if (verdict.status !== 'fail') return verdict;
  // Not to be allowed to list the others does not make this one any better.
  const others = await input.facts.certificates().catch(() => []);
  const [best] = rankCertificates(others, hosts, input.now);
  if (best?.usable !== true && verdict.fix !== undefined && verdict.fix !== '') return verdict;
  const way = instead(key, best?.usable === true ? best : undefined);
  return {
    ...verdict,
    fix: [verdict.fix, way].filter((text) => text !== undefined && text !== '').join(' '),
  };
};

/** A listener shows the certificate that its parameter names, whichever of its hosts is asked for. */
const judgeGiven = async (input: CheckInput, arn: string, hosts: readonly string[]): Promise<Verdict> => {
  const foreign = elsewhere(arn, input.target.region);
  if (foreign !== undefined) return foreign;
  const found = await input.facts.certificate(arn);
  if (found === undefined) return fail(`There is no certificate ${listed([arn])} in this account.`, '');
  const [ranked] = rankCertificates([found], hosts, input.now);
  return ranked === undefined ? fail(`${arn} cannot be judged.`, request) : verdictOn(ranked);
};

/** Summaries hold 100 names and no users, so the best few are read in full. */
const described = async (
  input: CheckInput,
  hosts: readonly string[],
): Promise<readonly RankedCertificate[]> => {
  const summaries = await input.facts.certificates();
  const cut = summaries.filter((one) => !one.namesComplete);
  const full = await Promise.all(cut.map(async (one) => (await input.facts.certificate(one.arn)) ?? one));
  const whole = [...summaries.filter((one) => one.namesComplete), ...full];
  return rankCertificates(whole, hosts, input.now);
};

/** One on its way needs no other beside it; only its full description holds the records. */
const pendingVerdict = async (
  input: CheckInput,
  { certificate }: RankedCertificate,
  hosts: readonly string[],
): Promise<Verdict> => {
  const full = (await input.facts.certificate(certificate.arn)) ?? certificate;
  const [ranked] = rankCertificates([full], hosts, input.now);
  return ranked === undefined ? fail(`${certificate.arn} is pending.`, request) : verdictOn(ranked);
};

const judgeCandidates = async (input: CheckInput, hosts: readonly string[]): Promise<Verdict> => {
  const ranked = await described(input, hosts);
  const [best] = ranked;
  const { region } = input.target;
  if (best === undefined)
    return fail(`There is no certificate in ${region}; ${listed(hosts)} need one.`, request);
  if (best.usable) return verdictOn(best);
  const together = setVerdict(
    ranked.filter((one) => one.sound),
    hosts,
  );
  if (together !== undefined) return together;
  const pending = ranked.find(({ certificate, coverage }) => isPending(certificate) && coverage.complete);
  if (pending !== undefined) return pendingVerdict(input, pending, hosts);
  const misses = ranked.filter(
    (one) => one.coverage.covered.length > 0 || one.coverage.missing.some((m) => m.near),
  );
  const nearMisses = misses.slice(0, 3).map(why);
  return fail(
    nearMisses.length === 0
      ? `None of the ${ranked.length} certificates in ${region} covers ${listed(hosts)}.`
      : `No certificate in ${region} fits all of ${listed(hosts)}: ${nearMisses.join('; ')}.`,
    [remedyFor(misses[0] ?? best), request].filter((text) => text !== '').join(' '),
  );
};

/** Each listener against its own hosts: by the certificate that was named for it, else by what the account has. */
const judgeListener = async (input: CheckInput, listener: Listener): Promise<Verdict | undefined> => {
  const arn = known(input.values, listener.certificate)?.trim() ?? '';
  if (arn !== '') return withWayOut(input, await judgeGiven(input, arn, listener.hosts), listener);
  return listener.hosts.length === 0 ? undefined : judgeCandidates(input, listener.hosts);
};

export const acmCertificate: Check<'acm.certificate'> = {
  id: 'acm.certificate',
  category: 'Certificate',
  title: 'A certificate covers every host',
  needs: hostKeys,
  uses: (product, template) => product.certificateParameters(template),
  judge: async (input) => {
    const listeners = input.target.product.listeners(productScope(input));
    if (listeners.every(({ hosts }) => hosts.length === 0))
      return notNeeded('No host to cover: no load balancer here takes a certificate.');
    const verdicts = await Promise.all(listeners.map((listener) => judgeListener(input, listener)));
    return worst(verdicts.filter((verdict) => verdict !== undefined));
  },
  fix: certificateFix,
  fixAfter: 'dns.hosted-zone',
};
