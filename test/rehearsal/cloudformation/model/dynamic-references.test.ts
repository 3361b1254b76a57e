import { describe, expect, it } from 'vitest';
import { startEngine } from '../account.ts';

const region = 'us-east-1';

const engineWith = () => {
  const engine = startEngine();
  const { parameters, secrets } = engine.account;
  for (const [name, value, type] of [
    ['/net/cidr', '10.7.0.0/16', 'String'],
    ['/net/list', 'a, b', 'StringList'],
    ['/secure', 'hidden', 'SecureString'],
    ['/held:3', 'of answers', 'String'],
  ] as const)
    parameters.set(name, { name, value, type, region, version: 2, earlier: ['10.6.0.0/16'] });
  for (const [name, value] of [
    ['app/db', '{"username":"u","password":"well-formed"}'],
    ['app/weak', '{"password":"short"}'],
    ['app/plain', 'plain text'],
  ] as const)
    secrets.set(name, {
      name,
      value,
      region,
      arn: `arn:aws:secretsmanager:${region}:123456789012:secret:${name}-AbCdEf`,
      description: '',
      versionId: 'v',
      tags: [],
      createdAt: 0,
      changedAt: 0,
      deletedAt: undefined,
      tokens: new Map(),
    });
  return engine;
};
type Engine = ReturnType<typeof engineWith>;

const vpc = (cidr: string): string =>
  `Resources: { Net: { Type: AWS::EC2::VPC, Properties: { CidrBlock: ${cidr} } } }`;
const database = (password: string): string =>
  `Resources: { DB: { Type: AWS::RDS::DBInstance, Properties: { Engine: postgres, MasterUsername: u, MasterUserPassword: ${password} } } }`;

const end = async (engine: Engine, TemplateBody: string, call = 'CreateStack') => {
  await engine.call(call, { StackName: 'demo', TemplateBody });
  await engine.runToEnd();
  const events = await engine.events(await engine.newestStack());
  const failed = events.find(({ ResourceStatus }) => /FAILED$|ROLLBACK_IN_PROGRESS/.test(ResourceStatus));
  return { status: (await engine.stack('demo')).StackStatus, reason: failed?.ResourceStatusReason, failed };
};
const refusal = async (TemplateBody: string): Promise<string> =>
  (await engineWith().refusal('CreateStack', { StackName: 'demo', TemplateBody })).message;

