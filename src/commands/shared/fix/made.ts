import type { Made } from '../../../core/check.ts';
import type { CommandContext } from '../context.ts';
import { awsCommand } from '../next-command.ts';

/** What fixes of this run have put into the account. It stays, whatever becomes of the run. */
export class MadeByFixes {
  readonly #things: Made[] = [];

  readonly add = (thing: Made): void => void this.#things.push(thing);

  /** Each with its cost and the command that removes it, newest first: what was made last may need what was made before. */
  report(where: Pick<CommandContext, 'session' | 'connection'>): void {
    if (this.#things.length === 0) return;
    where.connection.emit({
      type: 'note',
      level: 'info',
      stays: true,
      message:
        'Made on the way, and it stays. Each with what it costs and what removes it, once nothing uses it:',
      detail: [...this.#things]
        .reverse()
        .flatMap(({ what, cost = 'free of charge', removal }) => [
          `${what}, ${cost}`,
          awsCommand(where, ...removal),
        ]),
    });
  }
}
