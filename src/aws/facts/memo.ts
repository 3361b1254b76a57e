/** Answers kept per method and arguments. A rejected one is not kept: the next asker asks anew. */
export class Memo {
  readonly #kept = new Map<string, Map<string, Promise<unknown>>>();

  get<T>(method: string, args: readonly unknown[], ask: () => Promise<T>): Promise<T> {
    const answers = this.#kept.get(method) ?? new Map<string, Promise<unknown>>();
    this.#kept.set(method, answers);
    const key = JSON.stringify(args);
    const known = answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    const asked = ask();
    answers.set(key, asked);
    asked.catch(() => {
      if (answers.get(key) === asked) answers.delete(key);
    });
    return asked;
  }

  forget(...methods: readonly string[]): void {
    if (methods.length === 0) this.#kept.clear();
    for (const method of methods) this.#kept.delete(method);
  }
}
