import { coverage, rankCertificates } from '../../account/certificate.ts';
import { longestZone } from '../../account/zone.ts';
import type { Certificate, HostedZone } from '../../core/facts.ts';
import type { ProductScope } from '../../core/product.ts';
import { constraintViolation } from '../rules/constraint.ts';
import type { PickMaker, PickRequest } from './picker.ts';

/** The first label of a host where a certificate leaves it open, from the product's own example. */
const firstLabel = ({ enrichment, product }: PickRequest): string =>
  enrichment.example?.split('.')[0] ?? product.id;

const hostOf = (name: string, label: string): string =>
  name.startsWith('*.') ? `${label}.${name.slice(2)}` : name;

const withHost = ({ parameter, values, template }: PickRequest, host: string): ProductScope => ({
  values: new Map(values).set(parameter.key, {
    key: parameter.key,
    value: host,
    source: 'detected',
    secret: false,
  }),
  template,
});

/** Hosts that fit the template and whose siblings the same certificate covers as well. */
const hostsOf = (certificate: Certificate, request: PickRequest): readonly string[] =>
  certificate.names
    .map((name) => hostOf(name, firstLabel(request)))
    .filter((host) => constraintViolation(request.parameter, host) === undefined)
    .filter((host) => {
      const hosts = request.product.hosts(withHost(request, host));
      return hosts.length > 0 && coverage(certificate, hosts).complete;
    });

const inZones = (host: string, request: PickRequest, zones: readonly HostedZone[]): boolean =>
  request.product.hosts(withHost(request, host)).every((one) => longestZone(zones, one) !== undefined);

/** Hosts that a certificate of the account covers, those first whose records this account's zones can hold. */
export const pickHost: PickMaker = async (request, { facts, now }) => {
  const [certificates, zones] = await Promise.all([
    facts.certificates(),
    facts.hostedZones().catch((): readonly HostedZone[] => []),
  ]);
  const usable = rankCertificates(certificates, [], now).filter((one) => one.usable);
  const hosts = [...new Set(usable.flatMap(({ certificate }) => hostsOf(certificate, request)))];
  const zoned = hosts.filter((host) => inZones(host, request, zones));
  const [best] = [...zoned, ...hosts];
  const alone = zoned.length === 1 || hosts.length === 1;
  return {
    choices: [...new Set([...zoned, ...hosts])].map((host) => ({
      name: host,
      value: host,
      description: zoned.includes(host)
        ? 'A certificate covers it, and a zone of this account takes its record.'
        : 'A certificate covers it; its record goes wherever its domain is managed.',
    })),
    best: best === undefined ? [] : [best],
    takes: best !== undefined && alone ? 'only' : undefined,
    because: zoned.length > 0 ? 'by certificate and zone' : 'by certificate',
  };
};
