import { isInstallError } from '../../core/errors.ts';
import { stripControl } from '../../core/text.ts';
import type { SdkError } from './failure-kind.ts';

/** AWS echoes what it was sent (`Value '…' at 'templateBody'`), a whole template or a password among it. */
export function plainWords(text: string): string {
  const line = stripControl(text)
    .replace(/Value '[\s\S]*?' at '/g, "Value at '")
    .replace(/Encoded authorization failure message: \S+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > 600 ? `${line.slice(0, 599)}…` : line;
}

/**
 * What AWS answered, without the request that the SDK's error drags along: that holds a signature, and in its
 * body whatever was sent, secrets among it.
 */
export class AwsAnswer extends Error {
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** The one header that matters: HEAD answers of S3 have no body. */
  readonly bucketRegion: string | undefined;

  constructor(error: SdkError) {
    super(plainWords(error.message));
    this.name = error.name;
    this.status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
    this.requestId = error.$metadata?.requestId;
    this.bucketRegion = error.$response?.headers?.['x-amz-bucket-region'];
  }
}

/** What AWS answered, behind an error of ours. */
export const answerOf = (error: unknown): AwsAnswer | undefined =>
  isInstallError(error) && error.cause instanceof AwsAnswer ? error.cause : undefined;

/** AWS's name of a refusal, such as `ValidationError`; undefined for anything else. */
export const awsName = (error: unknown): string | undefined => answerOf(error)?.name;

/** AWS's own words behind an error. */
export const awsText = (error: unknown): string => answerOf(error)?.message ?? '';

/** Runs a call and turns refusals of those names into `fallback`: "not there" is an answer, not an error. */
export async function unless<T, F>(call: Promise<T>, names: readonly string[], fallback: F): Promise<T | F> {
  try {
    return await call;
  } catch (error) {
    if (names.includes(awsName(error) ?? '')) return fallback;
    throw error;
  }
}
