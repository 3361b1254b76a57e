import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { PageEvent } from '../../../src/core/page-event.ts';
import type { Product } from '../../../src/core/product.ts';
import { parseAnswers } from '../../../src/parameters/answers/read.ts';
import { formatAnswers } from '../../../src/parameters/answers/write.ts';
import {
  answersFrom,
  resolveValues,
  type Creator,
  type ResolveRequest,
  type ResolvedValues,
} from '../../../src/parameters/index.ts';
import { quilt } from '../../helpers/products.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { certificate, network } from '../network.ts';
import { MemorySecrets, portsWith, templateWith, type Reply, type TestPorts } from '../ports.ts';

const plain: Product = { ...quilt, enrich: {}, hosts: () => [] };
/** Through the list under the page to the question about one value. */
const change = (key: string): readonly Reply[] => [
  { to: 'Go on with', with: 'Change a value' },
  { to: 'Which value', with: key },
];

const resolveWith = async (
  request: Partial<ResolveRequest> & Pick<ResolveRequest, 'template'>,
  ports: TestPorts,
): Promise<ResolvedValues> => {
  const resolved = await resolveValues(
    { product: plain, kind: 'create', stackName: 'quilt', flags: [], ...request },
    ports,
  );
  expect(ports.prompt.unused).toEqual([]);
  return resolved;
};

const pages = ({ events }: TestPorts): readonly PageEvent[] =>
  events.filter((event) => event.type === 'page');

const valuesOf = ({ values }: ResolvedValues): Record<string, string> =>
  Object.fromEntries([...values].map(([key, { value, source }]) => [key, `${value} (${source})`]));

