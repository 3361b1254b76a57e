import type { ParameterKey, Value } from '../../core/parameter.ts';

/** What is settled so far; the review adds to it. */
export interface Draft {
  /** Given, kept, found or answered; everything else follows from these. */
  readonly fixed: Map<ParameterKey, Value>;
  /** To be asked although a value could be found: `@prompt`, a value that no longer fits, a wish to change. */
  readonly asked: Map<ParameterKey, Value | undefined>;
  readonly references: Map<ParameterKey, string>;
  readonly generated: Map<ParameterKey, string>;
}
