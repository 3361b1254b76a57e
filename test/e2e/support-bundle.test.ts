import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rehearse } from './bundle.ts';

describe('diagnose --bundle, built', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'support-'));
  const installed = (command: readonly string[]) => rehearse(['--scenario', 'installed'], command);

  it('writes an archive for its owner alone, without a secret', async () => {
    const file = path.join(folder, 'support.tar.gz');
    const ran = await installed(['diagnose', '--bundle', file]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const archive = gunzipSync(readFileSync(file)).toString('latin1');
    for (const part of ['stack.json', 'events.json', 'preflight.json'])
      expect(archive).toContain(`support/${part}`);
    expect(archive).not.toContain('Rehearsal_0123456789');
  });

  it('never replaces a file', async () => {
    const file = path.join(folder, 'mine.tar.gz');
    writeFileSync(file, 'mine');
    const ran = await installed(['diagnose', '--bundle', file]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('file-exists');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});
