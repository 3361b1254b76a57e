import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { describe, it, type TestContext } from 'vitest';
import { accountOfTest, briefStacks } from '../helpers/account.ts';
import { of } from './bundle.ts';
import { runOn } from './in-process.ts';
import { serviceTemplate } from './small-templates.ts';

const template = `${serviceTemplate}  DB:
    Type: AWS::RDS::DBInstance
    Properties: { DBInstanceClass: db.t4g.medium, Engine: postgres }
`;

/** A stack that somebody else creates. */
const begun = async (test: TestContext, Mode: 'EXPRESS' | 'STANDARD') => {
  const account = await accountOfTest(test, briefStacks);
  const { endpoint, region, credentials } = account;
  const client = new CloudFormationClient({ endpoint, region, credentials: { ...credentials } });
  await client.send(
    new CreateStackCommand({ StackName: 'quilt', TemplateBody: template, DeploymentConfig: { Mode } }),
  );
  return account;
};

describe.concurrent('a stack that somebody creates in express mode', () => {
  it('is watched until all of it can be used, and its status says how it came up', async (test) => {
    const account = await begun(test, 'EXPRESS');
    const ran = await runOn(account, ['watch']);
    test.expect(ran.code, ran.stderr).toBe(0);
    test.expect(ran.stdout).toContain('This operation went out in express mode');
    const [ended = 0, told = 0] = [...of(ran, 'settled'), ...of(ran, 'result')].map(({ at }) =>
      Date.parse(String(at)),
    );
    test.expect(told - ended).toBeGreaterThan(30_000);
    test.expect([...account.state.databases.values()]).toMatchObject([{ status: 'available' }]);
    const status = await runOn(account, ['status']);
    const [line] = of(status, 'status').filter(({ id }) => id === 'stack.state');
    test.expect(line).toMatchObject({
      status: 'ok',
      value: 'CREATE_COMPLETE',
      message: test.expect.stringContaining('deployed in express mode') as string,
    });
  });

  it('is left, still running, when the wait is over first', async (test) => {
    const account = await begun(test, 'EXPRESS');
    const ran = await runOn(account, ['watch', '--max-wait', '40s']);
    test.expect(ran.code, ran.stderr).toBe(7);
    test.expect(ran.stdout).toMatch(/Not ready yet: [\w, ]*DB/);
    const status = await runOn(account, ['status']);
    test
      .expect(of(status, 'status'))
      .toContainEqual(test.expect.objectContaining({ id: 'database.DB', status: 'warn' }));
  });
});

it('says nothing of express mode where a stack came up as usual', async (test) => {
  const account = await begun(test, 'STANDARD');
  const ran = await runOn(account, ['watch']);
  test.expect(ran.code, ran.stderr).toBe(0);
  const status = await runOn(account, ['status']);
  test.expect(ran.stdout + status.stdout).not.toContain('express');
});
