import { describe, expect, it } from 'vitest';
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

  it('knows the resources of stacks in an account that is kept', async () => {
    const state = ['--state', `${temporaryFolder()}/account.json`, '--output', 'json'];
    const template = small('Resources: { Letters: { Type: AWS::SQS::Queue } }');
    expect((await rehearse(state, ['install', ...template, '--dns', 'none'])).code).toBe(0);
    const remove = ['uninstall', '--confirm', 'quilt'];
    const misspelt = await rehearse([...state, '--fail', 'Lettres@delete'], remove);
    expect(misspelt.events.find(({ type }) => type === 'error')).toMatchObject({ code: 'fail-unknown' });
    expect((await rehearse([...state, '--fail', 'Letters@delete'], remove)).code).toBe(6);
  });
});
