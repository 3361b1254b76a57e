import type { StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';

/** Whoever read by its id that a stack is gone is not told by its name that it is still going. */
export function freeName(world: World, { region, name, status }: StackRecord): void {
  if (status === 'DELETE_COMPLETE') world.lastReadings?.delete(`${region} ${name}`);
}
