import { coverage, coveringSet, rankCertificates } from '../../account/certificate.ts';
import { longestZone } from '../../account/zone.ts';
import type { CheckInput, Fix, Fixes, Made, ValidationRecord } from '../../core/check.ts';
import type { Certificate, HostedZone } from '../../core/facts.ts';
import { known, type ParameterKey } from '../../core/parameter.ts';
import { productScope } from '../template/chosen-values.ts';

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
          `Not written, because no zone here covers ${outside.join(', ')}: whoever runs that domain has to add the validation CNAMEs, which are shown next`,
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

const deletion = ({ name, value }: ValidationRecord): object => ({
  Action: 'DELETE',
  ResourceRecordSet: { Name: name, Type: 'CNAME', TTL: 300, ResourceRecords: [{ Value: value }] },
});

/** Writes what this account's zones can hold, and names what was not there before. */
const writeRecords = async (
  fixes: Fixes,
  zones: readonly HostedZone[],
  records: readonly ValidationRecord[],
  made: (thing: Made) => void,
): Promise<void> => {
  for (const [zoneId, group] of byZone(zones, records))
    await fixes.writeValidationRecords(zoneId, group, (written) =>
      made({
        what: `the validation CNAMEs in zone ${zoneId}`,
        removal: [
          'route53',
          'change-resource-record-sets',
          '--hosted-zone-id',
          zoneId,
          '--change-batch',
          JSON.stringify({ Changes: written.map(deletion) }),
        ],
      }),
    );
};

/** What the listeners' parameters take, where nothing was named for them. */
const asValue = (keys: readonly ParameterKey[], arn: string): Readonly<Record<ParameterKey, string>> =>
  Object.fromEntries(keys.map((key) => [key, arn]));

interface CertificateWork {
  readonly zones: readonly HostedZone[];
  readonly hosts: readonly string[];
  readonly supplies: readonly ParameterKey[];
}

const finish = (certificate: Certificate, { zones, hosts, supplies }: CertificateWork): Fix => ({
  title: `Validate the pending certificate ${certificate.names[0] ?? certificate.arn}`,
  changes: zoneLines(zones, hosts),
  supplies,
  call: async (fixes, made) => {
    await writeRecords(fixes, zones, recordsOf(certificate), made);
    return { parameters: asValue(supplies, certificate.arn), pendingCertificate: certificate.arn };
  },
});

const request = (region: string, { zones, hosts, supplies }: CertificateWork): Fix => ({
  title: 'Request a certificate that covers every host',
  changes: [
    `ACM: request a certificate in ${region} for ${hosts.join(', ')} (free of charge)`,
    ...zoneLines(zones, hosts),
  ],
  supplies,
  call: async (fixes, made) => {
    const { arn, records } = await fixes.requestCertificate(hosts, (requested) =>
      made({
        what: `the certificate for ${hosts.join(', ')}`,
        removal: ['acm', 'delete-certificate', '--certificate-arn', requested],
      }),
    );
    const validation = records.map(({ name, target }) => ({ name, value: target }));
    await writeRecords(fixes, zones, validation, made);
    return { parameters: asValue(supplies, arn), pendingCertificate: arn };
  },
});

interface Unserved {
  /** Hosts of the listeners that no certificate was named for. */
  readonly hosts: readonly string[];
  /** Their parameters. */
  readonly keys: readonly ParameterKey[];
  /** Certificates that were named for others. */
  readonly named: readonly { readonly arn: string; readonly hosts: readonly string[] }[];
}

const unserved = ({ target, values }: CheckInput): Unserved => {
  const listeners = target.product
    .listeners(productScope({ target, values }))
    .map(({ certificate, hosts }) => ({ certificate, arn: known(values, certificate)?.trim() ?? '', hosts }));
  const open = listeners.filter(({ arn, hosts }) => arn === '' && hosts.length > 0);
  return {
    hosts: [...new Set(open.flatMap(({ hosts }) => hosts))],
    keys: open
      .map(({ certificate }) => certificate)
      .filter((key) => target.template?.parameters.has(key) ?? true),
    named: listeners.filter(({ arn }) => arn !== ''),
  };
};

/** Only where no certificate was named, or the named one waits for its validation: a choice is not overruled. */
export async function certificateFix(input: CheckInput): Promise<Fix | undefined> {
  const { facts, target, now } = input;
  const { hosts, keys, named } = unserved(input);
  const [zones, certificates] = await Promise.all([facts.hostedZones(), facts.certificates()]);
  const sound = rankCertificates(certificates, hosts, now).filter((one) => one.sound);
  const open = hosts.length > 0 && coveringSet(sound, hosts) === undefined;
  const waiting = [
    ...named.map(({ arn, hosts: own }) =>
      pendingOne(
        certificates.filter((one) => one.arn === arn),
        own,
      ),
    ),
    ...(open ? [pendingOne(certificates, hosts)] : []),
  ].find((one) => one !== undefined);
  const pending = waiting === undefined ? undefined : await facts.certificate(waiting.arn);
  if (pending !== undefined)
    return recordsOf(pending).some((record) => longestZone(zones, record.name) !== undefined)
      ? finish(pending, {
          zones,
          hosts: pending.names,
          supplies: named.some(({ arn }) => arn === pending.arn) ? [] : keys,
        })
      : undefined;
  return open ? request(target.region, { zones, hosts, supplies: keys }) : undefined;
}
