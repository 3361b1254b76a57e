import type { ErrorCode } from '../../core/ids.ts';
import { awsCodes } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { plainWords } from './answer.ts';
import type { FailureKind, SdkError } from './failure-kind.ts';
import { permissionOf, services, type ServiceName } from '../services/service-prefixes.ts';

/** The call that failed, as far as it matters for what the person is told. */
export interface FailedCall {
  readonly service: ServiceName;
  readonly operation: string;
  readonly region: string;
  /** The profile in use, for the command that logs in again. */
  readonly profile?: string;
  /** Where the user's own settings send the call in place of AWS, such as `http://localhost:4566`. */
  readonly endpoint?: string;
  /** True once another region has accepted these very credentials. */
  readonly provenElsewhere?: boolean;
}

/** What a person is told of a failed call. */
export interface Wording {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly exitCode?: 3 | 130;
}

/** The action AWS itself names in a denial, which may be another than the call's own (`iam:PassRole`). */
export const deniedAction = (message: string): string | undefined =>
  /not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)/.exec(message)?.[1];

const denier = (message: string): string => {
  const by =
    /explicit deny in an? (service control policy|resource control policy|permissions boundary|identity-based policy|resource-based policy|session policy|VPC endpoint policy)/.exec(
      message,
    )?.[1];
  return by === undefined ? '' : `, by an explicit deny in a ${by}`;
};

const login = (profile: string | undefined, command = 'aws sso login'): string =>
  profile === undefined ? command : `${command} --profile ${profile}`;

const endpointOf = (call: FailedCall): string => `${services[call.service]} in ${call.region}`;

export const wordings: Readonly<Record<FailureKind, (error: SdkError, call: FailedCall) => Wording>> = {
  denied: (error, call) => ({
    code: awsCodes.denied,
    message: `These credentials may not do ${deniedAction(error.message) ?? permissionOf(call.service, call.operation)}${denier(error.message)}.`,
    hint: `Ask whoever manages this account to allow ${deniedAction(error.message) ?? permissionOf(call.service, call.operation)}; quilt-install preflight --print-policy prints all that is needed.`,
  }),
  expired: (_error, call) => ({
    code: awsCodes.expired,
    message: 'The AWS session has expired, so AWS no longer accepts these credentials.',
    hint: `Sign in again (with IAM Identity Center: ${login(call.profile)}) and repeat the command; whatever runs in AWS goes on meanwhile.`,
  }),
  loginExpired: (error, call) => ({
    code: awsCodes.expired,
    message: 'The sign-in these credentials come from has ended or was never made.',
    hint: `Run ${login(call.profile, /aws login/.test(error.message) ? 'aws login' : undefined)} and repeat the command.`,
  }),
  noCredentials: (error) => ({
    code: awsCodes.noCredentials,
    message: /Could not load credentials/.test(error.message)
      ? 'No AWS credentials were found: none in the environment, in a profile, or on this machine.'
      : `The AWS credentials could not be read: ${plainWords(error.message)}`,
    hint: 'Name a profile with --profile, or set AWS_PROFILE; aws sts get-caller-identity shows whether it works. Without an AWS account: quilt-install rehearse',
  }),
  mfa: (error) => ({
    code: 'aws-mfa-required',
    message: /was provided/.test(error.message)
      ? 'This profile asks for an MFA code, and there is no terminal to ask for it.'
      : 'AWS did not accept the MFA code.',
    hint: 'Run the command at a terminal and type the current code (each code works once), or use a profile that needs none.',
  }),
  invalidCredentials: (_error, call) => (call.provenElsewhere ? regionOff(call) : invalidCredentials(call)),
  clock: () => ({
    code: awsCodes.invalidCredentials,
    message:
      'AWS refused the signature because the clock of this machine is wrong by more than five minutes.',
    hint: "Set this machine's clock (or let it synchronise) and repeat the command.",
  }),
  regionOff: (_error, call) => regionOff(call),
  throttled: (_error, call) => ({
    code: awsCodes.throttled,
    message: `AWS kept answering "too many requests" for ${permissionOf(call.service, call.operation)}, also after waiting.`,
    hint: 'Wait a minute and repeat the command; other tools polling in this account share the same limit.',
  }),
  certificate: (_error, call) => ({
    code: awsCodes.unreachable,
    message: `The connection to ${call.endpoint ?? endpointOf(call)} shows a certificate this machine does not trust${call.endpoint === undefined ? ', as a proxy does that opens TLS' : ''}.`,
    hint: `Point NODE_EXTRA_CA_CERTS at ${call.endpoint === undefined ? "the proxy's" : 'its'} CA certificate (a PEM file) and repeat the command.`,
  }),
  unreachable: (error, call) => ({
    code: awsCodes.unreachable,
    ...(call.endpoint === undefined
      ? awsUnreachable(error, call)
      : endpointUnreachable(error, call.endpoint, call)),
  }),
  foreign: (error, call) => ({
    code: awsCodes.unreachable,
    ...(call.endpoint === undefined
      ? foreignAnswer(error, call)
      : endpointForeign(error, call.endpoint, call)),
  }),
  aborted: () => ({
    code: 'interrupted',
    message: 'Stopped while waiting for AWS to answer.',
    hint: 'Repeat the command to go on.',
    exitCode: exitCodes.interrupted,
  }),
  refused: (error, call) => ({
    code: awsCodes.refused,
    message: `AWS refused ${permissionOf(call.service, call.operation)}: ${plainWords(error.message) || error.name} (${error.name})`,
    hint: 'The text is AWS’s own and names what it objects to; correct that and repeat the command.',
    exitCode: exitCodes.checkFailed,
  }),
};

