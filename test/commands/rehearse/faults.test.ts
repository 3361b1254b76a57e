import { describe, expect, it } from 'vitest';
import { Interrupts } from '../../../src/core/interrupts.ts';
import { rehearse } from '../../e2e/in-process.ts';
import { small } from '../../e2e/small-templates.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const preflight = ['preflight', '--output', 'json'];

describe('rehearse --fail', () => {
  it('takes all permissions away but those that are named', async () => {
    const { events } = await rehearse(['--fail', 'AllowOnly=sts:GetCallerIdentity'], preflight);
    const states = events.filter(({ type }) => type === 'check').map(({ id, status }) => [id, status]);
    expect(states).toContainEqual(['aws.credentials', 'pass']);
    expect(states).toContainEqual(['quota.buckets', 'unknown']);
  });

  it.each([
    ['Latency=5', 'fail-unknown'],
    ['Serch', 'fail-unknown'],
    ['Stall', 'fail-invalid'],
    ['Deny=s3:*', 'fail-invalid'],
  ])('refuses %s, which would never strike', async (fail, code) => {
    const { code: exitCode, events } = await rehearse(['--output', 'json', '--fail', fail], preflight);
    expect(exitCode).toBe(2);
    expect(events.find(({ type }) => type === 'error')).toMatchObject({ code });
  });

  const serve = (fail: readonly string[], interrupts?: Interrupts) =>
    rehearse(
      ['--serve', '--output', 'json', ...fail.flatMap((one) => ['--fail', one])],
      ['install'],
      interrupts,
    );

  it.each(['Latency=5', 'throttling=0.3', 'Refuse=s3:PutObject', 'Search@soon', 'Stall'])(
    'refuses %s for an account that is served, too: no template would have it',
    async (fail) => {
      const { code, events } = await serve([fail]);
      expect(code).toBe(2);
      expect(events.find(({ type }) => type === 'error')).toMatchObject({ code: 'fail-invalid' });
    },
  );

  it('says of an account that is served that nobody looked for the resources', async () => {
    const interrupts = new Interrupts();
    interrupts.interrupt('SIGINT');
    const { events } = await serve(['Serch=no capacity', 'DB@update', 'Throttling=0.3'], interrupts);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'note',
        message: expect.stringContaining('what --fail names (Serch, DB)') as string,
      }),
    );
  });

  it('knows the resources of stacks in an account that is kept', async () => {
    const state = ['--state', `${temporaryFolder()}/account.json`, '--output', 'json'];
    // Large enough to go up to S3 first, so that its text is nowhere in the file.
    const filling = `Metadata: { Filling: ${'x'.repeat(52_000)} }`;
    const template = small(`${filling}\nResources: { Letters: { Type: AWS::SQS::Queue } }`);
    expect((await rehearse(state, ['install', ...template, '--dns', 'none'])).code).toBe(0);
    const remove = ['uninstall', '--confirm', 'quilt'];
    const misspelt = await rehearse([...state, '--fail', 'Lettres@delete'], remove);
    expect(misspelt.events.find(({ type }) => type === 'error')).toMatchObject({
      code: 'fail-unknown',
      hint: 'Did you mean Letters?',
    });
    const word = await rehearse([...state, '--fail', 'Type@delete'], remove);
    expect(word.code).toBe(2);
    expect((await rehearse([...state, '--fail', 'Letters@delete'], remove)).code).toBe(6);
  });
});
