import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseRegion } from '../../../src/aws/connection/region.ts';
import { caught } from '../wire.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

beforeEach(async () => {
  const folder = temporaryFolder();
  const config = path.join(folder, 'config');
  await writeFile(
    config,
    '[default]\nregion = eu-west-3\n[profile work]\nregion = eu-west-1\n[profile bare]\noutput = json\n',
  );
  const keys = path.join(folder, 'credentials');
  await writeFile(keys, '[old]\nregion = sa-east-1\n');
  vi.stubEnv('AWS_CONFIG_FILE', config);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', keys);
});
afterEach(() => vi.unstubAllEnvs());

const everything = {
  given: { value: 'us-west-2', source: 'flag' },
  env: { AWS_REGION: 'ap-south-1', AWS_DEFAULT_REGION: 'ca-central-1' },
  profile: 'work',
};

describe('the region', () => {
  it.each([
    ['flag', 'us-west-2', everything],
    ['answers', 'eu-central-1', { ...everything, given: { value: 'eu-central-1', source: 'answers' } }],
    ['AWS_REGION', 'ap-south-1', { ...everything, given: { value: '', source: 'flag' } }],
    ['AWS_REGION', 'ap-south-1', { env: everything.env, profile: 'work' }],
    ['AWS_DEFAULT_REGION', 'ca-central-1', { env: { AWS_DEFAULT_REGION: 'ca-central-1' }, profile: 'work' }],
    ['profile work', 'eu-west-1', { env: {}, profile: 'work' }],
    ['profile work', 'eu-west-1', { env: { AWS_PROFILE: 'work' } }],
    ['profile old', 'sa-east-1', { env: {}, profile: 'old' }],
    ['profile default', 'eu-west-3', { env: {} }],
  ])('comes from %s', async (source, region, request) => {
    expect(await chooseRegion(request)).toEqual({ source, region });
  });

  it('is missing when nothing names one', async () => {
    const error = await caught(chooseRegion({ env: {}, profile: 'bare' }));
    expect(error).toMatchObject({ code: 'aws-region-missing', exitCode: 2 });
  });

  it.each(['us-east-1a', 'us_east_1', 'evil.example.com', 'us-east-1.evil.com', 'US-EAST-1', '../x-1', 'x'])(
    'is refused as %s before anything is sent there',
    async (value) => {
      expect(await caught(chooseRegion({ given: { value, source: 'flag' }, env: {} }))).toMatchObject({
        code: 'region-invalid',
        exitCode: 2,
      });
    },
  );
});
