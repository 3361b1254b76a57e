/** Time as a dependency: real in `cli`, scaled or virtual in the rehearsal account. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms` of this clock, at once when `signal` aborts (it never rejects). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Says that `work` is under way: a call, a probe, a file, a module being loaded, an open question. Time that is
   * not real does not pass it by. Whatever is waited for without it takes no time. @returns `work` itself
   */
  during<T>(work: Promise<T>): Promise<T>;
}

/** A port all of whose promises are `during` work. Methods that themselves sleep on the clock would never end. */
export const during = <Port extends object>(clock: Pick<Clock, 'during'>, port: Port): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]): unknown => {
        const answer: unknown = Reflect.apply(member, target, given);
        return answer instanceof Promise ? clock.during(answer) : answer;
      };
    },
  });