describe('one question per needed value', () => {
  it('asks nothing where something written is wrong', async () => {
    const ports = portsWith({ script: [] });
    const { problems } = await resolveWith(
      { template: templateWith('A: { Type: Number }\nB: { Type: String }'), flags: ['A=x'] },
      ports,
    );
    expect(problems.map(({ code }) => code)).toContain('parameter-invalid');
    expect(ports.prompt.asked).toEqual([]);
  });

  it('asks nothing when told not to', async () => {
    const { problems } = await resolveWith(
      { template: templateWith('A: { Type: String }'), ask: false },
      portsWith({ script: [] }),
    );
    expect(problems.map(({ code }) => code)).toEqual(['parameter-missing']);
  });

  it('says the rule and asks again', async () => {
    const template = templateWith(
      'A: { Type: Number, MinValue: 3 }\nB: { Type: String, AllowedPattern: "[a-z]+", ConstraintDescription: small letters }',
    );
    const ports = portsWith({
      script: [
        { to: 'A', with: 'two' },
        { to: 'A', with: '2' },
        { to: 'A', with: '3' },
        { to: 'B', with: 'X' },
        { to: 'B', with: 'x' },
      ],
    });
    expect(valuesOf(await resolveWith({ template }, ports))).toEqual({ A: '3 (asked)', B: 'x (asked)' });
    expect(ports.prompt.asked[0]?.refusals).toEqual([
      'It must be a number, at least 3.',
      'It must be a number, at least 3.',
    ]);
    expect(ports.prompt.asked[1]?.refusals).toEqual(['The template\'s rule is "small letters".']);
  });

  it('looks an AWS-typed value up before it is taken', async () => {
    const ports = portsWith({
      facts: { vpcs: () => Promise.resolve([]), exists: (_type, id) => Promise.resolve(id === 'vpc-1') },
      script: [
        { to: 'V', with: 'vpc-2' },
        { to: 'V', with: 'vpc-1' },
      ],
    });
    await resolveWith({ template: templateWith('V: { Type: AWS::EC2::VPC::Id }') }, ports);
    expect(ports.prompt.asked[0]?.refusals[0]).toContain('no such VPC in us-east-1');
  });

  it('follows the groups and labels of the template', async () => {
    const template = templateWith(
      'A: { Type: String }\nB: { Type: String }\nC: { Type: String }',
      'Metadata: { AWS::CloudFormation::Interface: { ParameterGroups: [{ Label: { default: Second }, Parameters: [C] }, { Label: { default: First }, Parameters: [B] }], ParameterLabels: { C: { default: "The\\e[2J C" } } } }',
    );
    const ports = portsWith({
      script: [
        { to: 'C', with: '1' },
        { to: 'B', with: '2' },
        { to: 'A', with: '3' },
      ],
    });
    await resolveWith({ template }, ports);
    expect(ports.prompt.asked.map(({ message }) => message)).toEqual(['The[2J C', 'B', 'A']);
    expect(pages(ports)[0]?.groups.map(({ label, rows }) => [label, rows.map((row) => row.label)])).toEqual([
      ['Second', ['The[2J C']],
      ['First', ['B']],
      [undefined, ['A']],
    ]);
  });

  it('puts the name a product has for a parameter before the one of the template', async () => {
    const template = templateWith(
      'LicenseKey: { Type: String }',
      'Metadata: { AWS::CloudFormation::Interface: { ParameterLabels: { LicenseKey: { default: Key } } } }',
    );
    const product = { ...quilt, enrich: { LicenseKey: { label: 'License key' } } };
    const ports = portsWith({ script: [{ to: 'License key', with: 'abc' }] });
    await resolveWith({ template, product }, ports);
    expect(pages(ports)[0]?.groups[0]?.rows[0]?.label).toBe('License key');
  });

  it('lists allowed values, ticks a list of them, masks secrets', async () => {
    const template = templateWith(
      "A: { Type: String, AllowedValues: ['', x, y] }\nB: { Type: CommaDelimitedList, AllowedValues: [p, q, r] }\nP: { Type: String, NoEcho: true }",
    );
    const ports = portsWith({
      script: [
        { to: 'A', with: '(empty)' },
        { to: 'B', with: ['p', 'r'] },
        { to: 'P', with: '@env:HOME' },
      ],
    });
    const resolved = await resolveWith({ template }, ports);
    expect(ports.prompt.asked.map(({ kind }) => kind)).toEqual(['select', 'checkbox', 'secret']);
    expect(valuesOf(resolved)).toEqual({ A: ' (asked)', B: 'p,r (asked)', P: '@env:HOME (asked)' });
    expect(resolved.values.get('P')?.secret).toBe(true);
    expect(JSON.stringify(ports.events)).not.toContain('@env:HOME');
  });

  it('asks @prompt masked although the template would echo it', async () => {
    const ports = portsWith({ script: [{ to: 'A', with: 'x' }] });
    const resolved = await resolveWith(
      { template: templateWith('A: { Type: String, Default: d }'), flags: ['A=@prompt'], offer: false },
      ports,
    );
    expect(ports.prompt.asked[0]?.kind).toBe('secret');
    expect(resolved.values.get('A')).toMatchObject({ value: 'x', secret: true, source: 'asked' });
  });

  it('takes an empty value only when it is meant', async () => {
    const ports = portsWith({
      script: [
        { to: 'A', with: '' },
        { to: 'Leave', with: false },
        { to: 'A', with: '' },
        { to: 'Leave', with: true },
      ],
    });
    expect(valuesOf(await resolveWith({ template: templateWith('A: { Type: String }') }, ports))).toEqual({
      A: ' (asked)',
    });
  });

  it('takes an empty value at once, and no proposal, where the product knows that it may be empty', async () => {
    const product: Product = {
      ...plain,
      enrich: { C: { picker: 'certificate', mayBeEmpty: true }, D: { mayBeEmpty: true } },
    };
    const ports = portsWith({
      facts: { certificates: () => Promise.resolve([certificate('1', ['*.data.example.com'])]) },
      script: [
        { to: 'C', with: '(empty)' },
        { to: 'D', with: '' },
      ],
    });
    const template = templateWith('C: { Type: String }\nD: { Type: String }');
    expect(
      valuesOf(
        await resolveWith({ template, product: { ...product, hosts: () => ['a.data.example.com'] } }, ports),
      ),
    ).toEqual({
      C: ' (asked)',
      D: ' (asked)',
    });
    expect(ports.prompt.asked[0]?.default).toBe('');
  });

  it('asks for nothing that another answer makes meaningless', async () => {
    const product: Product = {
      ...plain,
      enrich: { B: { askWhen: (values) => values.get('A')?.value === 'yes' } },
    };
    const template = templateWith(
      'A: { Type: String, AllowedValues: [yes, no] }\nB: { Type: String }'
        .replaceAll('yes', "'yes'")
        .replaceAll('no]', "'no']"),
    );
    const no = portsWith({ script: [{ to: 'A', with: 'no' }] });
    expect(valuesOf(await resolveWith({ template, product, offer: false }, no))).toEqual({
      A: 'no (asked)',
      B: ' (derived)',
    });
    const yes = portsWith({
      script: [
        { to: 'A', with: 'yes' },
        { to: 'B', with: 'b' },
      ],
    });
    expect(valuesOf(await resolveWith({ template, product, offer: false }, yes))).toEqual({
      A: 'yes (asked)',
      B: 'b (asked)',
    });
  });
});

