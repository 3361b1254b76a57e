import type { Connection } from '../../core/session.ts';

/** Work of some seconds that says nothing itself: at a terminal something moves meanwhile. */
export function whileBusy<T>(
  { emit }: Pick<Connection, 'emit'>,
  message: string,
  work: Promise<T>,
): Promise<T> {
  emit({ type: 'busy', brief: true, message });
  return work.finally(() => emit({ type: 'busy', brief: true }));
}
