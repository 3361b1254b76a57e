import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { largeTemplate } from '../fixtures/large-template.ts';
import { of, rehearse } from './bundle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** The size and shape of a real release: too large to be sent as it is, 180 resources deep and wide. */
describe('a template of a real release size', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'large.yaml');
  writeFileSync(file, largeTemplate());

  it('is uploaded, planned, created and published', async () => {
    const ran = await rehearse([], ['install', '--template-file', file, '--output', 'json']);
    expect(ran.code, ran.stdout.slice(-3000) + ran.stderr).toBe(0);
    const [plan] = of(ran, 'plan');
    expect((plan?.['counts'] as { add: number }).add).toBeGreaterThanOrEqual(180);
    expect(
      of(ran, 'note').some((note) =>
        String(note['message']).includes('uploaded to s3://quilt-install-templates-123456789012-us-east-1'),
      ),
    ).toBe(true);
    expect(of(ran, 'settled')[0]).toMatchObject({ status: 'CREATE_COMPLETE', succeeded: true });
    const applied = of(ran, 'dns').find((dns) => dns['state'] === 'applied');
    expect(applied?.['records']).toHaveLength(3);
    expect(ran.events.at(-1)).toMatchObject({ outcome: 'succeeded', url: 'https://quilt.data.example.com' });
  });
});
