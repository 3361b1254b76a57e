/** A value that a flag or the answers file may give, and which of them did. */
export interface Setting<T> {
  readonly value: T;
  readonly source: 'flag' | 'answers' | 'default';
}

/** The flag, else what the answers file says, else what stands where both are silent. */
export function either<T>(flag: T | undefined, answer: T | undefined, otherwise: T): Setting<T> {
  if (flag !== undefined) return { value: flag, source: 'flag' };
  return answer === undefined
    ? { value: otherwise, source: 'default' }
    : { value: answer, source: 'answers' };
}

export const optional = <T>(flag: T | undefined, answer: T | undefined): Setting<T | undefined> =>
  either<T | undefined>(flag, answer, undefined);
