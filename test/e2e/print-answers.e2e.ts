import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { of, run } from './bundle.ts';

const template = path.resolve('templates/quilt.yaml');

describe.concurrent('install --print-answers', (it) => {
  it('needs no region, no credentials and no network for a template file, and is read back', async ({
    expect,
  }) => {
    const printed = await run([
      'install',
      '--template-file',
      template,
      '--param',
      'DBUser=keeper',
      '--print-answers',
    ]);
    expect(printed.code, printed.stderr).toBe(0);
    expect(parse(printed.stdout)).toMatchObject({
      stackName: 'quilt',
      template: { file: template },
      parameters: { DBUser: 'keeper', DBPassword: '@generate', VPC: null },
    });
    expect(printed.stdout).toContain('# for example: quilt.data.example.com\n  QuiltWebHost:\n');
    const file = path.join(temporaryFolder(), 'answers.yaml');
    writeFileSync(file, printed.stdout);
    const again = await run(['install', '--answers', file, '--print-answers', '--output', 'json']);
    expect(of(again, 'answers')[0]?.['text'], again.stderr).toBe(printed.stdout);
  });

  it('says what is wrong with a template that cannot be read', async ({ expect }) => {
    const ran = await run([
      'install',
      '--template-file',
      'absent.yaml',
      '--print-answers',
      '--output',
      'json',
    ]);
    expect([ran.code, of(ran, 'error')[0]?.['code']]).toEqual([2, 'file-unreadable']);
  });
});
