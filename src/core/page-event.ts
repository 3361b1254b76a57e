import type { Source } from './parameter.ts';

/** One value of the page that is looked over before the plan. */
export interface PageRow {
  readonly key: string;
  readonly label: string;
  /** `****` for secrets, things of the account by the name people know; undefined: needed, and not there yet. */
  readonly value?: string;
  readonly source?: Source;
  /** Why it is proposed. */
  readonly remark?: string;
  /** The value is a thing's own name, and says what it is without its label. */
  readonly telling?: true;
}

/** Every value in the template's own groups and order, for people; told anew after each change. */
export interface PageEvent {
  readonly type: 'page';
  readonly kind: 'create' | 'update';
  /** True: only what followed from the last answers, not the whole page. */
  readonly partial?: true;
  /** True: each value with its label, the usual ones too, as somebody asked to see. */
  readonly whole?: true;
  readonly groups: readonly { readonly label?: string; readonly rows: readonly PageRow[] }[];
  /** What does not agree, each naming the values. */
  readonly findings: readonly PageFinding[];
}

export interface PageFinding {
  readonly status: 'fail' | 'warn';
  /** Names by which the page shows the values it is about. */
  readonly labels: readonly string[];
  readonly message: string;
  readonly fix?: string;
}
