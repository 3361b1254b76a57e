import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateTemplate } from '../../../src/aws/templates/url.ts';
import { anyPath } from '../../helpers/any-path.ts';

const code = (url: string, endpoint?: string): string => {
  try {
    locateTemplate(url, endpoint);
    return 'accepted';
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
};

describe('a template URL in S3', () => {
  it.each([
    ['https://b-1.s3.amazonaws.com/k.yaml', 'b-1', 'k.yaml', undefined],
    ['https://b-1.s3.eu-west-1.amazonaws.com/a/b/k.yaml', 'b-1', 'a/b/k.yaml', 'eu-west-1'],
    ['https://b-1.s3-eu-west-1.amazonaws.com/k.yaml', 'b-1', 'k.yaml', 'eu-west-1'],
    ['https://b-1.s3.dualstack.us-west-2.amazonaws.com/k', 'b-1', 'k', 'us-west-2'],
    ['https://b-1.s3-fips.us-gov-west-1.amazonaws.com/k', 'b-1', 'k', 'us-gov-west-1'],
    ['https://b-1.s3.cn-north-1.amazonaws.com.cn/k', 'b-1', 'k', 'cn-north-1'],
    ['https://dotted.name.s3.us-east-1.amazonaws.com/k', 'dotted.name', 'k', 'us-east-1'],
    ['https://s3.amazonaws.com/b-1/x/k.yaml', 'b-1', 'x/k.yaml', undefined],
    ['https://s3-us-west-2.amazonaws.com/b-1/k', 'b-1', 'k', 'us-west-2'],
    ['https://s3-external-1.amazonaws.com/b-1/k', 'b-1', 'k', undefined],
    ['https://b-1.s3.amazonaws.com/with%20space/%C3%BC.yaml', 'b-1', 'with space/ü.yaml', undefined],
  ])('%s', (url, bucket, key, region) => {
    const place = locateTemplate(url);
    expect([place.bucket, place.key, place.region, place.presigned]).toEqual([bucket, key, region, false]);
  });

  it.each([
    'http://b-1.s3.amazonaws.com/k',
    'https://b-1.s3.amazonaws.com:8443/k',
    'https://example.com/k.yaml',
    'https://b-1.s3.amazonaws.com.evil.example/k',
    'https://b-1.s3.evil.amazonaws.com.example/k',
    'https://s3.amazonaws.com@evil.example/b/k',
    'https://b-1.s3-website-us-east-1.amazonaws.com/k',
    'https://b-1.s3.amazonaws.com/',
    'https://s3.amazonaws.com/only-bucket',
    's3://b-1/k.yaml',
    'file:///etc/passwd',
    'https://b-1.s3.amazonaws.com/%zz',
    'not a url',
    '',
  ])('is not: %s', (url) => expect(code(url)).toBe('template-not-s3'));

  it('under a custom endpoint is path-style and may be plain HTTP', () => {
    const place = locateTemplate('http://127.0.0.1:5000/b-1/x/k', 'http://127.0.0.1:5000');
    expect([place.bucket, place.key, place.custom]).toEqual(['b-1', 'x/k', true]);
    expect(code('http://127.0.0.1:5001/b-1/x/k', 'http://127.0.0.1:5000')).toBe('template-not-s3');
  });

  it.each(['X-Amz-Signature=abc', 'x-amz-security-token=abc', 'AWSAccessKeyId=A&Signature=abc'])(
    'with ?%s is presigned, and is shown without it',
    (query) => {
      const place = locateTemplate(`https://b-1.s3.amazonaws.com/k?${query}`);
      expect(place.presigned).toBe(true);
      expect(place.shown).toBe('https://b-1.s3.amazonaws.com/k');
    },
  );

  it('keeps the version it names', () => {
    expect(locateTemplate('https://b-1.s3.amazonaws.com/k?versionId=v9')).toMatchObject({
      versionId: 'v9',
      presigned: false,
    });
  });

  it('an S3 name is refused without its query, which may be signed', () => {
    const refused = (): unknown => locateTemplate('s3://b-1/k.yaml?X-Amz-Signature=canary');
    expect(refused).toThrow('s3://b-1/k.yaml is an S3 name');
    expect(refused).not.toThrow('canary');
  });

  const anyUrl = fc.tuple(fc.webAuthority(), anyPath).map(([host, path]) => `https://${host}${path}`);

  it('no refusal repeats a query string, and nothing but this error is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(anyUrl, fc.string()), (text) => {
        try {
          locateTemplate(`${text}?X-Amz-Signature=canary`);
        } catch (error) {
          expect((error as { code?: unknown }).code).toBe('template-not-s3');
          expect((error as Error).message).not.toContain('canary');
        }
      }),
    );
  });
});
