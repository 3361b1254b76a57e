import type { Fix } from '../../../core/check.ts';
import type { CommandContext } from '../context.ts';

/** Before something needs records in DNS: whether a zone is made for them, or whoever runs the domain is given them. */
export const wantsZone = (
  { connection }: Pick<CommandContext, 'connection'>,
  { title }: Pick<Fix, 'title'>,
): Promise<boolean> =>
  connection.prompt.select({
    message: 'No hosted zone of this account covers the hosts. Where do their records go?',
    choices: [
      {
        name: 'To whoever runs the domain',
        value: false,
        description: 'The records are shown, to be handed over.',
      },
      {
        name: title,
        value: true,
        description: 'The records are then written here; the parent domain has to point at the new zone.',
      },
    ],
    default: false,
  });
