/** What this run made before the plan was agreed to, to be taken back if it never is. Newest first; each tried even if another fails. */
export class Undo {
  #steps: (() => Promise<void>)[] = [];

  push(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  /** The work was agreed to and stands. */
  keep(): void {
    this.#steps = [];
  }

  /** @returns what could not be taken back */
  async run(): Promise<readonly unknown[]> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse())
      await step().catch((error: unknown) => failures.push(error));
    return failures;
  }
}
