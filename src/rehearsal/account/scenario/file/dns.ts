/** What names lead where, in the account and outside it. */
export interface ScenarioDns {
  readonly zones?: readonly {
    readonly id: string;
    readonly name: string;
    readonly private?: boolean;
    /** Where a private zone answers. */
    readonly vpcs?: readonly string[];
    readonly delegated?: boolean;
    readonly records?: readonly {
      readonly name: string;
      readonly type: string;
      readonly ttl?: number;
      readonly values: readonly string[];
      /** One of several weighted sets of the name. */
      readonly setIdentifier?: string;
      readonly weight?: number;
    }[];
  }[];
  /** Minutes after which the parent points at a zone that was made meanwhile; absent: nobody sees to it. */
  readonly delegatesAfterMinutes?: number;
  /** Names outside the account's zones. */
  readonly publicRecords?: readonly {
    readonly name: string;
    readonly type: 'A' | 'CNAME' | 'CAA';
    readonly value: string;
  }[];
  /** Runs a domain outside the account, and adds the validation records handed over to it after a while. */
  readonly dnsTeam?: { readonly domain: string; readonly afterMinutes: number };
}