describe('a dynamic reference to Parameter Store', () => {
  it.each([
    ["'{{resolve:ssm:/net/cidr}}'", '10.7.0.0/16'],
    ["'{{resolve:ssm:/net/cidr:1}}'", '10.6.0.0/16'],
    ["!Sub '{{resolve:ssm:/${AWS::StackName}/cidr}}'", '10.8.0.0/16'],
    ["!Join ['', ['{{resolve:ssm:', /net/cidr, '}}']]", '10.7.0.0/16'],
  ])('%s is what is stored there', async (cidr, stored) => {
    const engine = engineWith();
    engine.account.parameters.set('/demo/cidr', {
      name: '/demo/cidr',
      value: '10.8.0.0/16',
      type: 'String',
      region,
    });
    expect((await end(engine, vpc(cidr))).status).toBe('CREATE_COMPLETE');
    expect([...engine.account.vpcs.values()].map((one) => one.cidr)).toContain(stored);
  });

  it('is looked up anew by every update, and changes what changed', async () => {
    const engine = engineWith();
    const topic = (more: string): string =>
      `Resources: { T: { Type: AWS::SNS::Topic, Properties: { DisplayName: 'on {{resolve:ssm:/net/cidr}}' } }${more} }`;
    await end(engine, topic(''));
    const found = engine.account.parameters.get('/net/cidr');
    if (found !== undefined) engine.account.parameters.set('/net/cidr', { ...found, value: 'other' });
    await end(engine, topic(', More: { Type: AWS::SNS::Topic }'), 'UpdateStack');
    const events = await engine.events('demo');
    const updated = events.find(
      ({ LogicalResourceId: id, ResourceStatus }) => id === 'T' && ResourceStatus === 'UPDATE_COMPLETE',
    );
    expect(updated?.ResourceProperties).toBe('{"DisplayName":"on other"}');
  });

  it.each([
    ['{{resolve:ssm:/none}}', 'Parameters: [ssm:/none] cannot be found.'],
    ['{{resolve:ssm:/net/cidr:9}}', 'Parameters: [ssm:/net/cidr:9] cannot be found.'],
    [
      '{{resolve:ssm:/net/cidr:prod}}',
      'Incorrect format is used in the following SSM reference: [{{resolve:ssm:/net/cidr:prod}}]',
    ],
    ['{{resolve:ssm:/secure:2}}', 'Non-secure ssm prefix was used for secure parameter /secure'],
    [
      '{{resolve:ssm-secure:/secure:2}}',
      'SSM Secure reference is not supported in: [AWS::EC2::VPC/Properties/CidrBlock]',
    ],
  ])('%s refuses the call: %s', async (cidr, message) =>
    expect(await refusal(vpc(`'${cidr}'`))).toBe(message),
  );

  it('that is secure is told of later where it names no version, and fits a password', async () => {
    expect((await end(engineWith(), vpc("'{{resolve:ssm-secure:/secure}}'"))).reason).toBe(
      'SSM Secure reference is not supported in: [AWS::EC2::VPC/Properties/CidrBlock]. Rollback requested by user.',
    );
    expect((await end(engineWith(), database("'{{resolve:ssm-secure:/secure}}'"))).status).toBe(
      'CREATE_COMPLETE',
    );
  });

  it('is nothing that a condition leaves out, or that an output gives', async () => {
    const template = `Conditions: { Never: !Equals [a, b] }\n${vpc('10.1.0.0/16').slice(0, -2)}, No: { Type: AWS::SNS::Topic, Condition: Never, Properties: { DisplayName: '{{resolve:ssm:/none}}' } } }
Outputs: { O: { Value: '{{resolve:ssm:/net/cidr}}' } }`;
    const engine = engineWith();
    expect((await end(engine, template)).status).toBe('CREATE_COMPLETE');
    expect((await engine.stack('demo')).Outputs?.[0]?.OutputValue).toBe('{{resolve:ssm:/net/cidr}}');
  });

  it('finds what the stack that made it has changed it to', async () => {
    const engine = engineWith();
    const made = (value: string): string =>
      `Resources: { P: { Type: AWS::SSM::Parameter, Properties: { Name: /made, Type: String, Value: ${value} } } }`;
    await end(engine, made('first'));
    expect((await end(engine, made('second'), 'UpdateStack')).status).toBe('UPDATE_COMPLETE');
    const earlier = ['first'];
    expect(engine.account.parameters.get('/made')).toMatchObject({ value: 'second', version: 2, earlier });
  });

  it('whose value nobody knows names no record of another domain', async () => {
    const engine = engineWith();
    const [name, value] = ['/host', '{{resolve:ssm:/host}}'];
    engine.account.parameters.set(name, { name, value, type: 'String', region });
    const record = `{ HostedZoneId: !Ref Zone, Name: '${value}', Type: A, TTL: '60', ResourceRecords: [192.0.2.1] }`;
    const template = `Resources: { Zone: { Type: AWS::Route53::HostedZone, Properties: { Name: example.org } }, Www: { Type: AWS::Route53::RecordSet, Properties: ${record} } }`;
    expect((await end(engine, template)).status).toBe('CREATE_COMPLETE');
  });

  it('is pinned in a default', async () =>
    expect(
      await refusal(
        `Parameters: { P: { Type: String, Default: '{{resolve:ssm:/net/cidr}}' } }\n${vpc('!Ref P')}`,
      ),
    ).toBe('Template error: parameter P should not contain ssm versionless resolver'));
});

