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
  /** False: what was found is used without offering to change it (`--yes`); what is missing is still asked. */
  readonly offer?: boolean;
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
}

export type ResolvePorts = Pick<Ports, 'facts' | 'secrets' | 'prompt' | 'env' | 'files' | 'emit' | 'clock'>;