describe('what was found', () => {
  it('is shown with its source and may be changed', async () => {
    const template = templateWith('A: { Type: String, Default: one }\nB: { Type: Number, Default: 2 }');
    const ports = portsWith({
      script: [...change('B'), { to: 'B', with: '3' }],
    });
    expect(valuesOf(await resolveWith({ template }, ports))).toEqual({ A: 'one (default)', B: '3 (asked)' });
    expect(ports.prompt.asked[1]?.choices?.map(({ name }) => name)).toEqual([
      'A: one  (default)',
      'B: 2  (default)',
    ]);
    expect(ports.prompt.asked[2]?.default).toBe('2');
    // Once as it was proposed, once after the change, whole both times.
    expect(
      pages(ports).map(({ groups }) =>
        groups.flatMap(({ rows }) => rows.map(({ key, value, source }) => `${key} ${value} ${source}`)),
      ),
    ).toEqual([
      ['A one default', 'B 2 default'],
      ['A one default', 'B 3 asked'],
    ]);
  });

  it('may be changed where a flag said it, and is not offered for change on request', async () => {
    const template = templateWith('A: { Type: String, Default: one }');
    const script = [...change('A'), { to: 'A', with: 'y' }];
    expect(valuesOf(await resolveWith({ template, flags: ['A=x'] }, portsWith({ script })))).toEqual({
      A: 'y (asked)',
    });
    const unasked = portsWith({ script: [] });
    unasked.prompt.select = () => Promise.reject(new Error('nothing is to be agreed to'));
    await resolveWith({ template, offer: false }, unasked);
  });

  it('stays as it is, and as its source says, where the same is typed again', async () => {
    const template = templateWith('A: { Type: String, Default: one }');
    const ports = portsWith({ script: [...change('A'), { to: 'A', with: 'one' }] });
    expect(valuesOf(await resolveWith({ template }, ports))).toEqual({ A: 'one (default)' });
    expect(pages(ports)).toHaveLength(1);
  });

  it('is told of, and gone on with by Enter, where a rule of the product only warns', async () => {
    const rule = { message: 'It is open to everybody.', parameters: ['A'], holds: () => false };
    const rules = [{ ...rule, warns: true as const }];
    const ports = portsWith({ script: [{ to: 'Go on with', with: 'Go on' }] });
    const template = templateWith('A: { Type: String }');
    const resolved = await resolveWith(
      { template, product: { ...plain, rules }, flags: ['A=0.0.0.0/0'] },
      ports,
    );
    expect(pages(ports).map(({ findings }) => findings)).toEqual([
      [{ status: 'warn', labels: ['A'], message: rule.message, fix: undefined }],
    ]);
    expect(ports.prompt.asked.map((one) => one.default)).toEqual(['go']);
    expect(resolved.warnings).toEqual([]);
  });

  it('is explained with its rule, its use and its name in scripts', async () => {
    const template = parseTemplate(
      'Parameters:\n  A: { Type: String, Default: one, Description: The first., AllowedPattern: "[a-z]+" }\nConditions: { C: !Equals [!Ref A, x] }\nResources:\n  Q: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "${A}-q" } }\n  T: { Type: AWS::SNS::Topic, Condition: C }\n',
    );
    const ports = portsWith({
      script: [
        { to: 'Go on with', with: 'Explain a value' },
        { to: 'Explain which', with: 'A' },
      ],
    });
    await resolveWith({ template }, ports);
    expect(ports.events.at(-1)).toMatchObject({
      type: 'note',
      message: 'A',
      detail: ['The first. Rule: matching [a-z]+. Default: one. Used by Q, T. In scripts: A.'],
    });
  });

  it('on an update: a kept value that no longer fits is asked anew, with the reason', async () => {
    const stack = { parameters: new Map([['A', 'old']]) } as unknown as NonNullable<ResolveRequest['stack']>;
    const ports = portsWith({ script: [{ to: 'A', with: 'new' }] });
    const resolved = await resolveWith(
      { template: templateWith('A: { Type: String, AllowedValues: [new] }'), kind: 'update', stack },
      ports,
    );
    expect(valuesOf(resolved)).toEqual({ A: 'new (asked)' });
    expect(ports.events[0]).toMatchObject({ type: 'note', level: 'warn' });
  });
});

