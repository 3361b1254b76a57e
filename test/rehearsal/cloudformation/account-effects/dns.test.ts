import { describe, expect, it } from 'vitest';
import { startEngine } from '../account.ts';

const created = async (resources: string) => {
  const engine = startEngine();
  await engine.call('CreateStack', {
    StackName: 'demo',
    TemplateBody: `Resources:\n  Zone: { Type: AWS::Route53::HostedZone, Properties: { Name: example.com } }\n  ${resources}\n`,
  });
  await engine.runToEnd();
  const events = await engine.events('demo');
  const failed = events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  const [zone] = engine.account.zones.values();
  return {
    engine,
    zone,
    status: (await engine.stack('demo')).StackStatus,
    reason: failed?.ResourceStatusReason,
  };
};

const record = (id: string, value: string, more = ''): string =>
  `${id}: { Type: AWS::Route53::RecordSet, ${more} Properties: { HostedZoneId: !Ref Zone, Name: www.example.com, Type: A, TTL: 60, ResourceRecords: [${value}] } }`;

describe('record sets of a stack', () => {
  it('are in the zone, and go with the stack', async () => {
    const { engine, zone, status } = await created(record('Www', '192.0.2.1'));
    expect(status).toBe('CREATE_COMPLETE');
    expect(zone?.records).toContainEqual(
      expect.objectContaining({ name: 'www.example.com.', type: 'A', ttl: 60, values: ['192.0.2.1'] }),
    );
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect(engine.account.zones.size).toBe(0);
  });

  it('are never written over', async () => {
    const { status, reason } = await created(
      `${record('A', '192.0.2.1')}\n  ${record('B', '192.0.2.2', 'DependsOn: A,')}`,
    );
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reason).toBe(
      "[Tried to create resource record set [name='www.example.com.', type='A'] but it already exists]",
    );
  });
});

describe('a certificate of a stack', () => {
  it('is issued with its proof in the zone, and fit for a listener of the same stack', async () => {
    const { engine, zone, status } = await created(`Certificate:
    Type: AWS::CertificateManager::Certificate
    Properties:
      DomainName: www.example.com
      ValidationMethod: DNS
      DomainValidationOptions: [{ DomainName: www.example.com, HostedZoneId: !Ref Zone }]
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: x, DefaultActions: [], Certificates: [{ CertificateArn: !Ref Certificate }] }`);
    expect(status).toBe('CREATE_COMPLETE');
    const [certificate] = engine.account.certificates.values();
    expect(certificate).toMatchObject({ status: 'ISSUED', names: ['www.example.com'] });
    expect(zone?.records.map(({ type, name }) => `${type} ${name}`)).toContain(
      `CNAME ${certificate?.validation[0]?.name ?? ''}`,
    );
  });
});
