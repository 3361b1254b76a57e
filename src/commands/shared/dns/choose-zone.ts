import type { HostedZone } from '../../../core/facts.ts';
import { zoneWords } from '../../../dns/index.ts';
import type { CommandContext } from '../context.ts';

/** A private and a public zone of one name serve different people: only a person knows who is meant. */
export async function choosesZone(
  { connection }: Pick<CommandContext, 'connection'>,
  zones: readonly HostedZone[],
): Promise<HostedZone | undefined> {
  if (!connection.prompt.interactive) return undefined;
  const choices = zones.map((zone) => ({
    name: zoneWords(zone),
    value: zone,
    description: zone.private ? 'seen inside its VPCs only' : 'seen by everybody',
  }));
  const message = 'Into which zone do the DNS records go?';
  return connection.prompt.select<HostedZone | undefined>({
    message,
    choices: [...choices, { name: 'none of them', value: undefined, description: 'the records are printed' }],
  });
}
