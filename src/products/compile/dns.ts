import { pastedHost } from '../../account/host.ts';
import type { DnsRecord } from '../../core/dns.ts';
import type { Product, ProductScope } from '../../core/product.ts';
import type { ProductFile, RecordEntry } from '../file/product-file.ts';
import { hostNames } from './hosts.ts';
import type { Evaluate } from './scope.ts';

/** Short, as long as the stack is young: a balancer may still be replaced. */
const usualTtl = 60;

const recordsOf = (entry: RecordEntry, evaluate: Evaluate, scope: ProductScope): readonly DnsRecord[] => {
  const evaluation = evaluate(scope);
  const target = pastedHost(evaluation.text(entry.target) ?? '');
  if (target === '') return [];
  const zoneId = (evaluation.text(entry.zone) ?? '').trim();
  return hostNames(entry.names, evaluate, scope).map((name) =>
    // Older templates do not tell the balancer's zone, and an alias needs it.
    zoneId === ''
      ? { name, type: 'CNAME', alias: false, target, ttl: entry.ttl ?? usualTtl }
      : { name, type: 'A', alias: true, target, aliasZoneId: zoneId },
  );
};

export const dnsOf =
  ({ dns = [] }: ProductFile, evaluate: Evaluate): Product['dns'] =>
  (scope) =>
    dns.flatMap((entry) => recordsOf(entry, evaluate, scope));
