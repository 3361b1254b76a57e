import type { DnsRecord } from './dns.ts';
import type { CheckId } from './ids.ts';
import type { ParameterKey, Value, Values } from './parameter.ts';
import type { Template } from './template.ts';

/** What a parameter's value is picked from, when it names something in the account. */
export type Picker =
  'certificate' | 'vpc' | 'subnets' | 'security-group' | 'vpc-endpoint' | 'bucket' | 'hosted-zone';

export type SubnetRole = 'private' | 'intra' | 'user' | 'public';

/** What a product knows about one parameter beyond the template. A template without it loses nothing. */
export interface Enrichment {
  readonly picker?: Picker;
  /** Which subnets belong here. */
  readonly role?: SubnetRole;
  /** Fixes what people paste: `https://quilt.x.com/` → `quilt.x.com`. */
  readonly lenient?: (input: string) => string;
  /** False: the parameter has no meaning with these values; it is sent empty and not asked. */
  readonly askWhen?: (values: Values) => boolean;
  /** Computed from other values; undefined while those are unknown. */
  readonly derive?: (values: Values) => string | undefined;
  /** A secret that may be made up: offered at the prompt, and by `@generate`. */
  readonly generate?: { readonly length: number; readonly alphabet: string };
  /** A realistic value, for prompts and for the list of missing values. */
  readonly example?: string;
  /** Why it is asked and what it leads to, one sentence. */
  readonly explain?: string;
  /** May be empty although the template gives no default. */
  readonly mayBeEmpty?: true;
}

/** What it costs to run, as somebody said it. */
export interface ProductCost {
  readonly region: string;
  /** US dollars in a month. */
  readonly monthly: number;
  /** `2026-08`: the figure is as old as that. */
  readonly date: string;
  readonly source: string;
}

export interface Product {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly CheckId[];
  readonly enrich: Readonly<Record<ParameterKey, Enrichment>>;
  /** Hosts that must resolve and that the certificate must cover, lower case. */
  hosts(values: Values): readonly string[];
  /** The parameters that `hosts` is made from. */
  readonly hostParameters: readonly ParameterKey[];
  /** Which parameters hold certificate ARNs, and for which of the hosts. */
  certificateParameters(template: Template | undefined): readonly ParameterKey[];
  /** Records that make the stack reachable, from its outputs (their names differ by template version). */
  dns(outputs: ReadonlyMap<string, string>): readonly DnsRecord[];
  /** The address people open. */
  url(outputs: ReadonlyMap<string, string>): string | undefined;
  /** What a person does once the stack is up and its hosts resolve. */
  nextSteps(
    values: readonly Value[],
    outputs: ReadonlyMap<string, string>,
    operation: 'create' | 'update',
  ): readonly string[];
  /** Logical ids with a plain name: `Search` → `search cluster`. */
  readonly parts: Readonly<Record<string, string>>;
  readonly costs?: readonly ProductCost[];
  /** Logical ids of the roles that a customer-managed bucket key must admit. */
  readonly keyPrincipals?: readonly string[];
  /** True if the running product itself put this notification target (an ARN) on the bucket. */
  ownsNotification?(bucket: string, target: string): boolean;
  /** Version of a template or stack from its outputs/metadata, where readable. */
  version(template: Template): string | undefined;
}
