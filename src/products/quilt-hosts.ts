import { parseArn } from '../account/arn.ts';
import { pastedHost, siblingHost } from '../account/host.ts';
import type { DnsRecord } from '../core/dns.ts';
import { known, type Values } from '../core/parameter.ts';
import type { Template } from '../core/template.ts';

/** Hosts are made from the catalog's own: `first.rest` → `first-registry.rest`, `first-s3-proxy.rest`. */
export const registryHost = (catalog: string): string | undefined => siblingHost(catalog, 'registry');
export const proxyHost = (catalog: string): string | undefined => siblingHost(catalog, 's3-proxy');

const distinct = (names: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(names.filter((name): name is string => name !== undefined && name !== '')),
];

export function hosts(values: Values): readonly string[] {
  const catalog = pastedHost(known(values, 'QuiltWebHost') ?? '');
  if (catalog === '') return [];
  return distinct([
    catalog,
    pastedHost(known(values, 'RegistryHost') ?? '') || registryHost(catalog),
    pastedHost(known(values, 'S3ProxyHost') ?? '') || proxyHost(catalog),
  ]);
}

const certificateKey = /^CertificateArn/;

export const certificateParameters = (template: Template | undefined): readonly string[] =>
  template === undefined
    ? ['CertificateArnELB']
    : [...template.parameters.keys()].filter((key) => certificateKey.test(key));

/** A stack's outputs by key. */
export type StackOutputs = ReadonlyMap<string, string>;

const record = (name: string, target: string, zoneId: string | undefined): DnsRecord =>
  zoneId === undefined || zoneId === ''
    ? { name, type: 'CNAME', alias: false, target: pastedHost(target), ttl: 60 }
    : { name, type: 'A', alias: true, target: pastedHost(target), aliasZoneId: zoneId };

const recordsTo = (
  names: readonly (string | undefined)[],
  target: string | undefined,
  zoneId: string | undefined,
): readonly DnsRecord[] =>
  target === undefined || target === ''
    ? []
    : distinct(names.map((name) => (name === undefined ? undefined : pastedHost(name)))).map((name) =>
        record(name, target, zoneId),
      );

/** Older templates name the registry `RegistryHostName` and do not tell the balancer's zone. */
export function dns(outputs: StackOutputs): readonly DnsRecord[] {
  const catalog = outputs.get('QuiltWebHost');
  const host = pastedHost(catalog ?? '');
  return [
    ...recordsTo(
      [
        catalog,
        outputs.get('RegistryHost') ?? outputs.get('RegistryHostName') ?? registryHost(host),
        outputs.get('S3ProxyHost') ?? proxyHost(host),
      ],
      outputs.get('LoadBalancerDNSName'),
      outputs.get('LoadBalancerCanonicalHostedZoneID'),
    ),
    ...recordsTo(
      [outputs.get('ConnectHost')],
      outputs.get('ConnectLoadBalancerDNSName'),
      outputs.get('ConnectLoadBalancerCanonicalHostedZoneID'),
    ),
  ];
}

export function url(outputs: StackOutputs): string | undefined {
  const host = pastedHost(outputs.get('QuiltWebHost') ?? '');
  return host === '' ? undefined : `https://${host}`;
}

/** The registry makes one topic per bucket when a bucket is added, outside CloudFormation. */
export function ownsNotification(bucket: string, target: string): boolean {
  const arn = parseArn(target);
  return arn?.service === 'sns' && arn.resource.startsWith(`${bucket}-QuiltNotifications-`);
}
