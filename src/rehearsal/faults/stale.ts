import { ServiceError } from '../service.ts';

/** What a call came to: AWS's "does not exist" is an answer that can be stale like any other. */
export type ReadAnswer =
  { readonly output: Readonly<Record<string, unknown>> } | { readonly error: ServiceError };

/** Calls before which the stacks are looked at: what they show then is what a lagging reader still sees. */
const writes = new Set(['CreateChangeSet', 'CreateStack', 'UpdateStack', 'ExecuteChangeSet', 'DeleteStack']);
const reads = new Set(['DescribeStacks', 'DescribeStackEvents']);
/** More stale answers in a row than this have not been seen of AWS. */
const inARow = 3;
/** Nothing older is told, milliseconds. */
const oldest = 300_000;

interface Kept<T> {
  readonly at: number;
  readonly value: T;
}

type DescribedStacks = readonly Readonly<Record<string, unknown>>[];

/** CloudFormation's reads that lag: an earlier reading once more, or the stacks as they were before the last write. */
export class StaleReads {
  readonly #share: () => number;
  readonly #random: () => number;
  readonly #now: () => number;
  readonly #answered = new Map<string, Kept<ReadAnswer>>();
  readonly #inARow = new Map<string, number>();
  #before: Kept<DescribedStacks> | undefined;

  constructor(share: () => number, random: () => number, now: () => number) {
    this.#share = share;
    this.#random = random;
    this.#now = now;
  }

  /** True for a call before which `remember` wants to be told what the stacks are. */
  wants(serviceId: string, operation: string): boolean {
    return this.#share() > 0 && serviceId === 'cloudformation' && writes.has(operation);
  }

  /** @param stacks as DescribeStacks shows them before a write. */
  remember(stacks: DescribedStacks): void {
    this.#before = { at: this.#now(), value: stacks };
  }

  /** The answer that goes out: `fresh`, or what was true a while ago. */
  answer(
    serviceId: string,
    operation: string,
    input: Readonly<Record<string, unknown>>,
    fresh: ReadAnswer,
  ): ReadAnswer {
    if (this.#share() === 0 || serviceId !== 'cloudformation' || !reads.has(operation)) return fresh;
    const key = `${operation} ${JSON.stringify(input)}`;
    const earlier = this.#earlier(key, operation === 'DescribeStacks' ? input['StackName'] : undefined);
    const before = this.#inARow.get(key) ?? 0;
    if (earlier === undefined || before >= inARow || this.#random() >= this.#share()) {
      this.#answered.set(key, { at: this.#now(), value: fresh });
      this.#inARow.set(key, 0);
      return fresh;
    }
    this.#inARow.set(key, before + 1);
    return earlier;
  }

  #earlier(key: string, stackName: unknown): ReadAnswer | undefined {
    const answered = this.#young(this.#answered.get(key));
    const written = typeof stackName === 'string' ? this.#asBefore(stackName) : undefined;
    if (answered === undefined || written === undefined) return answered ?? written;
    return this.#random() < 0.5 ? answered : written;
  }

  #asBefore(nameOrId: string): ReadAnswer | undefined {
    const stacks = this.#young(this.#before);
    if (stacks === undefined) return undefined;
    const found = stacks.find(({ StackName, StackId }) => StackName === nameOrId || StackId === nameOrId);
    if (found !== undefined) return { output: { Stacks: [found] } };
    return { error: new ServiceError('ValidationError', `Stack with id ${nameOrId} does not exist`) };
  }

  #young<T>(kept: Kept<T> | undefined): T | undefined {
    return kept !== undefined && this.#now() - kept.at <= oldest ? kept.value : undefined;
  }
}
