import { whoDelegates } from '../../../account/creatable-zone.ts';
import type { Delegation } from '../../../core/check.ts';
import type { CommandContext } from '../context.ts';

/** Whoever runs the parent is given so long, milliseconds, where nobody says how long. */
export const delegationWait = 900_000;

/** What has to be added to the parent of a new zone before anybody asks it. */
export const reportNameServers = (
  { connection }: Pick<CommandContext, 'connection'>,
  { zone, nameServers }: Delegation,
): void =>
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `${whoDelegates(zone)} adds these name servers:`,
    detail: nameServers.map((server) => `${zone}. 172800 IN NS ${server}.`),
  });
