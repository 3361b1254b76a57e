import { zoneMonthly } from '../../../account/creatable-zone.ts';
import type { DnsMove } from '../../../core/dns.ts';
import { withoutZoneLines, zoneWords, type DnsPlan } from '../../../dns/index.ts';
import type { StackAddress } from '../context.ts';
import { dnsCommand } from './verify-records.ts';

const toWrite = (context: StackAddress, plan: DnsPlan): readonly DnsMove[] => {
  const dns = (...flags: readonly string[]): string => dnsCommand(context, ...flags);
  return [
    ...plan.choices.map((zone): DnsMove => ({
      by: 'you',
      say: `To write them into ${zoneWords(zone)}:`,
      run: dns('--apply', '--hosted-zone-id', zone.id),
    })),
    ...(plan.toCreate.length === 0
      ? []
      : [{ by: 'you', say: 'To have them written into Route 53:', run: dns('--apply') } as const]),
    ...(plan.zoneless.length === 0
      ? []
      : [
          {
            by: 'you',
            say: `To make a zone for them in this account (${zoneMonthly}):`,
            run: dns('--create-zone'),
          } as const,
        ]),
  ];
};

/** An internal balancer is looked at from inside: from elsewhere it never answers. */
const toVerify = (context: StackAddress, { internal }: DnsPlan): DnsMove => {
  const run = dnsCommand(context, '--verify');
  return internal.length === 0
    ? { by: 'you', say: 'Once they are there, to see whether they answer:', run }
    : {
        by: 'elsewhere',
        say: `Once they are there, to see whether they answer. The load balancer is internal: run it inside ${internal.join(' or ')}.`,
        run,
        vpcIds: internal,
      };
};

/** How records that this run does not write come to be, and where they are then looked at. */
export const manualSteps = (context: StackAddress, plan: DnsPlan): readonly DnsMove[] => [
  ...toWrite(context, plan),
  {
    by: 'domain',
    say: 'For whoever manages the domain, as a letter (--format has other forms):',
    run: dnsCommand(context, '--format', 'text'),
  },
  toVerify(context, plan),
];

/** Records that no zone here takes, and the ways on. */
export function reportWithoutZone(context: StackAddress, plan: DnsPlan): void {
  const moves = manualSteps(context, { ...plan, toCreate: [] });
  context.connection.emit({
    type: 'note',
    level: 'warn',
    message: 'Not written:',
    detail: [
      ...withoutZoneLines(plan),
      ...moves.flatMap(({ say, run }) => [say, ...(run === undefined ? [] : [run])]),
    ],
  });
}
