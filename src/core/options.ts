/** What the command line said, after parsing; nothing here is a default that was not asked for, but those named. */
export interface Options {
  readonly region?: string;
  readonly profile?: string;
  /** Default `quilt`; undefined lets an answers file name it. */
  readonly stackName?: string;
  readonly product?: string;
  readonly output: 'text' | 'json';
  readonly yes: boolean;
  readonly confirm?: string;
  readonly nonInteractive: boolean;
  /** False with --no-color or NO_COLOR. */
  readonly color: boolean;
  readonly verbose: boolean;
  readonly expectAccount?: string;

  readonly templateUrl?: string;
  readonly templateFile?: string;
  readonly reuseTemplate: boolean;
  readonly templateBucket?: string;
  readonly param: readonly string[];
  readonly answers?: string;
  readonly saveAnswers?: string;
  readonly roleArn?: string;
  /** `Key=Value`. */
  readonly tag: readonly string[];
  readonly notificationArn: readonly string[];
  /** False with --no-termination-protection. */
  readonly terminationProtection: boolean;
  readonly bucket: readonly string[];
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
  readonly strict: boolean;
  readonly waitMs?: number;
  readonly fix: boolean;
  readonly junit?: string;
  readonly markdown?: string;
  readonly codeQuality?: string;
  readonly printPolicy: boolean;
  readonly planOnly: boolean;
  readonly detach: boolean;
  readonly maxWaitMs?: number;
  readonly dns?: 'route53' | 'print' | 'none';
  readonly apply: boolean;
  readonly verify: boolean;
  readonly format?: 'table' | 'json' | 'bind' | 'csv' | 'terraform';
  readonly hostedZoneId?: string;
  readonly recordType?: 'alias' | 'cname';
  readonly ttl?: number;
  readonly overwrite: boolean;
  readonly bundle?: string;
  readonly includeLogs: boolean;
  readonly skip: readonly string[];
  readonly retain: readonly string[];
  readonly force: boolean;

  readonly scenario?: string;
  readonly fail: readonly string[];
  readonly speed?: number | 'max';
  readonly latencyMs?: number;
  readonly port?: number;
  readonly serve: boolean;
}

export const defaultStackName = 'quilt';
export const defaultProduct = 'quilt';
