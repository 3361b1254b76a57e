/** A rehearsed account that is up, as `main` lends it. */
export interface StartedAccount {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of other accounts. */
  readonly profiles: readonly {
    readonly name: string;
    readonly account: string;
    readonly accessKeyId: string;
  }[];
  readonly answersFile?: string;
  /** Logical ids in its stacks. */
  readonly resourceNames: () => ReadonlySet<string>;
  /** Of one that is kept. */
  readonly saved?: () => string;
  close(): Promise<void>;
}
