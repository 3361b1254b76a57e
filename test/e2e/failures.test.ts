import { describe, it, type TestContext } from 'vitest';
import { nestedTemplate } from '../fixtures/large-template.ts';
import { of, type EventLine } from './bundle.ts';
import { runOn } from './in-process.ts';
import { accountOfTest, briefStacks } from '../helpers/account.ts';
import { customResource, service, small } from './small-templates.ts';

/** Notes as a person reads them, details included. */
const notes = (events: readonly EventLine[]): string =>
  events
    .filter(({ type }) => type === 'note')
    .flatMap((line) => [String(line['message']), ...((line['detail'] as string[] | undefined) ?? [])])
    .join('\n');

/** A template that fails to come up, run to its end. */
const failed = async (test: TestContext, template: readonly string[], ...fail: readonly string[]) => {
  const account = await accountOfTest(test, { ...briefStacks, fail });
  const ran = await runOn(account, ['install', '--yes', '--dns', 'none', ...template]);
  test.expect(ran.code, ran.stderr).toBe(5);
  return ran;
};

describe.concurrent('a create that fails', () => {
  it('shows why the tasks stopped, though the rollback has removed their cluster', async (test) => {
    const reason = 'CannotPullContainerError: pull image manifest has been retried 5 time(s): not found';
    const ran = await failed(test, service(), `RegistryService=${reason}`);
    test.expect(of(ran, 'settled')[0]).toMatchObject({
      succeeded: false,
      rootCause: {
        logicalId: 'RegistryService',
        reason: test.expect.stringContaining('Circuit Breaker') as string,
      },
    });
    test.expect(notes(ran.events)).toContain(`RegistryService: ${reason}`);
    test.expect(notes(ran.events)).toMatch(/So: the image of .* could not be pulled/);
  });

  it('shows the end of the log of a custom resource’s function', async (test) => {
    const reason = 'Received response status [FAILED] from custom resource. Message returned: no such index';
    const ran = await failed(test, customResource(), `Setup=${reason}`);
    test.expect(of(ran, 'settled')[0]).toMatchObject({ rootCause: { logicalId: 'Setup' } });
    test.expect(notes(ran.events)).toMatch(/Setup: \[ERROR\] .*no such index/);
  });

  it('shows the call that was denied', async (test) => {
    const reason =
      'User: arn:aws:iam::123456789012:user/rehearsal is not authorized to perform: ecs:CreateCluster on resource: * because no identity-based policy allows the ecs:CreateCluster action';
    const ran = await failed(test, service(), `Cluster=${reason}`);
    test.expect(notes(ran.events)).toMatch(/Cluster: CloudTrail: ecs:CreateCluster AccessDenied User: arn/);
  });

  it('says which reading of the evidence is not allowed', async (test) => {
    const ran = await failed(test, service(), 'RegistryService', 'Deny=ecs:ListTasks');
    test.expect(notes(ran.events)).toMatch(/could not be read: these credentials lack ecs:ListTasks/);
  });
});

describe.concurrent('a template with a nested stack', () => {
  const child = `
Parameters: { Name: { Type: String } }
Resources:
  Inner: { Type: AWS::SQS::Queue }
Outputs:
  Result: { Value: !Ref Inner }
`;
  /** An account that holds the child's template in a bucket of its own, and a file with the parent's. */
  const staged = async (test: TestContext, ...fail: readonly string[]) => {
    const account = await accountOfTest(test, {
      ...briefStacks,
      fail,
      prepare: ({ buckets }) => {
        const bucket = buckets.get('example-lab-data');
        const body = new TextEncoder().encode(child);
        bucket?.objects.set('child.yaml', { key: 'child.yaml', body, etag: '', metadata: {}, at: 0 });
      },
    });
    const url = `${account.endpoint}/example-lab-data/child.yaml`;
    return { account, template: small(nestedTemplate(url)) };
  };
  const command = ['install', '--yes', '--non-interactive', '--dns', 'none'];

  it('comes up with all that is in it', async (test) => {
    const { account, template } = await staged(test);
    const ran = await runOn(account, [...command, ...template]);
    test.expect(ran.code, JSON.stringify(ran.events.slice(-4))).toBe(0);
    const [plan] = ran.events.filter(({ type }) => type === 'plan');
    test
      .expect((plan?.['changes'] as { logicalId: string }[]).map(({ logicalId }) => logicalId))
      .toContain('Child/Inner');
    const inner = ran.events.filter(({ type, logicalId }) => type === 'stack' && logicalId === 'Inner');
    test.expect(inner.at(-1)).toMatchObject({ status: 'CREATE_COMPLETE' });
    test.expect(inner.at(-1)?.['stack']).toMatch(/^quilt-Child-/);
  });

  it('names the resource in it that failed, not the stack around it', async (test) => {
    const { account, template } = await staged(test, 'Inner=No queues today');
    const ran = await runOn(account, [...command, ...template]);
    test.expect(ran.code, JSON.stringify(ran.events.slice(-4))).toBe(5);
    const settled = ran.events.find(({ type }) => type === 'settled');
    test.expect(settled).toMatchObject({
      succeeded: false,
      rootCause: { logicalId: test.expect.stringMatching(/Inner$/) as string, reason: 'No queues today' },
    });
  });
});
