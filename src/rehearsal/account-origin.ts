import { assumedTypes } from './account/scenario/assumed.ts';
import type { RehearsedAnswers } from '../core/rehearsal.ts';
import type { RandomSource } from './account/random-source.ts';
import { Identifiers } from './cloudformation/model/identifiers.ts';
import { beganOtherwise } from './journal/errors.ts';
import { readSaved, type SavedAccount, type SavedRun } from './journal/saved.ts';
import type { RehearsalOptions } from './options.ts';

/** What a run brings to the account, whether it begins it or goes on with it. */
export interface RunInputs {
  readonly fail: readonly string[];
  readonly reply: readonly string[];
  readonly types: readonly string[];
  /** By path. */
  readonly nested: ReadonlyMap<string, Uint8Array>;
  readonly answers?: RehearsedAnswers;
}

/** How the account came to be, in this process or in an earlier one. */
export interface AccountOrigin {
  readonly scenario: string;
  readonly account: string;
  readonly region: string;
  readonly assumeExport: readonly string[];
  /** Milliseconds since 1970. */
  readonly beganAt: number;
  readonly first: RunInputs;
  /** All that happened since. */
  readonly saved?: SavedAccount;
}

/** The same seed, the same ids. */
export const randomFrom = (seed: number): RandomSource => new Identifiers(seed);

/** @throws InstallError flag-invalid (2) */
export const inputsOfRun = ({
  fail,
  reply = [],
  assumeType = [],
  nested = new Map(),
  answers,
}: RehearsalOptions): RunInputs => ({
  fail,
  reply,
  types: assumedTypes(assumeType),
  nested,
  answers,
});

export const inputsOfSavedRun = ({ fail, reply, types = [], nested, answers }: SavedRun): RunInputs => ({
  fail,
  reply,
  types,
  nested: new Map(Object.entries(nested).map(([name, bytes]) => [name, Buffer.from(bytes, 'base64')])),
  answers,
});

export const savedRun = ({
  fail,
  reply,
  types,
  nested,
  answers,
}: RunInputs): Omit<SavedRun, 'kind' | 'at' | 'endpoint'> => ({
  fail,
  reply,
  types,
  nested: Object.fromEntries(
    [...nested].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  ),
  answers,
});

/** @throws InstallError state-unusable, flags-conflict (2) */
export function originOf(options: RehearsalOptions, own: RunInputs, now: number): AccountOrigin {
  const { answers, assumeExport = [], keep } = options;
  if (keep?.saved === undefined)
    return {
      scenario: options.scenario ?? 'ready',
      account: answers?.account ?? '123456789012',
      region: answers?.region ?? 'us-east-1',
      assumeExport,
      beganAt: now,
      first: own,
    };
  const saved = readSaved(keep.saved);
  const [first] = saved.entries;
  checkAgrees(options, saved);
  return { ...saved, saved, first: first?.kind === 'run' ? inputsOfSavedRun(first) : own };
}

const checkAgrees = (
  { scenario, assumeExport = [], answers }: RehearsalOptions,
  saved: SavedAccount,
): void => {
  if (scenario !== undefined && scenario !== saved.scenario)
    throw beganOtherwise('--scenario', `with ${saved.scenario}`);
  const others = assumeExport.filter((one) => !saved.assumeExport.includes(one));
  if (others.length > 0) throw beganOtherwise('--assume-export', 'without it');
  const place = `as ${saved.account} in ${saved.region}`;
  if (answers?.account !== undefined && answers.account !== saved.account)
    throw beganOtherwise('The account of --answers', place);
  if (answers?.region !== undefined && answers.region !== saved.region)
    throw beganOtherwise('The region of --answers', place);
};
