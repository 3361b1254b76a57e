import { isInstallError } from '../../../core/errors.ts';
import type { CommandContext } from '../context.ts';

interface UndoStep {
  /** What is left where it cannot be taken back, and how a person removes it. */
  readonly what: string;
  readonly command?: string;
  /** Resolves with what is gone, for people; undefined where there was nothing, or it is somebody's. */
  readonly back: () => Promise<string | undefined>;
}

/** Codes that tell of another run or person at work on the same stack. */
const contestedCodes: readonly string[] = ['plan-gone', 'stack-busy', 'stack-exists', 'stack-blocked'];

export const isContested = (error: unknown): boolean =>
  isInstallError(error) && contestedCodes.includes(error.code);

/** As a person needs it who has to do it by hand. */
const linesOf = ({ what, command }: UndoStep): readonly string[] =>
  command === undefined ? [what] : [what, command];

/**
 * What this run made, or is about to make, before the plan was agreed to, to be taken back if it never is: put down
 * before the write, as its answer may be lost. Newest first; each tried even if another fails.
 */
export class UndoList {
  #steps: UndoStep[] = [];
  /** Another run or person was at work on the same stack: what was made for ours may serve theirs now. */
  contested = false;

  push(step: UndoStep): void {
    this.#steps.push(step);
  }

  /** What there is to take back, for people. */
  get lines(): readonly string[] {
    return this.#steps.flatMap(linesOf);
  }

  /** The work was agreed to and stands. */
  keep(): void {
    this.#steps = [];
  }

  /**
   * Takes back what was not agreed to; what cannot be is named with the command that removes it.
   * @returns what was removed
   */
  async run({
    connection,
    session,
  }: Pick<CommandContext, 'session' | 'connection'>): Promise<readonly string[]> {
    const removed: string[] = [];
    const steps = this.#steps;
    const work = async (): Promise<void> => {
      for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
        const { what, command, back } = step;
        await back().then(
          (gone) => void (gone === undefined || removed.push(gone)),
          (error: unknown) =>
            connection.emit({
              type: 'note',
              level: 'warn',
              message: `${what}, made for the plan, could not be removed: ${error instanceof Error ? error.message : 'no reason given'}`,
              detail: command === undefined ? undefined : ['Remove it with', command],
            }),
        );
        steps.pop();
      }
    };
    await session.interrupts.shield(work);
    return removed;
  }
}
