import { coverage, coveringSet, rankCertificates } from '../../account/certificate.ts';
import { longestZone } from '../../account/zone.ts';
import type { CheckInput, Fix } from '../../core/check.ts';
import type { Certificate, HostedZone } from '../../core/facts.ts';
import { known } from '../../core/parameter.ts';
import { hostsOf } from '../template/chosen-values.ts';

interface ValidationRecord {
  readonly name: string;
  readonly value: string;
}

/** The records per zone of this account; records of other domains are left out: they are shown, not written. */
const byZone = (
  zones: readonly HostedZone[],
  records: readonly ValidationRecord[],
): ReadonlyMap<string, readonly ValidationRecord[]> => {
  const grouped = new Map<string, ValidationRecord[]>();
  for (const record of records) {
    const zone = longestZone(zones, record.name);
    if (zone !== undefined) grouped.set(zone.id, [...(grouped.get(zone.id) ?? []), record]);
  }
  return grouped;
};

const zoneLines = (zones: readonly HostedZone[], hosts: readonly string[]): readonly string[] => {
  const covering = new Map(hosts.map((host) => [host, longestZone(zones, host)]));
  const here = new Set([...covering.values()].flatMap((zone) => (zone === undefined ? [] : [zone])));
  const outside = hosts.filter((host) => covering.get(host) === undefined);
  return [
    ...[...here].map((zone) => `Route 53: add the validation CNAMEs to ${zone.name} (${zone.id})`),
    ...(outside.length === 0
      ? []
      : [
          `Not written, because no zone here covers ${outside.join(', ')}: show the validation CNAMEs with aws acm describe-certificate and have them added`,
        ]),
  ];
};

/** A pending one that covers all is finished rather than asked for a second time. */
const pendingOne = (
  certificates: readonly Certificate[],
  hosts: readonly string[],
): Certificate | undefined =>
  certificates.find((one) => one.status === 'PENDING_VALIDATION' && coverage(one, hosts).complete);

const recordsOf = (certificate: Certificate): readonly ValidationRecord[] =>
  certificate.validation.flatMap(({ name, value }) =>
    name === undefined || value === undefined ? [] : [{ name, value }],
  );

const finish = (certificate: Certificate, zones: readonly HostedZone[], hosts: readonly string[]): Fix => ({
  title: `Validate the pending certificate ${certificate.names[0] ?? certificate.arn}`,
  changes: zoneLines(zones, hosts),
  call: async (fixes) => {
    for (const [zoneId, records] of byZone(zones, recordsOf(certificate)))
      await fixes.writeValidationRecords(zoneId, records);
  },
});

const request = (region: string, zones: readonly HostedZone[], hosts: readonly string[]): Fix => ({
  title: 'Request a certificate that covers every host',
  changes: [
    `ACM: request a certificate in ${region} for ${hosts.join(', ')} (free of charge)`,
    ...zoneLines(zones, hosts),
  ],
  call: async (fixes) => {
    const { records } = await fixes.requestCertificate(hosts);
    const validation = records.map(({ name, target }) => ({ name, value: target }));
    for (const [zoneId, group] of byZone(zones, validation))
      await fixes.writeValidationRecords(zoneId, group);
  },
});

/** Only where no certificate was named, or the named one waits for its validation: a choice is not overruled. */
export async function certificateFix({ facts, target, values, now }: CheckInput): Promise<Fix | undefined> {
  const hosts = hostsOf({ target, values });
  if (hosts.length === 0) return undefined;
  const given = target.product
    .certificateParameters(target.template)
    .map((key) => known(values, key)?.trim() ?? '')
    .filter((arn) => arn !== '');
  const [zones, certificates] = await Promise.all([facts.hostedZones(), facts.certificates()]);
  const sound = rankCertificates(certificates, hosts, now).filter((one) => one.sound);
  if (given.length === 0 && coveringSet(sound, hosts) !== undefined) return undefined;
  const eligible = given.length === 0 ? certificates : certificates.filter((one) => given.includes(one.arn));
  const summary = pendingOne(eligible, hosts);
  const pending = summary === undefined ? undefined : await facts.certificate(summary.arn);
  if (pending !== undefined)
    return recordsOf(pending).some((record) => longestZone(zones, record.name) !== undefined)
      ? finish(pending, zones, hosts)
      : undefined;
  return given.length === 0 ? request(target.region, zones, hosts) : undefined;
}
