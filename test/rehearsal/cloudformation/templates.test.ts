import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../src/template/index.ts';
import { emptyAccount } from '../../../src/rehearsal/account.ts';
import { failableIds } from '../../../src/rehearsal/cloudformation/index.ts';
import { startEngine } from './account.ts';

const counts = (account: ReturnType<typeof emptyAccount>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(account)
      .filter(([, value]) => value instanceof Map)
      .map(([name, value]) => [name, (value as ReadonlyMap<string, unknown>).size]),
  );

describe('the network template', () => {
  it('makes a network that the account then shows, and takes all of it away again', async () => {
    const engine = startEngine();
    const before = counts(engine.account);
    const TemplateBody = readFileSync('templates/network.yaml', 'utf8');
    await engine.call('CreateStack', { StackName: 'quilt-network', TemplateBody });
    await engine.settle();
    const stack = await engine.stack('quilt-network');
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const outputs = new Map(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    const { account } = engine;
    expect(account.vpcs.has(outputs.get('VPC') ?? '')).toBe(true);
    const subnets = ['PublicSubnets', 'PrivateSubnets', 'IntraSubnets'].flatMap((name) =>
      (outputs.get(name) ?? '').split(','),
    );
    expect(subnets.map((id) => account.subnets.get(id)?.vpcId)).toEqual(
      subnets.map(() => outputs.get('VPC')),
    );
    const [first] = (outputs.get('PrivateSubnets') ?? '').split(',');
    const table = [...account.routeTables.values()].find(({ subnetIds }) => subnetIds.includes(first ?? ''));
    expect(table?.routes.map(({ target }) => target.slice(0, 4))).toContain('nat-');
    expect(account.vpcEndpoints.get(outputs.get('ApiGatewayVPCEndpoint') ?? '')).toMatchObject({
      service: 'execute-api',
      privateDns: true,
    });
    await engine.call('DeleteStack', { StackName: 'quilt-network' });
    await engine.settle();
    expect(counts(account)).toEqual(before);
  });
});

describe('the service role template', () => {
  it('makes a role that a stack may then be made with', async () => {
    const engine = startEngine();
    const TemplateBody = readFileSync('templates/service-role.yaml', 'utf8');
    await engine.call('CreateStack', {
      StackName: 'role',
      TemplateBody,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
    await engine.settle();
    expect((await engine.stack('role')).StackStatus).toBe('CREATE_COMPLETE');
    const [role] = [...engine.account.roles.values()];
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: 'Resources: { T: { Type: AWS::SNS::Topic } }',
      RoleARN: role?.arn,
    });
    await engine.settle();
    expect(await engine.stack('demo')).toMatchObject({ StackStatus: 'CREATE_COMPLETE', RoleARN: role?.arn });
  });
});

describe('the reference template', () => {
  const text = readFileSync('templates/quilt.yaml', 'utf8');

  it('names every resource that can be made to fail', () => {
    expect([...failableIds(text)]).toEqual([...parseTemplate(text).resources.keys()]);
    expect(failableIds(text).has('Search')).toBe(true);
  });
});
