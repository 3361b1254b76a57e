import type { DnsRecord } from './dns.ts';
import type { NextStep } from './next-step.ts';
import type { CheckId } from './ids.ts';
import type { ParameterKey, Values } from './parameter.ts';
import type { ProviderSetup, SignIn } from './sign-in.ts';
import type { Template } from './template.ts';

/** What a parameter's value is picked from, when it names something in the account. */
export type Picker =
  | 'certificate'
  | 'host'
  | 'vpc'
  | 'subnets'
  | 'security-group'
  | 'vpc-endpoint'
  | 'bucket'
  | 'key-pair'
  | 'hosted-zone'
  | 'secret'
  | 'topic';

export type SubnetRole = 'private' | 'intra' | 'user' | 'public';

/** What of the account a parameter names, to be looked for before the plan; a new bucket must not be there yet. */
export type NamedThing = 'key-pair' | 'secret' | 'ssm-parameter' | 'bucket' | 'new-bucket' | 'ses-identity';

/** By values; a parameter that the template in hand does not have is empty, one without a value not known. */
type Decide<T> = (values: Values, template?: Template) => T;

/** What a product knows about one parameter beyond the template. A template without it loses nothing. */
export interface Enrichment {
  readonly picker?: Picker;
  readonly names?: NamedThing;
  /** Which subnets belong here. */
  readonly role?: SubnetRole;
  /** Fixes what people paste: `https://docs.x.com/` → `docs.x.com`. */
  readonly lenient?: (input: string) => string;
  /** False: the parameter has no meaning with these values; it is sent empty and not asked. */
  readonly askWhen?: Decide<boolean>;
  /** Computed from other values; undefined while those are unknown. */
  readonly derive?: Decide<string | undefined>;
  /**
   * Proposed to a person where nobody gave a value, before the template's default; the first that fits is taken.
   * A script never gets it.
   */
  readonly propose?: Decide<readonly string[]>;
  /** A secret that may be made up: offered at the prompt, and by `@generate`. */
  readonly generate?: { readonly length: number; readonly alphabet: string };
  /** A realistic value, for prompts and for the list of missing values. */
  readonly example?: string;
  /** A name for people, where the template has none or a poor one. */
  readonly label?: string;
  /** Why it is asked and what it leads to, one sentence. */
  readonly explain?: string;
  /** May be empty although the template gives no default. */
  readonly mayBeEmpty?: true;
  /** Why a value other than the template's default is warned about; it is a warning, never a refusal. */
  readonly keepDefault?: string;
  /** Why a value is warned about that is given although it should be empty with these values. */
  readonly emptyUnless?: { readonly holds: Decide<boolean | undefined>; readonly why: string };
}

/** What a product's expressions are worked out from; what is absent is not known yet. */
export interface ProductScope {
  readonly values?: Values;
  /** Outputs of the stack that is there. */
  readonly outputs?: ReadonlyMap<string, string>;
  /** Before a stack has an output, the template's own expression for it counts. */
  readonly template?: Template | undefined;
  /** Pseudo parameters that are known, such as `AWS::Region`. */
  readonly pseudo?: ReadonlyMap<string, string>;
}

/** A listener of a load balancer: the certificate it shows, and the hosts it answers for. */
export interface Listener {
  /** The parameter that holds the certificate's ARN. */
  readonly certificate: ParameterKey;
  /** Lower case. */
  readonly hosts: readonly string[];
}

/** Values that do not go together. */
interface ProductRule {
  /** They are told of, and not refused. */
  readonly warns?: true;
  /** What is wrong with them and what to do. */
  readonly message: string;
  /** The parameters it is about. */
  readonly parameters: readonly ParameterKey[];
  /** Undefined while a value it needs is not known: then it is nobody's fault yet. */
  readonly holds: (scope: ProductScope) => boolean | undefined;
}

/** A failure this product is known for. */
export interface ProductRemedy {
  /** Whether the reason of a failed resource tells of it. */
  readonly matches: (reason: string) => boolean;
  readonly meaning: string;
  readonly remedy: string;
}

/** SSM parameters that the running product reads at fixed paths. */
export interface SsmParameters {
  /** Such as `the Box integration`: whoever wants it needs them all, others none. Absent: everybody needs them. */
  readonly integration?: string;
  readonly names: readonly string[];
  /** Those of them that hold a secret, and so are to be SecureStrings. */
  readonly secrets: readonly string[];
}

