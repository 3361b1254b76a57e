/**
 * One stack event as AWS was recorded to tell it.
 * [seconds since the first, logical id, status, reason, physical id]: `stack` is the stack's own, `''` none yet,
 * anything else stands for one physical resource of that name; reasons that vary are cut at `…`.
 */
type RecordedEvent = readonly [
  at: number,
  logicalId: string,
  status: string,
  reason: string | undefined,
  physical: string,
];

/** Oldest first, one stack's own stream. */
export type History = readonly RecordedEvent[];

/** The logical id under which a history tells of the stack itself. */
export const self = 'stack';
