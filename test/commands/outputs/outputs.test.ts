import { spawnSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { formatOutputs } from '../../../src/commands/outputs/format.ts';
import { runOn, type RunResult } from '../../e2e/in-process.ts';
import { accountOfTest } from '../../helpers/account.ts';

const outputs = async (...words: readonly string[]): Promise<RunResult> =>
  runOn(await accountOfTest({ onTestFinished }, { scenario: 'installed' }), [
    'outputs',
    '--output',
    'text',
    ...words,
  ]);

describe('outputs as a document', () => {
  it('is one JSON object on stdout, and nothing else', async () => {
    const { code, stdout } = await outputs('--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ QuiltWebHost: 'quilt.data.example.com' });
  });

  it('is lines of KEY=value on stdout, and nothing else', async () => {
    const { stdout } = await outputs('--format', 'dotenv');
    const read = parseEnv(stdout);
    expect(read['QuiltWebHost']).toBe('quilt.data.example.com');
    expect(JSON.parse(read['TemplateBuildMetadata'] ?? '')).toHaveProperty('git_tag');
    expect(Object.keys(read)).toHaveLength(stdout.trim().split('\n').length);
  });

  it.each([
    [[], 'quilt.data.example.com\n'],
    [['--format', 'json'], '"quilt.data.example.com"\n'],
    [['--format', 'dotenv'], 'QuiltWebHost=quilt.data.example.com\n'],
  ])('is one value alone with --query and %j', async (format, text) => {
    expect((await outputs('--query', 'QuiltWebHost', ...format)).stdout).toBe(text);
  });

  it('is text and outputs in NDJSON, the query counted in', async () => {
    const { events } = await outputs('--query', 'QuiltWebHost', '--output', 'json');
    expect(events.find(({ type }) => type === 'text')).toMatchObject({ text: 'quilt.data.example.com\n' });
    expect(events.at(-1)).toMatchObject({
      type: 'result',
      outputs: { QuiltWebHost: 'quilt.data.example.com' },
    });
  });

  it('refuses a key that is not there with the nearest one', async () => {
    const { code, stdout, stderr } = await outputs('--query', 'QuiltWebHosts');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/no output "QuiltWebHosts"[^]*Did you mean QuiltWebHost\?/);
  });

  it('refuses a format it does not know, and names who else takes the flag', async () => {
    expect(await outputs('--format', 'yaml')).toMatchObject({ code: 2 });
    const account = await accountOfTest({ onTestFinished }, { scenario: 'installed' });
    const { stderr } = await runOn(account, ['status', '--format', 'json', '--output', 'text']);
    expect(stderr).toMatch(/status does not take --format; dns, outputs do/);
  });
});

const template = JSON.stringify({
  Parameters: { Key: { Type: 'String', NoEcho: true, Default: `it's "$ecret` } },
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
  Outputs: { Url: { Value: { 'Fn::Sub': 'x://${Key}@host' } }, Name: { Value: 'plain' } },
});

describe('an output that holds a secret', () => {
  it.each([[[]], [['--format', 'json']], [['--format', 'dotenv']], [['--query', 'Url']]])(
    'is masked whatever the format: %j',
    async (format) => {
      const account = await accountOfTest({ onTestFinished });
      account.cloudformation.seed({
        stackName: 'secretive',
        template,
        parameters: {},
        minutesAgo: 9,
        terminationProtection: true,
      });
      const words = ['outputs', '--stack-name', 'secretive', '--output', 'text', ...format];
      const { code, stdout, stderr } = await runOn(account, words);
      expect(code).toBe(0);
      expect(stdout).toContain('****');
      expect(stdout + stderr).not.toContain('$ecret');
      expect(stderr).toMatch(/Url: the template puts a secret into it/);
    },
  );
});

describe('dotenv', () => {
  const value = fc.string({ unit: fc.constantFrom(...`aB0 '"\`$\\#=!~*;&|<>(){}\n\u00e9`) });

  it('is read back by a shell as it was, whatever a value holds', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const text = formatOutputs(new Map(values.map((one, at) => [`V${at}`, one])), 'dotenv');
        const names = values.map((_, at) => `"$V${at}"`).join(' ');
        const { stdout } = spawnSync('sh', ['-c', `${text}printf '%s\\0' ${names}`], { encoding: 'utf8' });
        expect(stdout.split('\0').slice(0, -1)).toEqual(values);
      }),
      { numRuns: 20 },
    );
  });

  it('is read back by Node as it was, where no single quote is in it', () => {
    fc.assert(
      fc.property(value, (one) => {
        fc.pre(!one.includes("'"));
        expect(parseEnv(formatOutputs(new Map([['KEY', one]]), 'dotenv'))['KEY']).toBe(one);
      }),
    );
  });
});
