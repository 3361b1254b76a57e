import { shortText } from '../../core/text.ts';
import { isRegionName } from '../../core/partition.ts';
import { notS3 } from './errors.ts';

/** A template's place in S3, as its URL tells it. */
export interface TemplateLocation {
  readonly bucket: string;
  readonly key: string;
  /** Absent in the region-less forms, which S3 redirects from. */
  readonly region?: string;
  readonly versionId?: string;
  /** The query string is a secret: whoever has it may read. */
  readonly presigned: boolean;
  readonly custom: boolean;
  readonly url: URL;
  /** The URL without its query, for messages. */
  readonly shown: string;
}

const form = 'CloudFormation reads templates from S3 only: https://BUCKET.s3.REGION.amazonaws.com/KEY.';

/** `s3.amazonaws.com`, `s3.eu-west-1.…`, `s3-eu-west-1.…`, `s3.dualstack.…`, `s3-fips.…`, with a bucket before or not. */
const host =
  /^(?:(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.)?s3(?:-fips)?(?:\.dualstack)?(?:[.-](?<region>[a-z0-9-]+))?\.(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu)$/;

const parsed = (text: string): URL => {
  try {
    return new URL(text);
  } catch {
    throw notS3(`"${shortText(text.split('?')[0] ?? '', 120)}" is not a URL.`, form);
  }
};

const decodedPath = (url: URL): readonly string[] => {
  try {
    return url.pathname.slice(1).split('/').map(decodeURIComponent);
  } catch {
    throw notS3(
      'The template URL holds a broken % escape, so it names no object.',
      'Copy the URL once more, whole.',
    );
  }
};

const placed = (url: URL, bucket: string | undefined): { bucket: string; key: string } => {
  const parts = decodedPath(url);
  const [first = '', ...rest] = parts;
  const place =
    bucket === undefined ? { bucket: first, key: rest.join('/') } : { bucket, key: parts.join('/') };
  if (place.bucket !== '' && place.key !== '') return place;
  throw notS3(`The template URL ${url.origin}${url.pathname} names no object in a bucket.`, form);
};

const isPresigned = ({ searchParams }: URL): boolean =>
  [...searchParams.keys()].some((key) =>
    /^(x-amz-(signature|credential|security-token)|signature|awsaccesskeyid)$/i.test(key),
  );

const located = (
  url: URL,
  place: { bucket: string; key: string },
  region: string | undefined,
  custom: boolean,
): TemplateLocation => ({
  ...place,
  region,
  versionId: url.searchParams.get('versionId') ?? undefined,
  presigned: isPresigned(url),
  custom,
  url,
  shown: `${url.origin}${url.pathname}`,
});

const underEndpoint = (url: URL, endpoint: string | undefined): boolean =>
  endpoint !== undefined && URL.canParse(endpoint) && new URL(endpoint).origin === url.origin;

/**
 * Where in S3 a template URL points.
 * @param endpoint the custom S3 endpoint in use: URLs under it are taken path-style, over plain HTTP too.
 * @throws InstallError `template-not-s3`
 */
export function locateTemplate(text: string, endpoint?: string): TemplateLocation {
  const url = parsed(text.trim());
  if (underEndpoint(url, endpoint)) return located(url, placed(url, undefined), undefined, true);
  if (url.protocol === 's3:')
    throw notS3(
      `${url.protocol}//${url.host}${url.pathname} is an S3 name, not the URL that CloudFormation takes.`,
      `Write it as https://${url.hostname}.s3.amazonaws.com${url.pathname}.`,
    );
  const match = host.exec(url.hostname);
  const region = match?.groups?.['region'];
  const wrongRegion = region !== undefined && region !== 'external-1' && !isRegionName(region);
  if (match === null || wrongRegion || url.protocol !== 'https:' || url.port !== '')
    throw notS3(
      `The template URL ${url.origin}${url.pathname} does not point into S3 over https.`,
      `${form} For a file of your own use --template-file.`,
    );
  return located(
    url,
    placed(url, match.groups?.['bucket']),
    region === 'external-1' ? undefined : region,
    false,
  );
}
