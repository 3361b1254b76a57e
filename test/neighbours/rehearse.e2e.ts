import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rehearse } from '../e2e/in-process.ts';

const flat = (text: string): string => text.replace(/\s+/g, ' ');

/** Each neighbour, and what its last lines must tell. */
const whole: readonly (readonly [string, readonly RegExp[]])[] = [
  ['quilt-teams', [/https:\/\/teams\.data\.example\.com/, /create_admin\.sh/]],
  ['tetrascience-dr', [/DRRDSKMSKey/, /data layer/]],
  ['tetrascience-data', [/platform@example\.com/, /DataStack=tetrascience-data/, /EnforceHTTPS=true/]],
  [
    'tetrascience-service',
    [
      /https:\/\/tetra\.example\.com/,
      /ready-made user/,
      /preflight --only ssm\.parameters --stack-name tetrascience-service --region us-east-1/,
      /endpointPublicAccess=false/,
    ],
  ],
  ['tetrascience-snapshots', []],
];

describe('rehearse --product', () => {
  it.each(whole)('%s installs it to its end, and tells what is next', async (product, sentences) => {
    const { code, stdout, stderr } = await rehearse(
      ['--product', product],
      ['install', '--yes', '--output', 'text'],
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`Plan: create ${product}`);
    for (const sentence of sentences) expect(flat(`${stdout}${stderr}`)).toMatch(sentence);
  });

  it.each(whole)('%s passes its own preflight', async (product) => {
    const { code, stderr } = await rehearse(['--product', product], ['preflight', '--output', 'text']);
    expect(code, stderr).toBe(0);
  });

  it('says nothing of DNS where the stack makes its own records, or none is needed', async () => {
    for (const part of ['dr', 'service']) {
      const { stderr } = await rehearse(
        ['--product', `tetrascience-${part}`],
        ['install', '--yes', '--output', 'text'],
      );
      expect(stderr).not.toMatch(/DNS:|records/);
    }
  });

  it('brings samples small enough for the package', () => {
    const folder = 'templates/rehearsal';
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.yaml')))
      expect(statSync(path.join(folder, name)).size, name).toBeLessThan(8 * 1024);
  });
});
