import path from 'node:path';
import { InstallError, isInstallError } from '../../core/errors.ts';
import type { ParameterKey } from '../../core/parameter.ts';
import type { Ports } from '../../core/ports.ts';
import { shortText } from '../../core/text.ts';
import { referenceInvalid, referenceRefused, referenceUnknown } from '../errors.ts';
import type { GivenValue } from '../sources/given.ts';
import { isBeneath } from './beneath.ts';
import { parseReference, type ParsedReference } from './reference.ts';

export type ResolvedReference =
  | { readonly kind: 'text'; readonly text: string; readonly referenced: boolean }
  /** `@prompt`: a person must type it. */
  | { readonly kind: 'ask' }
  /** `@generate`. */
  | { readonly kind: 'generate' };

export type ReferencePorts = Pick<Ports, 'env' | 'files' | 'secrets'>;

/** What a reference led to is treated as a secret whatever NoEcho says. */
const referenced = (text: string): ResolvedReference => ({ kind: 'text', text, referenced: true });

const dropFinalNewline = (text: string): string => text.replace(/\r?\n$/, '');

/**
 * @param folder the answers file's own: an answers file that someone was sent must not pick up their private
 *   files, not through `..` and not through a symbolic link. Undefined: any file (the person named it).
 */
const readFileReference = async (
  key: ParameterKey,
  named: string,
  folder: string | undefined,
  { files }: Pick<Ports, 'files'>,
): Promise<ResolvedReference> => {
  const reference = `@file:${named}`;
  const full = folder === undefined ? named : path.resolve(folder, named);
  let text: string;
  try {
    if (folder !== undefined && !isBeneath(await files.real(folder), await files.real(full)))
      throw referenceInvalid(
        key,
        reference,
        'leads out of the folder of the answers file',
        `Put the file beside the answers file, or give --param ${key}=${reference}.`,
      );
    text = await files.read(full);
  } catch (error) {
    if (isInstallError(error, 'reference-invalid')) throw error;
    throw referenceInvalid(
      key,
      reference,
      'cannot be read',
      error instanceof InstallError ? error.message : 'Check the path and that you may read the file.',
    );
  }
  return referenced(dropFinalNewline(text));
};

const member = (secret: string, jsonKey: string): string | undefined => {
  try {
    const document: unknown = JSON.parse(secret);
    if (typeof document !== 'object' || document === null || !Object.hasOwn(document, jsonKey))
      return undefined;
    const value = (document as Record<string, unknown>)[jsonKey];
    return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
  } catch {
    return undefined;
  }
};

const stored = async (
  key: ParameterKey,
  reference: string,
  read: () => Promise<string | undefined>,
): Promise<string> => {
  const text = await read().catch((error: unknown) => {
    throw error instanceof InstallError ? referenceRefused(key, reference, error) : error;
  });
  if (text !== undefined) return text;
  const hint = 'Check its name, and that it is in this account and region.';
  throw referenceInvalid(key, reference, 'does not exist', hint);
};

const readSecret = async (
  key: ParameterKey,
  written: ParsedReference & { kind: 'secretsmanager' },
  { secrets }: ReferencePorts,
): Promise<ResolvedReference> => {
  const reference = `@secretsmanager:${written.id}`;
  const secret = await stored(key, reference, () => secrets.secret(written.id));
  if (written.jsonKey === undefined) return referenced(secret);
  const value = member(secret, written.jsonKey);
  if (value !== undefined) return referenced(value);
  const hint = `Check the secret: it must be a JSON object with a text under "${shortText(written.jsonKey)}".`;
  throw referenceInvalid(key, `${reference}#${written.jsonKey}`, 'names no text in that secret', hint);
};

/**
 * Follows a reference. Reads only; `@generate` and `@prompt` are for the caller to carry out.
 * @throws InstallError `reference-invalid` (never holding what the reference led to), or AWS's refusal
 */
export async function resolveReference(
  key: ParameterKey,
  given: GivenValue,
  folder: string | undefined,
  ports: ReferencePorts,
): Promise<ResolvedReference> {
  const written = parseReference(given.text);
  switch (written.kind) {
    case 'literal':
      return { kind: 'text', text: written.text, referenced: false };
    case 'prompt':
      return { kind: 'ask' };
    case 'generate':
      return { kind: 'generate' };
    case 'env': {
      const text = ports.env[written.name];
      if (text !== undefined) return referenced(text);
      const hint = `Set ${shortText(written.name)} in the environment, or give the value another way.`;
      throw referenceInvalid(key, given.text, 'names a variable that is not set', hint);
    }
    case 'file':
      return readFileReference(key, written.path, given.source === 'file' ? folder : undefined, ports);
    case 'secretsmanager':
      return readSecret(key, written, ports);
    case 'ssm':
      return referenced(await stored(key, given.text, () => ports.secrets.parameter(written.name)));
    case 'unknown':
      throw referenceUnknown(key);
  }
}
