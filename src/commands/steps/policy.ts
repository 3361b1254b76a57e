import { printPolicy } from '../../checks/index.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Survey } from './survey.ts';

/** The least-privilege policy for this tool and this template, on stdout; nothing is checked. */
export async function tellPolicy({ opened, target }: Survey): Promise<CommandResult> {
  const { connection } = opened;
  const { document, unknownTypes } = printPolicy({ identity: await connection.facts.identity(), target });
  connection.emit({ type: 'policy', document });
  if (unknownTypes.length > 0)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: 'The template uses resource types whose permissions are not known here; add them by hand:',
      detail: unknownTypes,
    });
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
