/** What kind of failure an SDK error is. Told apart by name: the SDK's classes differ by protocol and copy. */
export type FailureKind =
  | 'denied'
  | 'expired'
  | 'loginExpired'
  | 'noCredentials'
  | 'mfa'
  | 'invalidCredentials'
  | 'clock'
  | 'regionOff'
  | 'throttled'
  | 'certificate'
  | 'unreachable'
  | 'aborted'
  | 'foreign'
  | 'refused';

export interface SdkError extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: {
    readonly statusCode?: number;
    readonly headers?: Readonly<Record<string, string | undefined>>;
  };
}

const kinds: readonly (readonly [FailureKind, readonly string[]])[] = [
  [
    'expired',
    ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired', 'TokenProviderError'],
  ],
  ['regionOff', ['OptInRequired', 'RegionDisabledException']],
  ['clock', ['RequestTimeTooSkewed', 'RequestInTheFuture']],
  [
    'invalidCredentials',
    [
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'AuthFailure',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
      'InvalidAccessKeyId',
      'InvalidToken',
      'IncompleteSignature',
      'IncompleteSignatureException',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
      'NotSignedUp',
    ],
  ],
  [
    'denied',
    [
      'AccessDenied',
      'AccessDeniedException',
      'AccessDeniedFault',
      'UnauthorizedOperation',
      'UnauthorizedAccess',
      'AllAccessDisabled',
      'Forbidden',
    ],
  ],
  [
    'throttled',
    [
      'Throttling',
      'ThrottlingException',
      'ThrottledException',
      'RequestLimitExceeded',
      'RequestThrottled',
      'RequestThrottledException',
      'TooManyRequestsException',
      'BandwidthLimitExceeded',
      'EC2ThrottledException',
      'SlowDown',
      'PriorRequestNotComplete',
    ],
  ],
  ['aborted', ['AbortError']],
  ['foreign', ['ForeignAnswerError']],
  [
    'unreachable',
    [
      'TimeoutError',
      'RequestTimeout',
      'RequestTimeoutException',
      'ServiceUnavailable',
      'NoAnswerError',
      'EmptyAnswerError',
    ],
  ],
];
const kindOfName = new Map(kinds.flatMap(([kind, names]) => names.map((name) => [name, kind] as const)));

const networkCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
  'EPROTO',
]);
const certificateCodes =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_|CERT_|ERR_TLS_CERT)/;

const statusOf = (error: SdkError): number | undefined =>
  error.$metadata?.httpStatusCode ?? error.$response?.statusCode;

/** The chain of providers fails with one error class for everything; only its words tell the cause. */
const credentialKind = ({ message }: Error): FailureKind => {
  if (/multi-factor authentication/i.test(message)) return 'mfa';
  if (/aws (sso )?login|SSO|session .*(expired|invalid)|token is expired/i.test(message))
    return 'loginExpired';
  return 'noCredentials';
};

const kindOfCode = (error: SdkError): FailureKind | undefined => {
  const code = typeof error.code === 'string' ? error.code : '';
  if (certificateCodes.test(code)) return 'certificate';
  return networkCodes.has(code) ? 'unreachable' : undefined;
};

const kindOfStatus = (status: number | undefined): FailureKind | undefined => {
  if (status === 403) return 'denied';
  if (status === 429) return 'throttled';
  return status !== undefined && status >= 500 ? 'unreachable' : undefined;
};

/** A skewed clock and a mistyped secret share one name; AWS's words tell them apart. */
const refineSignature = (message: string): FailureKind =>
  /signature (expired|not yet current)|clock/i.test(message) ? 'clock' : 'invalidCredentials';

/** Node's parser met something that is no HTTP. */
const noHttp = /^HPE_/;

/** What AWS answers carries a request id, what a proxy or a captive network answers in its place does not. */
const isForeign = (error: SdkError): boolean => {
  const status = statusOf(error) ?? 0;
  // Load balancers in front of AWS's own services answer 502 and 503 in HTML too.
  if (status >= 500) return false;
  const unread = error instanceof SyntaxError || /Deserialization error/.test(error.message);
  if (unread || noHttp.test(String(error.code ?? ''))) return true;
  const nameless = ['Error', 'Unknown', 'UnknownError'].includes(error.name);
  return nameless && status >= 300 && status !== 429 && error.$metadata?.requestId === undefined;
};

export function failureKind(error: SdkError): FailureKind {
  if (/MultiFactorAuthentication failed|invalid MFA/i.test(error.message)) return 'mfa';
  if (error.name === 'CredentialsProviderError') return credentialKind(error);
  const named = kindOfName.get(error.name);
  if (named === 'invalidCredentials') return refineSignature(error.message);
  if (named === undefined && isForeign(error)) return 'foreign';
  return named ?? kindOfCode(error) ?? kindOfStatus(statusOf(error)) ?? 'refused';
}
