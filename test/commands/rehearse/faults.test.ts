import { describe, expect, it } from 'vitest';
import { rehearse } from '../../e2e/in-process.ts';

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
});
