/** Where a value came from, in the order in which sources win. */
export type Source =
  'flag' | 'env' | 'file' | 'stack' | 'derived' | 'default' | 'detected' | 'asked' | 'generated';

/** What CloudFormation gives back for a NoEcho value, and what is shown in place of any secret. */
export const noEchoMask = '****';

/** Whether this is the mask and no value: CloudFormation writes it in four or five stars. */
export const isMasked = (value: string): boolean => /^\*{4,5}$/.test(value);

export type ParameterKey = string;

/** One resolved template parameter. */
export interface Value {
  readonly key: ParameterKey;
  /** What is sent to CloudFormation. Meaningless where `usePrevious` is set. */
  readonly value: string;
  readonly source: Source;
  /** NoEcho, or came by reference: shown as `****` everywhere. */
  readonly secret: boolean;
  /** The running stack's own value is kept (`UsePreviousValue`): NoEcho values read back as `****`. */
  readonly usePrevious?: true;
}

/** One parameter of the template as an answers file may have it. */
export interface AnswersParameter {
  readonly key: string;
  readonly secret: boolean;
  /** Where `value` is from; absent: it has to be given. */
  readonly source?: Source;
  readonly label?: string;
  /** What a value must be. */
  readonly rule?: string;
  /** As an answers file writes it; a secret is a reference. */
  readonly value?: string;
  /** What the account offers. */
  readonly proposal?: string;
  readonly example?: string;
}

export type Values = ReadonlyMap<ParameterKey, Value>;

/** The value if it is known in clear text; undefined for absent, and for a kept NoEcho value. */
export function known(values: Values, key: ParameterKey): string | undefined {
  const value = values.get(key);
  if (value === undefined) return undefined;
  return value.usePrevious && value.secret ? undefined : value.value;
}

/** How a value is shown: a secret never is. */
export const shown = (value: Value): string => (value.secret ? noEchoMask : value.value);
