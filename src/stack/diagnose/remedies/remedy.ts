import { commandOn } from '../../../products/index.ts';
/** What a failure's words are about, for the texts below. */
export interface FailureContext {
  readonly logicalId: string;
  readonly resourceType: string;
  /** AWS's words without their envelope; the parts that go into our sentences are shortened there. */
  readonly text: string;
  readonly handlerCode?: string;
  readonly stackName: string;
  /** The resource as this product's people call it, such as `the search cluster`. */
  readonly part: string;
}

/** A known failure: how it is recognised, what it means, what to do now. */
export interface Remedy {
  readonly match: RegExp;
  /** Where the words alone would fit other services too. */
  readonly type?: RegExp;
  readonly meaning: (failure: FailureContext, groups: readonly string[]) => string;
  readonly remedy: (failure: FailureContext, groups: readonly string[]) => string;
  /** The check that would have told before; its heading in the manual explains more. */
  readonly check?: string;
}

/** Ends of remedies that many share. */
export const again = (failure: FailureContext): string =>
  `then run the command again (${commandOn('recover', failure.stackName)} first, if the stack is not usable)`;
export const preflight = (check: string): string => `quilt-install preflight --only ${check}`;
