import type { Event } from '../core/events.ts';
import { rehearsedCommands, type Emit } from './rehearsed-commands.ts';

/** For a command that goes on where another left off: who, where and what was remarked stands on the screen already. */
export function withoutRepeats(emit: Emit, shown: ReadonlySet<string>): Emit {
  if (shown.size === 0) return emit;
  return (event) => {
    if (!shown.has(introduction(event) ?? '')) emit(event);
  };
}

/** What introduces a run, for telling whether it was said; undefined for all else. */
export function introduction(event: Event): string | undefined {
  if (event.type === 'header') return 'header';
  return event.type === 'note' && event.level === 'info' ? event.message : undefined;
}

/**
 * What a run says, on its way to the screen.
 * @param run `argv` of the rehearsal it is part of, if any; `introduced`: what was said before it; `saying` grows by what
 * introduces this run
 */
export function telling(
  emit: Emit,
  run: {
    readonly argv: readonly string[] | undefined;
    readonly introduced: ReadonlySet<string>;
    readonly saying: Set<string>;
  },
): Emit {
  const outer = withoutRepeats(
    run.argv === undefined ? emit : rehearsedCommands(emit, run.argv),
    run.introduced,
  );
  return (event) => {
    const key = introduction(event);
    if (key !== undefined) run.saying.add(key);
    outer(event);
  };
}