type MessageAndHint = Pick<Wording, 'message' | 'hint'>;

const awsUnreachable = (error: SdkError, call: FailedCall): MessageAndHint => ({
  message: `AWS could not be reached: ${endpointOf(call)} (${reachReason(error)}).`,
  hint: 'Check the network, the region name, HTTPS_PROXY and NO_PROXY; then repeat the command. Whatever runs in AWS goes on meanwhile.',
});

const foreignAnswer = (error: SdkError, call: FailedCall): MessageAndHint => ({
  message: `AWS was not reached: something else answered ${permissionOf(call.service, call.operation)} for ${call.region}${answerPart(error)}, such as a proxy.`,
  hint: 'Check HTTPS_PROXY and its user name, AWS_ENDPOINT_URL, and whether this network first wants a sign-in in the browser.',
});

const endpointUnreachable = (error: SdkError, endpoint: string, call: FailedCall): MessageAndHint => ({
  message: `${endpoint}, where calls to ${services[call.service]} are sent, could not be reached (${reachReason(error)}).`,
  hint: 'AWS_ENDPOINT_URL or the profile names it: correct the address or start what answers there, then repeat the command.',
});

/** Emulators lack services. */
const endpointForeign = (error: SdkError, endpoint: string, call: FailedCall): MessageAndHint => ({
  message: `${endpoint} does not answer ${permissionOf(call.service, call.operation)} as AWS does${answerPart(error)}.`,
  hint: 'AWS_ENDPOINT_URL or the profile names it: check the address, and whether what answers there knows this service.',
});

const invalidCredentials = (call: FailedCall): Wording => ({
  code: awsCodes.invalidCredentials,
  message: `AWS does not know these credentials (asked: ${endpointOf(call)}).`,
  hint: 'Check the access key, secret key and session token, or the profile; a region that is not enabled in the account also looks like this.',
});

const regionOff = (call: FailedCall): Wording => ({
  code: awsCodes.regionOff,
  message: `Region ${call.region} is not enabled for this account.`,
  hint: `Enable it (account settings, or aws account enable-region --region-name ${call.region}) and wait until it is on, or choose another with --region.`,
});

const answerPart = (error: SdkError): string => {
  if (error.name === 'ForeignAnswerError') return ` (${error.message})`;
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  return status === undefined ? '' : ` (HTTP ${status})`;
};

const reachReason = (error: SdkError): string => {
  const status = error.$metadata?.httpStatusCode;
  if (typeof error.code === 'string') return error.code;
  return status === undefined ? plainWords(error.message).slice(0, 120) || error.name : `HTTP ${status}`;
};
