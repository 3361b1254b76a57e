import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../src/rehearsal/account/account.ts';
import { addBucket } from '../../../src/rehearsal/services/s3/bucket.ts';
import { s3 } from '../../../src/rehearsal/services/s3/index.ts';
import { caller } from '../support.ts';

const mebibyte = 1024 * 1024;
const place = { Bucket: 'parts', Key: 'large' };

const begun = async () => {
  const account = emptyAccount({ id: '123456789012', region: 'us-east-1' });
  addBucket(account, { name: place.Bucket, region: 'us-east-1', at: 0 });
  const call = caller(account);
  const { UploadId } = await call(s3, 'CreateMultipartUpload', place);
  const upload = { ...place, UploadId };
  const put = async (PartNumber: number, size: number) => {
    const Body = new Uint8Array(size).fill(PartNumber);
    const { ETag } = await call(s3, 'UploadPart', { ...upload, PartNumber, Body });
    return { PartNumber, ETag };
  };
  const complete = (Parts: readonly object[]) =>
    call(s3, 'CompleteMultipartUpload', { ...upload, MultipartUpload: { Parts } });
  return { call, upload, put, complete };
};

describe('an object in parts', () => {
  it('is there once it is complete, and not before', async () => {
    const { call, upload, put, complete } = await begun();
    const parts = [await put(1, 5 * mebibyte), await put(2, 3)];
    await expect(call(s3, 'HeadObject', place)).rejects.toMatchObject({ code: 'NoSuchKey' });
    expect((await complete(parts))['ETag']).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(await call(s3, 'HeadObject', place)).toMatchObject({ ContentLength: 5 * mebibyte + 3 });
    await expect(call(s3, 'ListParts', upload)).rejects.toMatchObject({ code: 'NoSuchUpload' });
  });

  it('is read in ranges', async () => {
    const { call, put, complete } = await begun();
    await complete([await put(7, 10)]);
    expect(await call(s3, 'GetObject', { ...place, Range: 'bytes=8-99' })).toMatchObject({
      ContentRange: 'bytes 8-9/10',
      Body: Buffer.from([7, 7]),
    });
    expect(await call(s3, 'GetObject', { ...place, Range: 'bytes=-3' })).toMatchObject({
      ContentRange: 'bytes 7-9/10',
    });
    await expect(call(s3, 'GetObject', { ...place, Range: 'bytes=10-' })).rejects.toMatchObject({
      code: 'InvalidRange',
      status: 416,
    });
  });

  it('is refused where its parts are too small, out of order or not what was sent', async () => {
    const { put, complete } = await begun();
    const parts = [await put(1, 10), await put(2, 10)];
    await expect(complete(parts)).rejects.toMatchObject({ code: 'EntityTooSmall' });
    await expect(complete(parts.toReversed())).rejects.toMatchObject({ code: 'InvalidPartOrder' });
    await expect(complete([{ PartNumber: 1, ETag: '"0"' }])).rejects.toMatchObject({ code: 'InvalidPart' });
    await expect(complete([])).rejects.toMatchObject({ code: 'InvalidRequest' });
  });

  it('is forgotten when it is given up', async () => {
    const { call, upload, put, complete } = await begun();
    const part = await put(1, 10);
    await call(s3, 'AbortMultipartUpload', upload);
    await expect(complete([part])).rejects.toMatchObject({ code: 'NoSuchUpload' });
    expect((await call(s3, 'ListMultipartUploads', place))['Uploads']).toEqual([]);
  });
});
