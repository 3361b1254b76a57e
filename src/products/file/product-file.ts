import type { CheckId } from '../../core/ids.ts';
import type { NamedThing, Picker, ProductCost, SubnetRole } from '../../core/product.ts';
import type { TemplateValue } from '../../core/template.ts';
import type { LenientId } from '../compile/lenient.ts';

/** Text, or CloudFormation's functions over parameters, pseudo parameters and outputs; in its long form. */
export type Expression = TemplateValue;

/** Names that a template, or a stack, must all have to be this product. */
export interface Recognition {
  readonly parameters?: readonly string[];
  readonly outputs?: readonly string[];
  /** Entries of the template's Metadata section, and the text each must have. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** How much it says; by default the number of names. */
  readonly specificity?: number;
}

export interface ParameterEntry {
  readonly picker?: Picker;
  readonly role?: SubnetRole;
  readonly names?: NamedThing;
  readonly lenient?: LenientId;
  /** A condition of the file. */
  readonly askWhen?: string;
  readonly derive?: Expression;
  /** Offered to a person before the template's default, while the condition holds. */
  readonly propose?: { readonly values: readonly string[]; readonly when?: string };
  readonly generate?: { readonly length: number; readonly alphabet?: string };
  readonly label?: string;
  readonly explain?: string;
  readonly example?: string;
  readonly mayBeEmpty?: boolean;
  readonly keepDefault?: string;
  readonly emptyUnless?: { readonly condition: string; readonly why: string };
}

export interface ListenerEntry {
  readonly certificate: string;
  /** The certificate parameter that serves these hosts too while this one is empty. */
  readonly otherwise?: string;
  readonly hosts: readonly Expression[];
}

export interface RecordEntry {
  readonly names: readonly Expression[];
  readonly target: Expression;
  /** Hosted zone of the target, for alias records. */
  readonly zone?: Expression;
  /** Seconds, for CNAME records. */
  readonly ttl?: number;
}

export interface StepEntry {
  readonly text: Expression;
  /** A condition of the file. */
  readonly when?: string;
  /** Shown after the text, never run. */
  readonly command?: Expression;
  /** The check that shows whether it was done. */
  readonly check?: CheckId;
  /** `update`: only after an upgrade; `create`: only after an installation. */
  readonly after?: 'create' | 'update';
}

/** What a new stack takes of a quota although its template does not show it. */
interface QuotaEntry {
  readonly check: CheckId;
  readonly count: number;
  /** A condition of the file. */
  readonly when?: string;
}

interface ProviderEntry {
  readonly title: string;
  /** A condition of the file. */
  readonly when: string;
  readonly issuer?: Expression;
  /** The word by which `sso` takes it. */
  readonly id?: string;
  readonly enter?: readonly Expression[];
  readonly traps?: readonly string[];
  /** Values by parameter, for each family of parameters; the first key tells whether a template has it. */
  readonly set?: readonly Readonly<Record<string, string>>[];
}

export interface UpgradeEntry {
  readonly kind: 'stop' | 'warning';
  /** The running release is older than this. */
  readonly fromBelow?: string;
  /** The template's release is this or newer. */
  readonly toAtLeast?: string;
  /** The template has at least `adding.count` of these parameters, and the stack none. */
  readonly adding?: { readonly parameters: readonly string[]; readonly count?: number };
  readonly reason: string;
  readonly fix: string;
}

/** A product file after parsing. */
export interface ProductFile {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  readonly recognises?: readonly Recognition[];
  readonly requires?: readonly CheckId[];
  readonly conditions?: Readonly<Record<string, Expression>>;
  readonly parameters?: Readonly<Record<string, ParameterEntry>>;
  readonly hosts?: readonly Expression[];
  readonly hostParameters?: readonly string[];
  readonly listeners?: readonly ListenerEntry[];
  readonly dns?: readonly RecordEntry[];
  readonly url?: Expression;
  readonly release?: Expression;
  readonly parts?: Readonly<Record<string, string>>;
  readonly bucketKeys?: {
    readonly roles: readonly string[];
    readonly policyParameter?: string;
    /** What is left to do inside the product. */
    readonly step?: string;
  };
  /** ARN of the role that assumes roles which are lent to it. */
  readonly lender?: Expression;
  readonly licenseParameter?: string;
  readonly trailBucketParameter?: string;
  /** Start of the names of topics that the running product puts on a bucket; `${Bucket}` stands for its name. */
  readonly bucketTopics?: string;
  /** Events for which a lone SNS topic on a bucket is taken over as it is. */
  readonly reusedTopicEvents?: readonly string[];
  readonly signIn?: {
    /** A condition of the file. */
    readonly password: string;
    /** The parameter with the first administrator's password. */
    readonly adminPassword?: string;
    readonly redirect?: Expression;
    readonly providers: readonly ProviderEntry[];
    /** Parameters that decide who may sign in. */
    readonly parameters: readonly string[];
  };
  readonly costs?: readonly ProductCost[];
  readonly quotas?: readonly QuotaEntry[];
  readonly ssmParameters?: readonly {
    readonly integration?: string;
    readonly names: readonly string[];
    readonly secrets?: readonly string[];
  }[];
  readonly rules?: readonly {
    /** `warning`: told, not refused. */
    readonly kind?: 'warning';
    readonly assert: Expression;
    /** Judged only where the template has all of these. */
    readonly needs?: readonly string[];
    readonly message: string;
    readonly parameters: readonly string[];
  }[];
  readonly teamBucket?: { readonly label: string; readonly explain: string };
  readonly remedies?: readonly {
    readonly pattern: string;
    readonly meaning: string;
    readonly remedy: string;
  }[];
  readonly after?: readonly StepEntry[];
  readonly upgrades?: readonly UpgradeEntry[];
  /** Tools that hand a stack all of these parameters, and so may look after it. */
  readonly managedBy?: readonly { readonly tool: string; readonly parameters: readonly string[] }[];
  /** Where it is subscribed to at AWS Marketplace. */
  readonly marketplace?: { readonly listing: string };
  readonly support?: readonly string[];
}
