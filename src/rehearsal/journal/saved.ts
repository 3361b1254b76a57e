import type { RehearsedAnswers } from '../../core/rehearsal.ts';
import type { Caller } from '../service.ts';
import { stateUnusable } from './errors.ts';
import type { Json } from '../../core/json.ts';

/** What one process brought to the account. */
export interface SavedRun {
  readonly kind: 'run';
  /** Milliseconds since 1970 by the account's clock, as everywhere in the file. */
  readonly at: number;
  /** Where the account was reached: addresses beneath it are its own. */
  readonly endpoint: string;
  readonly fail: readonly string[];
  readonly reply: readonly string[];
  /** Absent where the state is older than `--assume-type`. */
  readonly types?: readonly string[];
  /** Nested templates by path, in base64. */
  readonly nested: Readonly<Record<string, string>>;
  readonly answers?: RehearsedAnswers;
}

/** A call that may have changed something. */
export interface SavedCall {
  readonly kind: 'call';
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly caller: Caller;
  readonly input: { readonly [key: string]: Json };
  /** Of what the call makes up. */
  readonly seed: number;
  /** The code it was refused with. */
  refused?: string;
}

/** The name of a host was looked up, and people elsewhere were told of it by that, or had entered it. */
interface SavedLook {
  readonly kind: 'look';
  readonly at: number;
  readonly host: string;
}

/** A template that lay outside the account. */
export interface SavedFetch {
  readonly url: string;
  /** In base64; absent: it could not be had. */
  readonly bytes?: string;
}

export type SavedEntry = SavedRun | SavedCall | SavedLook;

/** An account as it can be told: where it began, and all that happened to it since. */
export interface SavedAccount {
  readonly version: typeof savedVersion;
  readonly scenario: string;
  readonly account: string;
  readonly region: string;
  readonly assumeExport: readonly string[];
  readonly beganAt: number;
  readonly savedAt: number;
  /** In order; the first one is the run that began it. */
  readonly entries: readonly SavedEntry[];
  readonly fetched: readonly SavedFetch[];
}

export const savedVersion = 1;

type SavedFields = Readonly<Record<string, unknown>>;
const isSavedFields = (value: unknown): value is SavedFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (fields: SavedFields, ...names: readonly string[]): boolean =>
  names.every((name) => typeof fields[name] === 'string');
const numbers = (fields: SavedFields, ...names: readonly string[]): boolean =>
  names.every((name) => Number.isFinite(fields[name]));
const listOf = (value: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(is);
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextMap = (value: unknown): boolean => isSavedFields(value) && Object.values(value).every(isText);

const isRun = (value: unknown): boolean =>
  isSavedFields(value) &&
  value['kind'] === 'run' &&
  numbers(value, 'at') &&
  texts(value, 'endpoint') &&
  listOf(value['fail'], isText) &&
  listOf(value['reply'], isText) &&
  listOf(value['types'] ?? [], isText) &&
  isTextMap(value['nested']) &&
  (value['answers'] === undefined || isSavedFields(value['answers']));

const isCall = (value: unknown): boolean =>
  isSavedFields(value) &&
  value['kind'] === 'call' &&
  numbers(value, 'at', 'seed') &&
  texts(value, 'service', 'operation', 'region') &&
  isSavedFields(value['caller']) &&
  texts(value['caller'], 'arn', 'userId', 'accessKeyId') &&
  isSavedFields(value['input']);

const isLook = (value: unknown): boolean =>
  isSavedFields(value) && value['kind'] === 'look' && numbers(value, 'at') && texts(value, 'host');

const isFetch = (value: unknown): boolean => isSavedFields(value) && texts(value, 'url');

const isSaved = (value: SavedFields): value is SavedFields & SavedAccount =>
  value['version'] === savedVersion &&
  texts(value, 'scenario', 'account', 'region') &&
  numbers(value, 'beganAt', 'savedAt') &&
  listOf(value['assumeExport'], isText) &&
  listOf(value['entries'], (entry) => isRun(entry) || isCall(entry) || isLook(entry)) &&
  listOf(value['fetched'], isFetch);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw stateUnusable('it is not JSON, or not all of it', cause);
  }
};

/** @throws InstallError state-unusable (2) */
export function readSaved(text: string): SavedAccount {
  const value = parsed(text);
  if (!isSavedFields(value) || !numbers(value, 'version'))
    throw stateUnusable('it is no state of a rehearsal');
  if (Number(value['version']) > savedVersion) throw stateUnusable('a newer quilt-install wrote it');
  if (!isSaved(value) || value.entries[0]?.kind !== 'run') throw stateUnusable('parts of it are missing');
  return value;
}