describe('the reference template at a terminal', () => {
  const template = parseTemplate(readFileSync('templates/quilt.yaml', 'utf8'));
  const script: readonly Reply[] = [
    { to: "Administrator's e-mail", with: 'ops@example' },
    { to: "Administrator's e-mail", with: 'ops@example.com' },
    ...change('AdminPassword'),
    { to: "Administrator's first password", with: 'Type it' },
    { to: "Administrator's first password", with: 'short' },
    { to: "Administrator's first password", with: 'long-enough-pw' },
    ...change('QuiltWebHost'),
    { to: 'Host name', with: 'Type it instead' },
    { to: 'Host name', with: 'quilt.example.com' },
    { to: 'Host name', with: 'https://Catalog.Data.example.com/' },
    ...change('SingleSignOnProvider'),
    { to: 'Single sign-on provider', with: 'Okta' },
    { to: 'Client id', with: 'client' },
    { to: 'Client secret', with: 'sso-canary' },
    { to: 'Base URL', with: 'https://example.okta.com/oauth2/default' },
    { to: 'E-mail domains', with: 'example.com' },
  ];

  it('asks only what neither the account nor the template knows, and saves it without a secret', async () => {
    const ports = portsWith({ facts: network(), script });
    const resolved = await resolveWith({ template, product: quilt }, ports);
    expect(resolved.problems).toEqual([]);
    expect(resolved.values.size).toBe(template.parameters.size);
    expect(valuesOf(resolved)).toMatchObject({
      VPC: 'vpc-1 (detected)',
      Subnets: 'subnet-a,subnet-b (detected)',
      IntraSubnets: 'subnet-c,subnet-d (detected)',
      UserSubnets: 'subnet-e,subnet-f (detected)',
      UserSecurityGroup: 'sg-1 (detected)',
      ApiGatewayVPCEndpoint: 'vpce-1 (detected)',
      CertificateArnELB: 'arn:aws:acm:us-east-1:123456789012:certificate/2 (detected)',
      QuiltWebHost: 'catalog.data.example.com (asked)',
      SingleSignOnProvider: 'Okta (asked)',
      DBUser: 'root (default)',
    });
    expect(resolved.generated).toEqual([{ key: 'DBPassword', secretName: 'quilt-install/quilt/DBPassword' }]);
    expect(ports.secrets.written).toEqual([]);

    const empty = { tags: new Map(), notificationArns: [], buckets: [], ignore: [] };
    const text = formatAnswers(
      answersFrom(
        {
          ...empty,
          template: { url: 'https://b.s3.amazonaws.com/t?X-Amz-Signature=sig-canary&X-Amz-Date=1' },
        },
        resolved,
      ),
    );
    for (const secret of [
      'long-enough-pw',
      'sso-canary',
      'sig-canary',
      resolved.values.get('DBPassword')?.value ?? '-',
    ])
      expect(text).not.toContain(secret);

    // Read back without a terminal: only what a person must type is missing.
    const again = await resolveValues(
      {
        template,
        product: quilt,
        kind: 'create',
        stackName: 'quilt',
        flags: [],
        answers: parseAnswers('a', text),
      },
      portsWith({
        facts: network(),
        secrets: new MemorySecrets({ 'quilt-install/quilt/DBPassword': 'abcdefgh' }),
      }),
    );
    expect(again.problems.map(({ parameter }) => parameter)).toEqual([
      'AdminPassword',
      'SingleSignOnClientSecret',
    ]);
    expect(again.values.get('DBPassword')).toMatchObject({ value: 'abcdefgh', source: 'generated' });
  });

  it('asks for a secret where the one kept under its name no longer fits', async () => {
    const ports = portsWith({
      secrets: new MemorySecrets({ 'quilt-install/quilt/P': 'short' }),
      script: [
        { to: 'P', with: 'Type it' },
        { to: 'P', with: 'long-enough-pw' },
      ],
    });
    const template = templateWith('P: { Type: String, NoEcho: true, MinLength: 8 }');
    const product = { ...plain, enrich: { P: { generate: { length: 12, alphabet: 'abcdefgh' } } } };
    const resolved = await resolveWith({ template, product }, ports);
    expect(resolved.generated).toEqual([]);
    expect(resolved.values.get('P')).toMatchObject({ value: 'long-enough-pw', source: 'asked' });
  });

  it('finds again what belongs to a VPC when another is chosen', async () => {
    const facts = network();
    const groups = async () => [
      ...(await facts.securityGroups!()),
      { id: 'sg-9', name: 'nine', vpcId: 'vpc-0', ingress: [], egress: [] },
    ];
    const ports = portsWith({
      facts: { ...facts, securityGroups: groups },
      script: [...change('VPC'), { to: 'VPC', with: 'vpc-0' }],
    });
    const template = templateWith(
      'VPC: { Type: AWS::EC2::VPC::Id }\nUserSecurityGroup: { Type: AWS::EC2::SecurityGroup::Id }',
    );
    expect(valuesOf(await resolveWith({ template, product: quilt }, ports))).toEqual({
      VPC: 'vpc-0 (asked)',
      UserSecurityGroup: 'sg-3 (detected)',
    });
  });

  it('trims what is pasted around ids and numbers', async () => {
    const ports = portsWith({
      facts: { ...network(), vpcs: () => Promise.resolve([]) },
      script: [
        { to: 'V', with: ' vpc-1 ' },
        { to: 'N', with: ' 5\t' },
      ],
    });
    const template = templateWith('V: { Type: AWS::EC2::VPC::Id }\nN: { Type: Number }');
    expect(valuesOf(await resolveWith({ template }, ports))).toEqual({ V: 'vpc-1 (asked)', N: '5 (asked)' });
  });

  it('picks from lists where there is a choice', async () => {
    const facts = network();
    const vpcs = async () => [
      ...(await facts.vpcs!()),
      { id: 'vpc-2', cidrs: ['10.2.0.0/16'], isDefault: false },
    ];
    const only = templateWith(
      'VPC: { Type: AWS::EC2::VPC::Id }\nSubnets: { Type: "List<AWS::EC2::Subnet::Id>" }\nUserSecurityGroup: { Type: AWS::EC2::SecurityGroup::Id }',
    );
    const ports = portsWith({
      facts: { ...facts, vpcs },
      script: [
        { to: 'VPC', with: 'vpc-1' },
        ...change('Subnets'),
        { to: 'Subnets', with: [] },
        { to: 'Subnets', with: ['subnet-a', 'subnet-d'] },
        ...change('UserSecurityGroup'),
        { to: 'UserSecurityGroup', with: 'Type it instead' },
        { to: 'UserSecurityGroup', with: 'sg-9' },
      ],
    });
    expect(valuesOf(await resolveWith({ template: only, product: quilt }, ports))).toEqual({
      VPC: 'vpc-1 (asked)',
      Subnets: 'subnet-a,subnet-d (asked)',
      UserSecurityGroup: 'sg-9 (asked)',
    });
    expect(ports.prompt.asked[3]?.refusals).toHaveLength(1);
    expect(
      ports.prompt.asked[3]?.choices?.filter(({ checked }) => checked).map(({ value }) => value),
    ).toEqual(['subnet-a', 'subnet-b']);
  });

  it('keeps what was made in the account, whatever is answered after it', async () => {
    const vpcs = ['vpc-1', 'vpc-2'].map((id) => ({ id, cidrs: ['10.2.0.0/16'], isDefault: false }));
    const offer = { id: 'network.vpc', title: 'Create a network', supplies: ['VPC'] };
    const no = { corrects: false, advised: false, makesBucket: false };
    const creator: Creator = {
      offers: (values) => Promise.resolve(values.has('VPC') ? [] : [{ ...offer, ...no }]),
      make: () => Promise.resolve({ VPC: 'vpc-3' }),
      bucketName: () => Promise.resolve(''),
      lookAgain: () => undefined,
    };
    const ports = portsWith({
      facts: { ...network(), vpcs: () => Promise.resolve(vpcs) },
      script: [
        { to: 'VPC', with: 'Create a network' },
        { to: 'Team', with: 'lab' },
      ],
    });
    const template = templateWith('VPC: { Type: AWS::EC2::VPC::Id }\nTeam: { Type: String }');
    expect(valuesOf(await resolveWith({ template, creator }, ports))).toEqual({
      VPC: 'vpc-3 (asked)',
      Team: 'lab (asked)',
    });
  });

  it('falls back to typing where the account may not be read, and says why', async () => {
    const denied = new InstallError({
      code: awsCodes.denied,
      message: 'No.',
      hint: 'Ask.',
      exitCode: 10,
      permission: 'ec2:DescribeVpcs',
    });
    const facts = { vpcs: () => Promise.reject(denied), exists: () => Promise.reject(denied) };
    const ports = portsWith({ facts, script: [{ to: 'VPC', with: 'vpc-1' }] });
    const template = templateWith('VPC: { Type: AWS::EC2::VPC::Id }');
    expect(valuesOf(await resolveWith({ template, product: quilt }, ports))).toEqual({
      VPC: 'vpc-1 (asked)',
    });
    expect(ports.events).toContainEqual(
      expect.objectContaining({ type: 'note', message: expect.stringContaining('needs ec2:DescribeVpcs') }),
    );
  });

  it('gives up when the person does', async () => {
    const ports = portsWith({ script: [] });
    ports.prompt.text = () =>
      Promise.reject(new InstallError({ code: 'question-declined', message: 'No.', hint: '-', exitCode: 8 }));
    await expect(resolveWith({ template: templateWith('A: { Type: String }') }, ports)).rejects.toMatchObject(
      {
        exitCode: 8,
      },
    );
  });
});
