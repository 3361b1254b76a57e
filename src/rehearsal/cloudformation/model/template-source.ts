import { isInstallError } from '../../../core/errors.ts';
import type { Template } from '../../../core/template.ts';
import {
  bodyLimit,
  byteLength,
  decodeTemplate,
  parseTemplate,
  templateLimit,
} from '../../../template/index.ts';
import { ServiceError } from '../../service.ts';
import type { World } from './world.ts';

export interface TemplateInput {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
}

const invalid = (message: string): ServiceError => new ServiceError('ValidationError', message);
const moreInformation =
  'For more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html';

/** The text that was sent, or that CloudFormation fetches itself from the account's buckets. */
export async function templateText(world: World, input: TemplateInput, previous?: string): Promise<string> {
  if (input.UsePreviousTemplate === true) {
    if (previous === undefined) throw invalid('Stack does not have a template to use as the previous one');
    return previous;
  }
  if (input.TemplateBody !== undefined) return checkedBody(input.TemplateBody);
  if (input.TemplateURL !== undefined) return await templateBytes(world, input.TemplateURL);
  throw invalid('Either Template URL or Template Body must be specified.');
}

/** CloudFormation fetches the template with the caller's own rights. */
export function checkReadable(world: World, input: TemplateInput, permit: (action: string) => void): void {
  const address =
    input.TemplateURL === undefined ? undefined : s3Address(input.TemplateURL, world.endpoint());
  if (address === undefined || !world.account.buckets.has(address.bucket)) return;
  try {
    permit('s3:GetObject');
  } catch (error) {
    throw error instanceof ServiceError ? invalid(`S3 error: Access Denied\n${moreInformation}`) : error;
  }
}

/** The refusal echoes the whole template, as AWS does. */
const checkedBody = (body: string): string => {
  if (byteLength(body) > bodyLimit)
    throw invalid(
      `1 validation error detected: Value '${body}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${bodyLimit}`,
    );
  return body;
};

/** At once from the account's buckets; a promise where it must be fetched elsewhere. */
export function templateBytes(world: World, url: string): string | Promise<string> {
  const address = s3Address(url, world.endpoint());
  if (address === undefined) throw invalid('TemplateURL must be a supported URL.');
  const bucket = world.account.buckets.get(address.bucket);
  const local = bucket?.objects.has(address.key) === true ? undefined : nestedTemplate(world, address.key);
  if (local !== undefined) return decoded(local);
  if (bucket === undefined) return elsewhere(world, url).then(decoded);
  const object = bucket.objects.get(address.key);
  if (object === undefined) throw invalid(`S3 error: The specified key does not exist.\n${moreInformation}`);
  return decoded(object.body);
}

/** The file with the longest path that the key ends in. */
const nestedTemplate = ({ nestedTemplates }: World, key: string): Uint8Array | undefined => {
  const parts = key.split('/');
  for (const start of parts.keys()) {
    const found = nestedTemplates.get(parts.slice(start).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
};

const decoded = (bytes: Uint8Array): string => {
  if (bytes.byteLength > templateLimit)
    throw invalid(`Template may not exceed ${templateLimit} bytes in size.`);
  try {
    return decodeTemplate(bytes);
  } catch (error) {
    throw formatError(error);
  }
};

/** A vendor's public template: CloudFormation reads it over the internet, and so does its rehearsal. */
const elsewhere = async (world: World, url: string): Promise<Uint8Array> => {
  const denied = `S3 error: Access Denied\n${moreInformation}`;
  if (!url.startsWith('https://')) throw invalid(denied);
  try {
    return await world.fetchTemplate(url);
  } catch (error) {
    throw error instanceof ServiceError ? error : invalid(denied);
  }
};

/** @throws Error where it cannot be had */
export async function fetchTemplate(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(15_000) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Bucket and key of an S3 URL: under the rehearsal's endpoint, path style or with the bucket as host. */
const s3Address = (
  url: string,
  endpoint: string,
): { readonly bucket: string; readonly key: string } | undefined => {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname, protocol } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  if (isOwn(new URL(url), endpoint)) return split(path);
  if (protocol !== 'https:') return undefined;
  const match = /^(?:(.+)\.)?s3[.-](?:dualstack\.)?(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/.exec(hostname);
  if (match === null) return undefined;
  return match[1] === undefined ? split(path) : { bucket: match[1], key: path };
};

/** An account that was brought back had another port before, and its stacks may name that one still. */
const isOwn = ({ host, hostname, protocol }: URL, endpoint: string): boolean =>
  (URL.canParse(endpoint) && host === new URL(endpoint).host) ||
  (protocol === 'http:' && hostname === '127.0.0.1');

const split = (path: string): { readonly bucket: string; readonly key: string } | undefined => {
  const slash = path.indexOf('/');
  return slash < 1 ? undefined : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
};

/** @throws ServiceError `ValidationError` in CloudFormation's form. */
export function parsed(text: string): Template {
  try {
    return parseTemplate(text);
  } catch (error) {
    throw formatError(error);
  }
}

const formatError = (error: unknown): Error =>
  isInstallError(error) ? invalid(`Template format error: ${error.message}`) : asError(error);

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
