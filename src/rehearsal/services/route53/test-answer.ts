import { TestDNSAnswer$ } from '@aws-sdk/client-route-53';
import { answersIn } from '../../account/resolver.ts';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import { nameServers, zoneById } from './zones.ts';

interface TestDnsAnswerInput {
  readonly HostedZoneId: string;
  readonly RecordName: string;
  readonly RecordType: string;
}

/** What the zone's own servers would say, delegated or not. */
const test = (input: TestDnsAnswerInput, context: CallContext): object => {
  const zone = zoneById(context, input.HostedZoneId);
  if (zone.private)
    throw new ServiceError('InvalidInput', 'TestDNSAnswer is not supported for private hosted zones.');
  const values = answersIn(context.account, context.clock.now(), zone, input.RecordName, input.RecordType);
  return {
    Nameserver: nameServers(zone)[0] ?? '',
    RecordName: input.RecordName,
    RecordType: input.RecordType,
    RecordData: values.map(({ value }) => value),
    ResponseCode: values.length > 0 ? 'NOERROR' : 'NXDOMAIN',
    Protocol: 'UDP',
  };
};

export const testOperations: Readonly<Record<string, Operation>> = {
  TestDNSAnswer: operation(TestDNSAnswer$, test),
};
