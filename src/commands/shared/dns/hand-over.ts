import type { DnsMove } from '../../../core/dns.ts';
import { withoutZoneLines, zoneWords, type DnsPlan } from '../../../dns/index.ts';
import type { CommandContext } from '../context.ts';
import { resumeCommand } from '../next-command.ts';

type HandOverContext = Pick<CommandContext, 'session' | 'connection' | 'stackName'>;

const toWrite = (context: HandOverContext, plan: DnsPlan): readonly DnsMove[] => {
  const dns = (...flags: readonly string[]): string => resumeCommand(context, 'dns', ...flags);
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
            say: 'To make a zone for them in this account (USD 0.50 a month):',
            run: dns('--create-zone'),
          } as const,
        ]),
  ];
};

/** An internal balancer is looked at from inside: from elsewhere it never answers. */
const toVerify = (context: HandOverContext, { internal }: DnsPlan): DnsMove => {
  const run = resumeCommand(context, 'dns', '--verify');
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
export const waysOn = (context: HandOverContext, plan: DnsPlan): readonly DnsMove[] => [
  ...toWrite(context, plan),
  {
    by: 'domain',
    say: 'For whoever manages the domain, as a letter (--format has other forms):',
    run: resumeCommand(context, 'dns', '--format', 'text'),
  },
  toVerify(context, plan),
];

/** Records that no zone here takes, and the ways on. */
export function reportWithoutZone(context: HandOverContext, plan: DnsPlan): void {
  const moves = waysOn(context, { ...plan, toCreate: [] });
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
