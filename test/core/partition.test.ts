import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRegionName, partitionOfArn, partitionOfRegion, regionOfArn } from '../../src/core/partition.ts';

describe('partitions', () => {
  it.each([
    ['us-gov-west-1', 'aws-us-gov', 'us-gov-west-1', 'amazonaws.com'],
    ['cn-northwest-1', 'aws-cn', 'cn-north-1', 'amazonaws.com.cn'],
    ['eusc-de-east-1', 'aws-eusc', 'eusc-de-east-1', 'amazonaws.eu'],
    ['mx-central-1', 'aws', 'us-east-1', 'amazonaws.com'],
  ])('%s is at home in %s', (region, id, homeRegion, dnsSuffix) => {
    expect(isRegionName(region)).toBe(true);
    expect(partitionOfRegion(region)).toMatchObject({ id, homeRegion, dnsSuffix });
    expect(partitionOfArn(`arn:${id}:sts::123456789012:assumed-role/a/b`)).toMatchObject({ id, homeRegion });
  });

  it('an ARN with a host name for a region has none', () => {
    expect(regionOfArn('arn:aws:acm:evil.example.com/:123456789012:certificate/x')).toBeUndefined();
    expect(regionOfArn('not an arn:aws:acm:us-east-1')).toBeUndefined();
    expect(regionOfArn('arn:aws:acm:us-east-1:123456789012:certificate/x')).toBe('us-east-1');
  });

  it('a region name is always a single host label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 30 }), (text) => {
        if (isRegionName(text)) expect(text).toMatch(/^[a-z0-9-]+$/);
      }),
    );
  });
});
