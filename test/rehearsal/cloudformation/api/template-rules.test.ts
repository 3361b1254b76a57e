import { expect, it } from 'vitest';
import { addVpc } from '../../../../src/rehearsal/services/ec2/vpc.ts';
import { startEngine } from '../account.ts';

const template = (assert: string): string => `
Parameters:
  Tls: { Type: String, Default: 'no' }
  Host: { Type: String, Default: '' }
Rules:
  TlsNeedsHost:
    RuleCondition: !Equals [!Ref Tls, 'yes']
    Assertions:
      - Assert: ${assert}
        AssertDescription: With TLS a host is needed
Resources:
  Q: { Type: AWS::SQS::Queue }
`;

const needsHost = template("!Not [!Equals [!Ref Host, '']]");
const tls = [{ ParameterKey: 'Tls', ParameterValue: 'yes' }];

it('a call whose values break a rule of the template is refused and leaves nothing', async () => {
  const engine = startEngine();
  const refused = {
    code: 'ValidationError',
    message: expect.stringContaining('With TLS a host is needed') as string,
  };
  const call = { StackName: 'quilt', TemplateBody: needsHost, Parameters: tls };
  await expect(engine.call('CreateStack', call)).rejects.toMatchObject(refused);
  await expect(
    engine.call('CreateChangeSet', { ...call, ChangeSetName: 'one', ChangeSetType: 'CREATE' }),
  ).rejects.toMatchObject(refused);
  await expect(engine.stack('quilt')).rejects.toThrow('does not exist');
});

it('an update is refused by the values it would end with, and goes on where they fit', async () => {
  const engine = startEngine();
  await engine.call('CreateStack', { StackName: 'quilt', TemplateBody: needsHost });
  await engine.runToEnd();
  const call = { StackName: 'quilt', UsePreviousTemplate: true };
  await expect(engine.call('UpdateStack', { ...call, Parameters: tls })).rejects.toThrow(
    'With TLS a host is needed',
  );
  const host = { ParameterKey: 'Host', ParameterValue: 'quilt.example.com' };
  await engine
    .call('UpdateStack', { ...call, TemplateBody: undefined, Parameters: [...tls, host] })
    .catch((error: unknown) => {
      expect(String(error)).toContain('No updates are to be performed');
    });
});

it('a template whose rules use what rules cannot is refused as a template', async () => {
  const engine = startEngine();
  const call = { StackName: 'quilt', TemplateBody: template('!If [a, b, c]') };
  await expect(engine.call('CreateStack', call)).rejects.toThrow(/^Template format error: .*Fn::If/);
});

it('what a rule reads of a VPC, EC2 tells of it as well', async () => {
  const engine = startEngine();
  const range = { cidr: '10.9.0.0/16', dnsSupport: true, dnsHostnames: false, dhcpOptionsId: 'default' };
  addVpc(engine.account, { ...range, id: 'vpc-0abc', region: 'us-east-1', isDefault: false });
  const [group = ''] = [...engine.account.securityGroups.keys()];
  const called = (name: string, id: string) => ({
    StackName: `of-${name.toLowerCase()}`,
    TemplateBody: `
Parameters: { Vpc: { Type: AWS::EC2::VPC::Id } }
Rules: { Made: { Assertions: [{ Assert: !Equals [!ValueOf [Vpc, ${name}], ${id}], AssertDescription: not the one }] } }
Resources: { Q: { Type: AWS::SQS::Queue } }
`,
    Parameters: [{ ParameterKey: 'Vpc', ParameterValue: 'vpc-0abc' }],
  });
  for (const [name, id] of [
    ['DefaultSecurityGroup', group],
    ['DefaultNetworkAcl', 'acl-0abc'],
  ] as const) {
    await expect(engine.call('CreateStack', called(name, `${id}0`))).rejects.toThrow('not the one');
    await engine.call('CreateStack', called(name, id));
  }
});
