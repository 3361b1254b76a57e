import { describe, expect, it } from 'vitest';
import { startEngine } from '../account.ts';

type Engine = ReturnType<typeof startEngine>;

const make = async (resources: string): Promise<Engine> => {
  const engine = startEngine();
  const TemplateBody = `Resources: { ${resources} }`;
  await engine.call('CreateStack', { StackName: 'demo', TemplateBody, DisableValidation: true });
  await engine.runToEnd();
  expect((await engine.stack('demo')).StackStatus).toBe('CREATE_COMPLETE');
  return engine;
};

/** The reason of what stays, and the status that the stack ends in. */
const remove = async (engine: Engine) => {
  const id = await engine.newestStack();
  await engine.call('DeleteStack', { StackName: id });
  await engine.runToEnd();
  const failed = (await engine.events(id)).find(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
  return { status: (await engine.stack(id)).StackStatus, reason: failed?.ResourceStatusReason };
};

const database = (more: string): string =>
  `It: { Type: AWS::RDS::DBInstance, Properties: { Engine: postgres, MasterUsername: u, MasterUserPassword: long-enough ${more} } }`;

describe('what is protected against deletion is kept, in the words of its service', () => {
  it.each([
    [
      database(', DeletionProtection: true'),
      'Cannot delete protected DB Instance, please disable deletion protection and try again.',
    ],
    [
      'It: { Type: AWS::RDS::DBCluster, Properties: { Engine: aurora-mysql, DeletionProtection: true } }',
      'Cannot delete protected Cluster, please disable deletion protection and try again.',
    ],
    [
      'It: { Type: AWS::DynamoDB::Table, Properties: { KeySchema: [], DeletionProtectionEnabled: true } }',
      'Resource cannot be deleted as it is currently protected against deletion.',
    ],
    [
      'It: { Type: AWS::Cognito::UserPool, Properties: { DeletionProtection: ACTIVE } }',
      'The user pool cannot be deleted because deletion protection is activated.',
    ],
    [
      "It: { Type: AWS::EC2::Instance, Properties: { DisableApiTermination: 'true' } }",
      "may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.",
    ],
    [
      'It: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Type: network, LoadBalancerAttributes: [{ Key: deletion_protection.enabled, Value: true }] } }',
      'cannot be deleted because deletion protection is enabled',
    ],
  ])('%s', async (resource, words) => {
    const { status, reason } = await remove(await make(resource));
    expect(status).toBe('DELETE_FAILED');
    expect(reason).toContain(words);
  });

  it('until the protection is taken off', async () => {
    const engine = await make(database(', DeletionProtection: true'));
    await engine.call('UpdateStack', {
      StackName: 'demo',
      TemplateBody: `Resources: { ${database(', DeletionProtection: false')} }`,
    });
    await engine.runToEnd();
    expect((await remove(engine)).status).toBe('DELETE_COMPLETE');
  });
});

describe('a hosted zone', () => {
  const zone = 'It: { Type: AWS::Route53::HostedZone, Properties: { Name: example.org } }';
  const record =
    'Www: { Type: AWS::Route53::RecordSet, Properties: { HostedZoneId: !Ref It, Name: www.example.org, Type: A, TTL: 60, ResourceRecords: [192.0.2.1] } }';

  it('goes with the records of its stack', async () =>
    expect((await remove(await make(`${zone}, ${record}`))).status).toBe('DELETE_COMPLETE'));

  it('takes no record of another domain', async () => {
    const engine = startEngine();
    const TemplateBody = `Resources: { ${zone}, ${record.replace('www.example.org', 'www.example.com')} }`;
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody });
    await engine.runToEnd();
    const events = await engine.events('demo');
    expect(
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason,
    ).toBe('[RRSet with DNS name www.example.com. is not permitted in zone example.org.]');
  });

  it('stays while it holds a record that somebody else wrote', async () => {
    const engine = await make(zone);
    for (const one of engine.account.zones.values())
      one.records = [...one.records, { name: 'www.example.org.', type: 'A', ttl: 60, values: ['192.0.2.1'] }];
    const { status, reason } = await remove(engine);
    expect(status).toBe('DELETE_FAILED');
    expect(reason).toContain('contains non-required resource record sets and so cannot be deleted');
  });
});
