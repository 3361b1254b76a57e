import { InstallError, exitCodes } from '../../core/errors.ts';
import { parseDuration } from '../../core/duration.ts';
import type { ResourceFailures } from '../service.ts';

/** What `--fail` asked for, read once; an unknown form is a usage error. */
export interface Faults {
  /** Share of calls that are throttled, 0 to 1. */
  readonly throttling: number;
  /** Milliseconds after the first stack operation began at which the credentials expire. */
  readonly expiryAfter: number | undefined;
  /** Milliseconds after the first stack operation began at which connections break, and for how long. */
  readonly disconnect: { readonly after: number; readonly lasting: number } | undefined;
  /** Milliseconds after the first stack operation began from which requests are taken and not answered, and for how long. */
  readonly stall: { readonly after: number; readonly lasting: number } | undefined;
  /** Share of answers that end before they are complete, 0 to 1. */
  readonly cut: number;
  /** Share of CloudFormation reads that are answered with what was true a moment ago. */
  readonly stale: number;
  readonly denied: readonly string[];
  /** Everything but these IAM actions is denied. */
  readonly allowedOnly: readonly string[] | undefined;
  readonly failures: ResourceFailures;
}

type FailurePhase = 'create' | 'update' | 'delete' | 'rollback';
const phases: readonly string[] = ['create', 'update', 'delete', 'rollback'];

interface ResourceFailure {
  readonly logicalId: string;
  readonly phases: readonly FailurePhase[];
  readonly reason: string | undefined;
}

const invalid = (text: string, why: string): InstallError =>
  new InstallError({
    code: 'fail-invalid',
    message: `--fail ${text} cannot be rehearsed: ${why}.`,
    hint: 'Give a logical id of the template with or without a reason (Search, Search="no capacity", Search@update), or Throttling=0.3, ExpiredToken@60s, Disconnect@30s, Stall@30s, Cut=0.1, Stale=0.2, Deny=service:Action.',
    exitCode: exitCodes.usage,
  });

const delayOf = (text: string, at: string): number => {
  const delay = parseDuration(at);
  if (delay === undefined) throw invalid(text, 'the time after @ must look like 60s, 1.5m or 2h');
  return delay;
};

/** `30s`, or `30s+5m` for how long; two minutes by default. */
const outageOf = (text: string, value: string): { after: number; lasting: number } => {
  const [after = '', lasting = '2m'] = value.split('+');
  return { after: delayOf(text, after), lasting: delayOf(text, lasting) };
};

/** Answers in ten that are cut off, where no share is named. */
const usualCut = 0.1;

const shareOf = (text: string, value: string): number => {
  const share = Number(value);
  if (value === '' || !(share >= 0 && share < 1))
    throw invalid(text, 'the share must be at least 0 and below 1');
  return share;
};

const resourceFailure = (text: string): ResourceFailure => {
  const match = /^([A-Za-z0-9]+)(?:@([a-z]+))?(?:=(.*))?$/s.exec(text);
  const [, logicalId, phase, reason] = match ?? [];
  if (logicalId === undefined) throw invalid(text, 'it names no logical id and no known fault');
  if (phase !== undefined && !phases.includes(phase))
    throw invalid(text, 'the phase after @ must be create, update, delete or rollback');
  return {
    logicalId,
    phases: phase === undefined ? ['create', 'update'] : [phase as FailurePhase],
    reason: reason === undefined || reason === '' ? undefined : reason,
  };
};

const failuresOf = (list: readonly ResourceFailure[]): ResourceFailures => ({
  logicalIds: [...new Set(list.map(({ logicalId }) => logicalId))],
  reasonFor: (logicalId, phase) => {
    const found = list.find((failure) => failure.logicalId === logicalId && failure.phases.includes(phase));
    return found === undefined ? undefined : { reason: found.reason };
  },
});

/** @param texts each value of `--fail`. @throws InstallError fail-invalid (2) */
export function parseFaults(texts: readonly string[]): Faults {
  let throttling = 0;
  let stale = 0;
  let cut = 0;
  let stall: Faults['stall'];
  let expiryAfter: number | undefined;
  let disconnect: Faults['disconnect'];
  const denied: string[] = [];
  let allowedOnly: string[] | undefined;
  const resources: ResourceFailure[] = [];
  for (const text of texts) {
    const [, name = '', mark = '', rest = ''] = /^(\w+)(?:([=@])(.*))?$/s.exec(text) ?? [];
    if (name === 'Throttling' && mark === '=') throttling = shareOf(text, rest);
    else if (name === 'Stale' && mark === '=') stale = shareOf(text, rest);
    else if (name === 'Cut' && mark !== '@') cut = mark === '' ? usualCut : shareOf(text, rest);
    else if (name === 'Stall' && mark === '@') stall = outageOf(text, rest);
    else if (name === 'ExpiredToken' && mark === '@') expiryAfter = delayOf(text, rest);
    else if (name === 'Disconnect' && mark === '@') disconnect = outageOf(text, rest);
    else if (name === 'Deny' && mark === '=') denied.push(rest);
    else if (name === 'AllowOnly' && mark === '=') allowedOnly = [...(allowedOnly ?? []), ...rest.split(',')];
    else resources.push(resourceFailure(text));
  }
  return {
    throttling,
    stale,
    cut,
    stall,
    expiryAfter,
    disconnect,
    denied,
    allowedOnly,
    failures: failuresOf(resources),
  };
}
