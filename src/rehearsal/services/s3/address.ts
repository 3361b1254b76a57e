/** Where an S3 URL points, whichever way it is written. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const inPath = (path: string): S3Address | undefined => {
  const [bucket = '', ...rest] = path.slice(1).split('/');
  return bucket === '' || rest.length === 0 ? undefined : { bucket, key: decode(rest.join('/')) };
};

/** @param endpoint this account's own address: a URL beneath it is path-style */
export function s3Address(text: string, endpoint: string): S3Address | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return undefined;
  if (url.origin === endpoint) return inPath(url.pathname);
  const host = /^(?:(.+)\.)?s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(
    url.hostname,
  );
  if (url.protocol !== 'https:' || host === null) return undefined;
  return host[1] === undefined
    ? inPath(url.pathname)
    : { bucket: host[1], key: decode(url.pathname.slice(1)) };
}