/** What it costs to run, as somebody said it. */
export interface ProductCost {
  readonly region: string;
  /** US dollars in a month. */
  readonly monthly: number;
  /** `2026-08`: the figure is as old as that. */
  readonly date: string;
  readonly source: string;
  /** Logical ids it was said of: a template without one of them costs something else. */
  readonly resources?: readonly string[];
}

/** What stands in the way of an upgrade, or is worth knowing before it. */
export interface UpgradeNote {
  /** A stop is a failed check; a warning is not. */
  readonly kind: 'stop' | 'warning';
  readonly reason: string;
  readonly fix: string;
}

export interface Product {
  readonly id: string;
  readonly title: string;
  /** Checks it needs although its template's resources do not show it. */
  readonly requires: readonly CheckId[];
  readonly enrich: Readonly<Record<ParameterKey, Enrichment>>;
  /** Hosts that must resolve and that a certificate must cover, lower case. */
  hosts(scope: ProductScope): readonly string[];
  /** The parameters that `hosts` is made from. */
  readonly hostParameters: readonly ParameterKey[];
  /** Which parameters hold certificate ARNs; without a template the one that every version has. */
  certificateParameters(template: Template | undefined): readonly ParameterKey[];
  /** Hosts by certificate; a listener whose certificate is empty has joined the one it falls back to. */
  listeners(scope: ProductScope): readonly Listener[];
  /** Records that make the stack reachable (the names of outputs differ by template version). */
  dns(scope: ProductScope): readonly DnsRecord[];
  /** False: no record is needed that the stack does not make itself, whatever the values; nothing is said of DNS. */
  readonly needsRecords: boolean;
  /** The address people open. */
  url(scope: ProductScope): string | undefined;
  /** What a person does once the stack is up and its hosts resolve. */
  nextSteps(scope: ProductScope, operation: 'create' | 'update'): readonly (string | NextStep)[];
  /** Logical ids with a plain name: `Search` → `search cluster`. */
  readonly parts: Readonly<Record<string, string>>;
  /** Logical ids of the roles that a customer-managed bucket key must admit. */
  readonly keyPrincipals: readonly string[];
  /** The parameter that takes policies which open such keys to the stack. */
  readonly keyPolicyParameter?: ParameterKey;
  /** What is left to do inside the product once the stack has such a policy. */
  readonly keyPolicyStep?: string;
  /** ARN of the role that assumes roles which are lent to the product. */
  lender(scope: ProductScope): string | undefined;
  /** The parameter that takes a license key. */
  readonly licenseParameter?: ParameterKey;
  /** The parameter that takes the bucket of an existing trail, in place of a trail of its own. */
  readonly trailBucketParameter?: ParameterKey;
  /** True if the running product itself put this notification target (an ARN) on the bucket. */
  ownsNotification(bucket: string, target: string): boolean;
  /** Events for which the product takes over a lone SNS topic that gets them all, such as `s3:ObjectCreated:*`. */
  readonly reusedTopicEvents?: readonly string[];
  /** Release of a template or a stack, such as `1.62.1`, where it is told. */
  version(scope: ProductScope): string | undefined;
  /** What is known of the way from the running stack to the template. */
  upgrade(from: ProductScope, to: Template): readonly UpgradeNote[];
  /** The parameters that decide who may sign in, and those that say where. */
  readonly signInParameters: {
    readonly decide: readonly ParameterKey[];
    readonly tell: readonly ParameterKey[];
  };
  /** Undefined while it is not known, and for a product nobody signs in to. */
  signIn(scope: ProductScope): SignIn | undefined;
  /** Providers it can be set up with, switched on or not. */
  providerSetups(scope: ProductScope): readonly ProviderSetup[];
  /** The parameter with the first administrator's password. */
  readonly adminPasswordParameter?: ParameterKey;
  readonly rules: readonly ProductRule[];
  /** The product works on buckets of the customer's: how one is called, and what happens to it. */
  readonly teamBucket?: { readonly label: string; readonly explain: string };
  readonly remedies: readonly ProductRemedy[];
  readonly costs: readonly ProductCost[];
  /** The address where AWS Marketplace sells it. */
  readonly marketplace?: string;
  /** What a new stack takes of quotas although its template does not show it, for it may be made by nested stacks. */
  readonly quotas: readonly { readonly check: CheckId; readonly need: (scope: ProductScope) => number }[];
  readonly ssmParameters: readonly SsmParameters[];
  /** Tools that may look after a stack which has all of these parameters. */
  readonly managedBy: readonly { readonly tool: string; readonly parameters: readonly ParameterKey[] }[];
  /** Where its makers help. */
  readonly support: readonly string[];
}
