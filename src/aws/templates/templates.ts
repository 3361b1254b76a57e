import { awsCodes, isInstallError } from '../../core/errors.ts';
import type { Facts, Templates } from '../../core/ports.ts';
import { decodeTemplate } from '../../template/document/decode.ts';
import { templateLimit } from '../../template/document/limits.ts';
import type { AwsConnection } from '../connection/connection.ts';
import { partitionOfRegion } from '../../core/partition.ts';
import { templateRefused, templateTooLarge, templateUnreadable, templateUnreached } from './errors.ts';
import { locateTemplate, type TemplateLocation } from './url.ts';
import { makeUploads } from './uploads.ts';

const objects = (aws: AwsConnection) => aws.clock.during(import('../services/s3/objects.ts'));

interface FetchedTemplate {
  readonly body: Uint8Array;
  readonly tooLarge: boolean;
}

const statusWords = (status: number): string => {
  if (status === 404) return 'there is no such object or bucket (HTTP 404)';
  if (status === 403)
    return 'it is private and these credentials may not read it, or it is not there (HTTP 403)';
  return `S3 answered HTTP ${status}`;
};

const redirects = 3;

/** S3 redirects region-less URLs to the bucket's region; nowhere else is followed. */
const fetchPlainly = async (aws: AwsConnection, location: TemplateLocation): Promise<FetchedTemplate> => {
  const { plainGet } = await aws.clock.during(import('./https-get.ts'));
  let { url } = location;
  for (let hop = 0; hop <= redirects; hop++) {
    const answer = await aws.clock
      .during(plainGet(url, templateLimit, aws.clock, aws.signal))
      .catch((cause: unknown) => {
        throw templateUnreached(location, cause);
      });
    if (answer.status === 200) return answer;
    const next = [301, 302, 303, 307, 308].includes(answer.status) ? answer.location : undefined;
    if (next === undefined) throw templateUnreadable(location, statusWords(answer.status));
    url = locateTemplate(new URL(next, url).href, location.custom ? location.url.origin : undefined).url;
  }
  throw templateUnreadable(location, 'S3 redirected too often');
};

/** With the caller's credentials first, as most templates are private; anonymously where these do not reach. */
const find = async (
  aws: AwsConnection,
  location: TemplateLocation,
  elsewhere: boolean,
): Promise<FetchedTemplate> => {
  const { region: named = aws.region } = location;
  // Credentials of one partition are unknown in another; a public template is still readable.
  const foreign = partitionOfRegion(named).id !== aws.partition.id;
  if (location.presigned || elsewhere || foreign) return fetchPlainly(aws, location);
  const { readObject } = await objects(aws);
  const { bucket, key, region, versionId } = location;
  const place = { bucket, key, region, versionId };
  return (await readObject(aws, place, templateLimit)) ?? fetchPlainly(aws, location);
};

const read = async (aws: AwsConnection, text: string): Promise<string> => {
  const endpoint = await aws.endpoints.s3();
  const location = locateTemplate(text, endpoint);
  // Under a custom endpoint the S3 client reaches that endpoint only, never AWS itself.
  const found = await find(aws, location, endpoint !== undefined && !location.custom);
  if (found.tooLarge) throw templateTooLarge(location);
  return decodeTemplate(found.body);
};

/** Adds what a person can do to errors that S3 raised on the way. */
const whileReading = async (url: string, reading: Promise<string>): Promise<string> => {
  try {
    return await reading;
  } catch (error) {
    if (!isInstallError(error, awsCodes.refused)) throw error;
    throw templateRefused(url, error);
  }
};

export const makeTemplates = (aws: AwsConnection, facts: Facts): Templates => ({
  read: (url) => whileReading(url, read(aws, url)),
  ...makeUploads(aws, facts),
});
