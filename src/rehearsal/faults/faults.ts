import { parseDuration } from '../../core/duration.ts';
import { apiFaults, isApiFault, type ApiFault } from '../../core/rehearsal.ts';
import { faultInvalid } from '../errors.ts';
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

type ApiFaults = Omit<Faults, 'failures'>;

type FailurePhase = 'create' | 'update' | 'delete' | 'rollback';
const phases: readonly string[] = ['create', 'update', 'delete', 'rollback'];

interface ResourceFailure {
  readonly logicalId: string;
  readonly phases: readonly FailurePhase[];
  readonly reason: string | undefined;
}

const delayOf = (text: string, at: string): number => {
  const delay = parseDuration(at);
  if (delay === undefined) throw faultInvalid(text, 'the time after @ must look like 60s, 1.5m or 2h');
  return delay;
};

/** `30s`, or `30s+5m` for how long; two minutes by default. */
const outageOf = (text: string, value: string): { after: number; lasting: number } => {
  const [after = '', lasting = '2m'] = value.split('+');
  return { after: delayOf(text, after), lasting: delayOf(text, lasting) };
};

const shareOf = (text: string, value: string): number => {
  const share = Number(value);
  if (value === '' || !(share >= 0 && share < 1))
    throw faultInvalid(text, 'the share must be at least 0 and below 1');
  return share;
};

const actionsOf = (text: string, value: string): readonly string[] => {
  const actions = value.split(',');
  if (!actions.every((action) => /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)))
    throw faultInvalid(text, 'an action must be written in full, like s3:PutObject');
  return actions;
};

const resourceFailure = (text: string): ResourceFailure => {
  const match = /^([A-Za-z0-9]+)(?:@([a-z]+))?(?:=(.*))?$/s.exec(text);
  const [, logicalId, phase, reason] = match ?? [];
  if (logicalId === undefined) throw faultInvalid(text, 'it names no logical id and no known fault');
  if (phase !== undefined && !phases.includes(phase))
    throw faultInvalid(text, 'the phase after @ must be create, update, delete or rollback');
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

/** How each fault of the API changes what was asked for before it. */
const readers: Readonly<
  Record<ApiFault, (text: string, value: string, before: ApiFaults) => Partial<ApiFaults>>
> = {
  Throttling: (text, value) => ({ throttling: shareOf(text, value) }),
  Stale: (text, value) => ({ stale: shareOf(text, value) }),
  Cut: (text, value) => ({ cut: shareOf(text, value) }),
  ExpiredToken: (text, value) => ({ expiryAfter: delayOf(text, value) }),
  Disconnect: (text, value) => ({ disconnect: outageOf(text, value) }),
  Stall: (text, value) => ({ stall: outageOf(text, value) }),
  Deny: (text, value, { denied }) => ({ denied: [...denied, ...actionsOf(text, value)] }),
  AllowOnly: (text, value, { allowedOnly = [] }) => ({
    allowedOnly: [...allowedOnly, ...actionsOf(text, value)],
  }),
};

const apiFault = (name: ApiFault, text: string, before: ApiFaults): ApiFaults => {
  const form = apiFaults[name];
  // Where no share is named, one answer in ten.
  const given = text === 'Cut' ? form : text;
  const mark = form.charAt(name.length);
  if (given.charAt(name.length) !== mark) throw faultInvalid(text, `it is written ${form}`);
  return { ...before, ...readers[name](text, given.slice(name.length + 1), before) };
};

/** An API that answers as it should; what is denied is no fault of it. */
export const healthyApi = {
  throttling: 0,
  stale: 0,
  cut: 0,
  stall: undefined,
  expiryAfter: undefined,
  disconnect: undefined,
} satisfies Partial<ApiFaults>;

/** @param texts each value of `--fail`. @throws InstallError fail-invalid (2) */
export function parseFaults(texts: readonly string[]): Faults {
  let faults: ApiFaults = { ...healthyApi, denied: [], allowedOnly: undefined };
  const resources: ResourceFailure[] = [];
  for (const text of texts) {
    const name = /^\w*/.exec(text)?.[0] ?? '';
    if (isApiFault(name)) faults = apiFault(name, text, faults);
    else resources.push(resourceFailure(text));
  }
  return { ...faults, failures: failuresOf(resources) };
}
