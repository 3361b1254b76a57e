import type { InstallError } from '../core/errors.ts';
import type { ParameterKey, Values } from '../core/parameter.ts';
import type { Ports } from '../core/ports.ts';
import type { Product } from '../core/product.ts';
import type { Stack } from '../core/stack.ts';
import type { Template } from '../core/template.ts';
import type { AnsweredParameters } from './answers/answers.ts';

export interface ResolveRequest {
  readonly template: Template;
  readonly product: Product;
  readonly kind: 'create' | 'update';
  readonly stackName: string;
  /** Of `--param`, as typed: `Key=Value`. */
  readonly flags: readonly string[];
  readonly answers?: AnsweredParameters;
  /** The running stack; its values are kept on `update` and ignored otherwise. */
  readonly stack?: Stack;
  /** The running stack's template: a parameter that was NoEcho there stays a secret. */
  readonly previousTemplate?: Template;
  /** False: nothing is asked, even at a terminal. */
  readonly ask?: boolean;
  /** The answers are a rehearsal's samples: keys the template lacks and values that do not fit are passed over. */
  readonly sampleAnswers?: boolean;
  /** Team-data buckets given so far; absent where this command takes none. */
  readonly buckets?: { readonly names: readonly string[]; readonly source: 'flag' | 'file' };
  /** What the checks say of the values and team buckets so far; each page tells what does not agree. */
  readonly judge?: (values: Values, buckets?: readonly string[]) => Promise<readonly Finding[]>;
  /** Absent: nothing is made on the way. */
  readonly creator?: Creator;
  /** Told of what is there when the conversation is broken off: by the person, or by what it met. */
  readonly onBrokenOff?: (resolved: ResolvedValues) => Promise<void>;
  /** False: what was found is used without offering to change it (`--yes`); what is missing is still asked. */
  readonly offer?: boolean;
}

/** Something that can be made in the account, shown with its cost and agreed to by itself. */
export interface Offer {
  readonly id: string;
  readonly title: string;
  /** Parameters without a value that it gives one. */
  readonly supplies: readonly ParameterKey[];
  /** Something does not agree for want of it. */
  readonly corrects: boolean;
  /** Something is warned about for want of it: offered, and never what Enter does. */
  readonly advised: boolean;
  /** It makes the team buckets that are named and not there. */
  readonly makesBucket: boolean;
}

/** What can be made in the account where it has nothing that fits. */
export interface Creator {
  offers(values: Values, buckets?: readonly string[]): Promise<readonly Offer[]>;
  /** @returns values for what it supplies; undefined: it was declined or failed, and that was said */
  make(
    offer: Offer,
    values: Values,
    buckets?: readonly string[],
  ): Promise<Readonly<Record<ParameterKey, string>> | undefined>;
  /** A name that a new team bucket may have. */
  bucketName(): Promise<string>;
  /** What was read of the account is read anew. */
  lookAgain(): void;
}

/** Something between values that does not agree. */
export interface Finding {
  readonly status: 'fail' | 'warn';
  readonly parameters: readonly ParameterKey[];
  readonly message: string;
  readonly fix?: string;
}

export interface ResolvedValues {
  /** In template order; without the missing ones. */
  readonly values: Values;
  /** Every missing and every invalid value at once; none: go on. */
  readonly problems: readonly InstallError[];
  readonly added: readonly ParameterKey[];
  readonly dropped: readonly ParameterKey[];
  /** Sentences for people; never holding a secret. */
  readonly warnings: readonly string[];
  /** Secrets made up and not kept yet: `makeSecrets` keeps them. */
  readonly generated: readonly { readonly key: ParameterKey; readonly secretName: string }[];
  /** How an answers file names each secret. */
  readonly references: ReadonlyMap<ParameterKey, string>;
  /** Team-data buckets, where a person was shown or asked for them. */
  readonly buckets?: readonly string[];
  /** The person chose to save what is there and leave: some values may be missing. */
  readonly left?: true;
}

export type ResolvePorts = Pick<Ports, 'facts' | 'secrets' | 'prompt' | 'env' | 'files' | 'emit' | 'clock'>;
