import { amazonMayIssue, parseCaa, type CaaRecord } from '../../account/caa.ts';
import { rankCertificates } from '../../account/certificate.ts';
import { ancestorsOf } from '../../account/host.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { hostKeys, hostsOf } from '../template/chosen-values.ts';
import { fail, listed, notNeeded, pass, warn } from '../verdicts.ts';

/** The set that rules a name is the nearest one, from the name itself upwards. */
const rulingSet = async (
  { probe }: CheckInput,
  host: string,
): Promise<{ readonly at: string; readonly records: readonly CaaRecord[] } | undefined> => {
  const names = [host, ...ancestorsOf(host)];
  const answers = await Promise.all(names.map((name) => probe.resolve(name, 'CAA')));
  const index = answers.findIndex((answer) => answer.length > 0);
  const at = names[index];
  if (at === undefined) return undefined;
  return { at, records: (answers[index] ?? []).flatMap((text) => parseCaa(text) ?? []) };
};

const hasCertificate = async ({ facts, now }: CheckInput, hosts: readonly string[]): Promise<boolean> =>
  rankCertificates(await facts.certificates(), hosts, now)[0]?.usable === true;

const fix = (names: readonly string[]): string =>
  `Have a CAA record added at ${listed(names)}: 0 issue "amazon.com".`;

const judge = async (input: CheckInput): Promise<Verdict> => {
  const hosts = hostsOf(input);
  if (hosts.length === 0) return notNeeded('This template takes no host name.');
  const sets = await Promise.all(hosts.map((host) => rulingSet(input, host)));
  const closed = sets.flatMap((set) =>
    set !== undefined && !amazonMayIssue(set.records, false) ? [set.at] : [],
  );
  const places = [...new Set(closed)];
  if (places.length === 0)
    return pass(
      sets.every((set) => set === undefined)
        ? 'No CAA records: any authority may issue.'
        : 'Amazon may issue.',
    );
  if (await hasCertificate(input, hosts))
    return warn(
      `The CAA records at ${listed(places)} do not admit Amazon, so the certificate in place cannot be renewed by ACM.`,
      fix(places),
    );
  return fail(
    `The CAA records at ${listed(places)} do not admit Amazon, so ACM could not issue a certificate for these hosts.`,
    `${fix(places)} Or import a certificate from an authority they admit: aws acm import-certificate.`,
  );
};

export const dnsCaa: Check<'dns.caa'> = {
  id: 'dns.caa',
  category: 'DNS',
  title: 'CAA records let Amazon issue the certificate',
  needs: hostKeys,
  judge,
};
