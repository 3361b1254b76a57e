import type { ParameterKey } from '../../core/parameter.ts';

/** An answers file, read. Every field but `version` may be absent. */
export interface Answers {
  readonly version: 1;
  readonly product?: string;
  /** Twelve digits; guards against the wrong account. */
  readonly account?: string;
  readonly region?: string;
  readonly stackName?: string;
  readonly template?: AnsweredTemplate;
  /** As written, references unresolved. undefined = not given, `''` = empty. */
  readonly parameters: ReadonlyMap<ParameterKey, string | undefined>;
  readonly tags: ReadonlyMap<string, string>;
  readonly roleArn?: string;
  readonly notificationArns: readonly string[];
  readonly terminationProtection?: boolean;
  readonly buckets: readonly string[];
  readonly dns?: AnsweredDns;
  readonly ignore: readonly string[];
  readonly rollback?: AnsweredRollback;
  /** Folder the file is in, links resolved: its `@file:` references may not leave it. Absent for answers not read from a file. */
  readonly folder?: string;
  /** The file as it was read, where it can be written as well; it may hold secrets. */
  readonly text?: string;
}

/** What an answers file says of parameters alone. */
export type AnsweredParameters = Pick<Answers, 'parameters' | 'folder' | 'text'>;

export interface AnsweredTemplate {
  readonly url?: string;
  readonly file?: string;
  /** Hex digest of the template's text as it was shown. */
  readonly sha256?: string;
  readonly bucket?: string;
}

export interface AnsweredDns {
  readonly method?: 'route53' | 'print' | 'none';
  readonly hostedZoneId?: string;
  readonly recordType?: 'alias' | 'cname';
}

export interface AnsweredRollback {
  /** ARNs of CloudWatch alarms. */
  readonly alarms: readonly string[];
  readonly monitoringMinutes?: number;
}