describe('a dynamic reference to a secret', () => {
  it.each([
    '{{resolve:secretsmanager:app/db:SecretString:password}}',
    '{{resolve:secretsmanager:app/db::password}}',
    '{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:123456789012:secret:app/db-AbCdEf:SecretString:password::}}',
    '{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:999999999999:secret:theirs-AbCdEf:SecretString:password}}',
    '{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-1-AbCdEf:SecretString:password}}',
  ])('%s is judged as what is in it', async (password) =>
    expect((await end(engineWith(), database(`'${password}'`))).status).toBe('CREATE_COMPLETE'),
  );

  it.each([
    ['app/none', "Secrets Manager can't find the specified secret. (Service: AWSSecretsManager;"],
    ['app/db:SecretString:key', 'Could not find a value associated with JSONKey in SecretString'],
    ['app/plain:SecretString:password', 'Could not parse SecretString JSON'],
    ['app/weak:SecretString:password', 'it is shorter than 8 characters'],
    ['app/db', 'Only printable ASCII characters besides'],
  ])('to %s fails its resource: %s', async (reference, words) => {
    const { status, failed } = await end(engineWith(), database(`'{{resolve:secretsmanager:${reference}}}'`));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failed?.LogicalResourceId).toBe('DB');
    expect(failed?.ResourceStatusReason).toContain(words);
    expect(JSON.stringify(failed)).not.toMatch(/short"|well-formed/);
  });

  it('is what the same stack generates, and is told to nobody', async () => {
    const engine = engineWith();
    const template = `
Resources:
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties: { Name: own/db, GenerateSecretString: { SecretStringTemplate: '{"username":"u"}', GenerateStringKey: password, PasswordLength: 20 } }
  DB:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: postgres, MasterUsername: u, MasterUserPassword: !Sub '{{resolve:secretsmanager:\${Secret}:SecretString:password}}' }`;
    expect((await end(engine, template)).status).toBe('CREATE_COMPLETE');
    const made = [...engine.account.secrets.values()].find(({ name }) => name.startsWith('own/db'));
    const { username, password } = JSON.parse(made?.value ?? '') as Record<string, string>;
    expect([username, password?.length]).toEqual(['u', 20]);
    expect(JSON.stringify(await engine.events('demo'))).not.toContain(password);
  });
});

describe('a parameter whose value is kept in Parameter Store', () => {
  const parameter = (type: string, name: string): string =>
    `Parameters: { P: { Type: '${type}', Default: '${name}' } }\nResources: { T: { Type: AWS::SNS::Topic } }\nOutputs: { O: { Value: !Join ['|', [!Ref P]] } }`;

  it.each([
    ['AWS::SSM::Parameter::Value<String>', '/net/cidr:1', '10.6.0.0/16'],
    ['AWS::SSM::Parameter::Value<String>', '/held:3', 'of answers'],
    ['AWS::SSM::Parameter::Name', '/net/cidr', '/net/cidr'],
  ])('of type %s and name %s gives %s', async (type, name, value) => {
    const engine = engineWith();
    expect((await end(engine, parameter(type, name))).status).toBe('CREATE_COMPLETE');
    expect((await engine.stack('demo')).Outputs?.[0]?.OutputValue).toBe(value);
  });

  it('of a list is a list, without the blanks', async () => {
    const engine = engineWith();
    const template = parameter('AWS::SSM::Parameter::Value<List<String>>', '/net/list').replace(
      '[!Ref P]',
      '!Ref P',
    );
    expect((await end(engine, template)).status).toBe('CREATE_COMPLETE');
    expect((await engine.stack('demo')).Outputs?.[0]?.OutputValue).toBe('a|b');
  });

  it.each([
    [
      'AWS::SSM::Parameter::Value<String>',
      '/secure',
      'Parameters [/secure] referenced by template have types not supported by CloudFormation.',
    ],
    [
      'AWS::SSM::Parameter::Value<String>',
      '/net/list',
      'Types for SSM parameters [/net/list] defined in CFN template and SSM are incompatible',
    ],
    [
      'AWS::SSM::Parameter::Value<List<String>>',
      '/net/cidr',
      'Types for SSM parameters [/net/cidr] defined in CFN template and SSM are incompatible',
    ],
  ])('of type %s is refused for %s', async (type, name, message) =>
    expect(await refusal(parameter(type, name))).toBe(message),
  );

  it('that is a name alone must be one that is there', async () =>
    expect((await end(engineWith(), parameter('AWS::SSM::Parameter::Name', '/none'))).reason).toContain(
      'parameter value /none for parameter name P does not exist',
    ));
});
