import type { Facts } from '../../core/ports.ts';
import type { Connection } from '../../core/session.ts';
import type { CommandContext } from './context.ts';

type DnsPorts = Pick<Connection, 'facts' | 'dns' | 'probe' | 'clock' | 'emit' | 'signal'>;

/** Balancers and stack are of this account, zones and their records of the other. */
const joined = (own: Facts, zones: Facts): Facts => ({
  ...own,
  hostedZones: zones.hostedZones,
  hostedZone: zones.hostedZone,
  records: zones.records,
  testAnswer: zones.testAnswer,
  refresh: (...names) => {
    own.refresh(...names);
    zones.refresh(...names);
  },
});

/** What DNS is looked at and written with: `--dns-profile` and `--dns-role-arn` name whose Route 53 it is. */
export function dnsPorts({ session, connection }: Pick<CommandContext, 'session' | 'connection'>): DnsPorts {
  const { dnsProfile: profile, dnsRoleArn: roleArn } = session.options;
  if (profile === undefined && roleArn === undefined) return connection;
  const other = connection.route53Of({ profile, roleArn });
  const { probe, clock, emit } = connection;
  return {
    probe,
    clock,
    emit,
    dns: other.dns,
    facts: joined(connection.facts, other.facts),
    // Read anew each time: after the menu's "watch on" it is another one.
    get signal() {
      return connection.signal;
    },
  };
}
