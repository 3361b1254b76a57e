import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../src/core/errors.ts';
import { shown } from '../../src/core/parameter.ts';
import type { Product } from '../../src/core/product.ts';
import type { Stack } from '../../src/core/stack.ts';
import type { ErrorCode } from '../../src/core/ids.ts';
import { parseAnswers } from '../../src/parameters/answers/read.ts';
import {
  makeSecrets,
  putBackSecrets,
  resolveValues,
  type MadeSecret,
  type ResolveRequest,
} from '../../src/parameters/index.ts';
import { quilt } from '../helpers/products.ts';
import { network } from './network.ts';
import { filesWith, MemorySecrets, portsWith, templateWith, type TestPorts } from './ports.ts';

/** A product that knows nothing, as any template meets. */
const plain: Product = { ...quilt, enrich: {}, hosts: () => [] };

const request = (parameters: string, more: Partial<ResolveRequest> = {}): ResolveRequest => ({
  template: templateWith(parameters),
  product: plain,
  kind: 'create',
  stackName: 'quilt',
  flags: [],
  ...more,
});

const codesOf = async (asked: ResolveRequest, ports: TestPorts): Promise<readonly string[]> =>
  (await resolveValues(asked, ports)).problems.map(({ code, parameter }) =>
    `${code} ${parameter ?? ''}`.trim(),
  );

const stackWith = (parameters: Readonly<Record<string, string>>): Stack => ({
  id: 'arn:aws:cloudformation:us-east-1:123456789012:stack/quilt/1',
  name: 'quilt',
  status: 'CREATE_COMPLETE',
  parameters: new Map(Object.entries(parameters)),
  outputs: new Map(),
  exports: [],
  tags: new Map(),
  notificationArns: [],
  capabilities: [],
  terminationProtection: true,
  createdAt: 0,
  lastOperations: [],
});

describe('what is missing or wrong', () => {
  it('is all told at once, in template order', async () => {
    const asked = request(
      'A: { Type: String, AllowedValues: [x, y] }\nB: { Type: Number }\nC: { Type: String }\nD: { Type: String, NoEcho: true }',
      { flags: ['A=z', 'B=many'] },
    );
    expect(await codesOf(asked, portsWith({}))).toEqual([
      'parameter-invalid A',
      'parameter-invalid B',
      'parameter-missing C',
      'parameter-missing D',
    ]);
  });

  it('names label, rule and example', async () => {
    const template = templateWith(
      'QuiltWebHost: { Type: String, MinLength: 4, ConstraintDescription: a host name of four labels }',
      'Metadata: { AWS::CloudFormation::Interface: { ParameterLabels: { QuiltWebHost: { default: Web host } } } }',
    );
    const { problems } = await resolveValues(
      { ...request('X: { Type: String }'), template, product: quilt },
      portsWith({
        facts: { certificates: () => Promise.resolve([]), hostedZones: () => Promise.resolve([]) },
      }),
    );
    expect(problems[0]?.message).toBe('QuiltWebHost (Web host) has no value (a host name of four labels).');
    expect(problems[0]?.hint).toContain('--param QuiltWebHost=quilt.data.example.com');
  });

  it('never puts a secret in a sentence, and asks for none on the command line', async () => {
    const asked = request(
      'P: { Type: String, NoEcho: true, MinLength: 20 }\nQ: { Type: String, NoEcho: true }',
      {
        flags: ['P=hunter2-canary'],
      },
    );
    const ports = portsWith({});
    const { problems, warnings } = await resolveValues(asked, ports);
    const allText = JSON.stringify([
      problems.map(({ message, hint }) => [message, hint]),
      warnings,
      ports.events,
    ]);
    expect(problems).toHaveLength(2);
    expect(allText).not.toContain('hunter2');
    expect(problems[1]?.hint).toContain('Q=@secretsmanager:ID');
  });

  it.each([
    [
      'an unknown key of a flag',
      { flags: ['Hots=x', 'Host=x'] },
      'parameter-unknown Hots',
      'Did you mean Host?',
    ],
    ['a flag without =', { flags: ['Host', 'Host=x'] }, 'parameter-flag-invalid', '--param Key=Value'],
    ['a flag without a key', { flags: ['=x', 'Host=x'] }, 'parameter-flag-invalid', '--param Key=Value'],
    ['a key given twice', { flags: ['Host=x', 'Host=x'] }, 'parameter-flag-invalid', 'once'],
    ['an unknown reference', { flags: ['Host=@vault:x'] }, 'reference-invalid Host', '@secretsmanager'],
    ['a bare @', { flags: ['Host=@'] }, 'reference-invalid Host', '@@'],
    ['a variable not set', { flags: ['Host=@env:NOPE'] }, 'reference-invalid Host', 'Set NOPE'],
    ['a file not there', { flags: ['Host=@file:nope'] }, 'reference-invalid Host', 'path'],
    ['a secret not there', { flags: ['Host=@secretsmanager:nope'] }, 'reference-invalid Host', 'name'],
    ['an SSM parameter not there', { flags: ['Host=@ssm:/nope'] }, 'reference-invalid Host', 'name'],
    ['a question nobody can answer', { flags: ['Host=@prompt'] }, 'parameter-missing Host', '--param Host='],
  ])('%s', async (_name, more, code, hint) => {
    const { problems } = await resolveValues(request('Host: { Type: String }', more), portsWith({}));
    expect(problems.map((one) => `${one.code} ${one.parameter ?? ''}`.trim())).toEqual([code]);
    expect(problems[0]?.hint).toContain(hint);
    expect(problems[0]?.exitCode).toBe(2);
  });

  it('does not answer @prompt with the default', async () => {
    expect(
      await codesOf(request('A: { Type: String, Default: d }', { flags: ['A=@prompt'] }), portsWith({})),
    ).toEqual(['parameter-missing A']);
  });

  it('refuses an unknown key in the environment and in the answers file', async () => {
    const answers = parseAnswers('a.yaml', 'parameters: { Hosd: x, Host: y }');
    const ports = portsWith({ env: { QUILT_INSTALL_PARAM_Hostt: 'x', OTHER: 'y' } });
    expect(await codesOf(request('Host: { Type: String }', { answers }), ports)).toEqual([
      'parameter-unknown Hosd',
      'parameter-unknown Hostt',
    ]);
  });

  it('strips what would steer a terminal from names and values', async () => {
    const { problems } = await resolveValues(
      request('Host: { Type: String, AllowedValues: [a] }', { flags: ['Host=\u001b[2Jx', '\u001b[31mK=v'] }),
      portsWith({}),
    );
    for (const { message, hint } of problems) expect(message + hint).not.toMatch(/\u001b/);
    expect(problems).toHaveLength(2);
  });

  it('passes an AWS refusal of a secret on with its own exit code', async () => {
    const secrets = new MemorySecrets();
    secrets.secret = () =>
      Promise.reject(
        new InstallError({
          code: awsCodes.denied,
          message: 'No.',
          hint: 'Ask.',
          exitCode: 10,
          permission: 'secretsmanager:GetSecretValue',
        }),
      );
    const { problems } = await resolveValues(
      request('P: { Type: String, NoEcho: true }', { flags: ['P=@secretsmanager:x'] }),
      portsWith({ secrets }),
    );
    expect(problems[0]).toMatchObject({
      code: 'aws-denied',
      exitCode: 10,
      parameter: 'P',
      permission: 'secretsmanager:GetSecretValue',
    });
    expect(problems).toHaveLength(1);
  });
});

describe('AWS-typed values', () => {
  const subnets = 'S: { Type: "List<AWS::EC2::Subnet::Id>" }';

  it('that do not exist are invalid, and the absent ones are named', async () => {
    const ports = portsWith({
      facts: { ...network(), exists: (_type, id) => Promise.resolve(id === 'subnet-1') },
    });
    const { problems } = await resolveValues(request(subnets, { flags: ['S=subnet-1, subnet-2'] }), ports);
    expect(problems[0]?.message).toContain('subnet-2');
    expect(problems[0]?.message).toContain('us-east-1');
    expect(problems[0]?.hint).toContain("--param 'S=subnet-");
  });

  it('that cannot be looked up are a warning that names the permission', async () => {
    const denied = new InstallError({
      code: awsCodes.denied,
      message: 'No.',
      hint: 'Ask.',
      exitCode: 10,
      permission: 'ec2:DescribeSubnets',
    });
    const ports = portsWith({ facts: { exists: () => Promise.reject(denied) } });
    const { problems, warnings } = await resolveValues(
      request(`${subnets}\nT: { Type: AWS::EC2::Subnet::Id }`, { flags: ['S=subnet-1', 'T=subnet-2'] }),
      ports,
    );
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      expect.stringContaining('S, T could not be looked up (needs ec2:DescribeSubnets)'),
    ]);
  });

  it('of the template are looked up too, and an empty one is never asked for', async () => {
    const ports = portsWith({ facts: { exists: () => Promise.resolve(false) } });
    const asked = request(
      "V: { Type: AWS::EC2::VPC::Id, Default: vpc-gone }\nW: { Type: AWS::EC2::VPC::Id, Default: '' }",
    );
    const { problems } = await resolveValues(
      asked,
      portsWith({
        facts: { ...ports.facts, exists: () => Promise.resolve(false), vpcs: () => Promise.resolve([]) },
      }),
    );
    expect(problems.map(({ code }) => code)).toEqual(['parameter-invalid', 'parameter-invalid']);
    expect(problems[0]?.message).toContain("the template's default");
  });
});

it('a bug in a lookup is not taken for an answer', async () => {
  const ports = portsWith({ facts: { exists: () => Promise.reject(new TypeError('bug')) } });
  await expect(
    resolveValues(request('V: { Type: AWS::EC2::VPC::Id }', { flags: ['V=v'] }), ports),
  ).rejects.toThrow('bug');
});

describe('the order of sources', () => {
  const key = 'A: { Type: String, Default: from-default }';
  const answers = parseAnswers('a', 'parameters: { A: from-file }');
  const stack = stackWith({ A: 'from-stack' });

  it.each([
    ['flag', { flags: ['A=from-flag'], answers, stack }, { QUILT_INSTALL_PARAM_A: 'from-env' }],
    ['env', { answers, stack }, { QUILT_INSTALL_PARAM_A: 'from-env' }],
    ['file', { answers, stack }, {}],
    ['stack', { stack }, {}],
    ['default', {}, {}],
  ] as const)('%s wins over all below it', async (source, more, env) => {
    const { values } = await resolveValues(request(key, { kind: 'update', ...more }), portsWith({ env }));
    expect(values.get('A')).toMatchObject({ source, value: `from-${source}` });
  });

  it('puts derived before the default, and follows what it derives from', async () => {
    const product: Product = {
      ...plain,
      enrich: {
        B: { derive: (values) => `${values.get('A')?.value}-b` },
        C: { derive: (values) => `${values.get('B')?.value}-c` },
      },
    };
    const asked = request(
      'C: { Type: String }\nB: { Type: String, Default: other }\nA: { Type: String, Default: a }',
      { product },
    );
    const { values } = await resolveValues(asked, portsWith({}));
    expect([...values.values()].map(({ value, source }) => [value, source])).toEqual([
      ['a-b-c', 'derived'],
      ['a-b', 'derived'],
      ['a', 'default'],
    ]);
  });

  it('ends although two values are derived from each other', async () => {
    const product: Product = {
      ...plain,
      enrich: {
        A: { derive: (values) => `${values.get('B')?.value ?? ''}a` },
        B: { derive: (values) => `${values.get('A')?.value ?? ''}b` },
      },
    };
    const { values } = await resolveValues(
      request('A: { Type: String }\nB: { Type: String }', { product }),
      portsWith({}),
    );
    expect(values.size).toBe(2);
  });

  it('sends empty what has no meaning beside the other values', async () => {
    const parameters =
      'SingleSignOnProvider: { Type: String, Default: (Disabled) }\nSingleSignOnClientId: { Type: String }\nSingleSignOnClientSecret: { Type: String, NoEcho: true }';
    const { values, problems } = await resolveValues(request(parameters, { product: quilt }), portsWith({}));
    expect(problems).toEqual([]);
    expect(values.get('SingleSignOnClientId')).toMatchObject({ value: '', source: 'derived' });
    const needed = await resolveValues(
      request(parameters, { product: quilt, flags: ['SingleSignOnProvider=Okta'] }),
      portsWith({}),
    );
    expect(needed.problems.map(({ parameter }) => parameter)).toEqual([
      'SingleSignOnClientId',
      'SingleSignOnClientSecret',
    ]);
  });

  it('does not send empty what may not be empty', async () => {
    const product: Product = { ...plain, enrich: { A: { askWhen: () => false } } };
    expect(await codesOf(request('A: { Type: String, MinLength: 1 }', { product }), portsWith({}))).toEqual([
      'parameter-missing A',
    ]);
  });

  it('does not mind a default that does not fit where another value takes its place', async () => {
    const product: Product = { ...plain, enrich: { A: { derive: () => 'vpc-1' } } };
    const facts = { ...network(), exists: (_type: string, id: string) => Promise.resolve(id === 'vpc-1') };
    const asked = request('A: { Type: AWS::EC2::VPC::Id, Default: vpc-gone }', { product });
    const { values, problems } = await resolveValues(asked, portsWith({ facts }));
    expect(problems).toEqual([]);
    expect(values.get('A')).toMatchObject({ value: 'vpc-1', source: 'derived' });
  });

  it('ignores the values of a stack that is to be made anew', async () => {
    const stack = stackWith({ A: 'old' });
    expect(await codesOf(request('A: { Type: String }', { stack }), portsWith({}))).toEqual([
      'parameter-missing A',
    ]);
  });

  it('does not use what is merely detected, but offers it', async () => {
    const vpcs = [{ id: 'vpc-1', cidrs: ['10.0.0.0/16'], isDefault: false }];
    const ports = portsWith({ facts: { vpcs: () => Promise.resolve(vpcs) } });
    const { values, problems } = await resolveValues(request('V: { Type: AWS::EC2::VPC::Id }'), ports);
    expect(values.size).toBe(0);
    expect(problems[0]?.hint).toContain('--param V=vpc-1');
  });

  it('fixes what people paste, and says so', async () => {
    const { values, warnings } = await resolveValues(
      request('QuiltWebHost: { Type: String }', {
        product: quilt,
        flags: ['QuiltWebHost=https://Quilt.X.com/'],
      }),
      portsWith({}),
    );
    expect(values.get('QuiltWebHost')?.value).toBe('quilt.x.com');
    expect(warnings.join()).toContain('is read as "quilt.x.com"');
  });
});

describe('references', () => {
  const secrets = new MemorySecrets({ db: 'p4ss', json: '{"user":"u","port":5432,"nested":{"a":1}}' });
  secrets.parameters.set('/p', 'from-ssm');
  const files = filesWith({ 'pass.txt': 'two\n\n', 'dos.txt': 'one\r\n' });

  it.each([
    ['@env:NAME', '@env:NAME', 'v'],
    ['@file with one newline dropped', '@file:pass.txt', 'two\n'],
    ['@file of Windows', '@file:dos.txt', 'one'],
    ['@secretsmanager', '@secretsmanager:db', 'p4ss'],
    ['@secretsmanager with a key', '@secretsmanager:json#user', 'u'],
    ['@secretsmanager with a number', '@secretsmanager:json#port', '5432'],
    ['@ssm', '@ssm:/p', 'from-ssm'],
  ])('%s leads to a secret whatever NoEcho says', async (_name, reference, value) => {
    const ports = portsWith({ env: { NAME: 'v' }, secrets, files });
    const { values, problems, references } = await resolveValues(
      request('A: { Type: String }', { flags: [`A=${reference}`] }),
      ports,
    );
    expect(problems).toEqual([]);
    expect(values.get('A')).toMatchObject({ value, secret: true, source: 'flag' });
    expect(references.get('A')).toBe(reference);
    expect(ports.events).toContainEqual(expect.objectContaining({ type: 'parameter', value: '****' }));
  });

  it.each(['json#absent', 'json#nested', 'json#__proto__', 'json#toString', 'db#user', 'json#'])(
    '@secretsmanager:%s names no text',
    async (id) => {
      expect(
        await codesOf(
          request('A: { Type: String }', { flags: [`A=@secretsmanager:${id}`] }),
          portsWith({ secrets }),
        ),
      ).toEqual(['reference-invalid A']);
    },
  );

  it('reads @@ as a literal @, in every place', async () => {
    const { values } = await resolveValues(
      request('A: { Type: String }', { flags: ['A=@@env:NAME'] }),
      portsWith({}),
    );
    expect(values.get('A')).toMatchObject({ value: '@env:NAME', secret: false });
  });

  it('holds a reference in an answers file to its own folder', async () => {
    const inside = filesWith({ '/a/pass': 'in', '/b/pass': 'out' }, { '/a/link': '/b/pass' });
    const answered = (reference: string): ResolveRequest =>
      request('A: { Type: String }', {
        answers: { ...parseAnswers('a', `parameters: { A: "${reference}" }`), folder: '/a' },
      });
    const { values } = await resolveValues(answered('@file:pass'), portsWith({ files: inside }));
    expect(values.get('A')?.value).toBe('in');
    for (const reference of ['@file:../b/pass', '@file:/b/pass', '@file:link', '@file:.'])
      expect(await codesOf(answered(reference), portsWith({ files: inside }))).toEqual([
        'reference-invalid A',
      ]);
  });

  it('lets a flag name any file', async () => {
    const { values } = await resolveValues(
      request('A: { Type: String }', {
        flags: ['A=@file:/b/pass'],
        answers: { ...parseAnswers('a', ''), folder: '/a' },
      }),
      portsWith({ files: filesWith({ '/b/pass': 'out' }) }),
    );
    expect(values.get('A')?.value).toBe('out');
  });

  it.each(['@Secret1', '@Sec:ret1', '@'])(
    '%s, a password that looks like a reference, is not shown',
    async (text) => {
      const { problems } = await resolveValues(
        request('A: { Type: String, NoEcho: true }', { flags: [`A=${text}`] }),
        portsWith({}),
      );
      expect(problems).toMatchObject([{ code: 'reference-invalid', parameter: 'A' }]);
      expect(problems.map(({ message, hint }) => message + hint).join('')).not.toMatch(/@?Sec|ret1/);
    },
  );

  it('warns once for all secrets in clear text, by place', async () => {
    const parameters =
      'A: { Type: String, NoEcho: true }\nB: { Type: String, NoEcho: true }\nC: { Type: String, NoEcho: true }\nD: { Type: String, NoEcho: true }';
    const { warnings } = await resolveValues(
      request(parameters, {
        flags: ['A=x', 'B=y', 'D='],
        answers: parseAnswers('a', 'parameters: { C: z }'),
      }),
      portsWith({}),
    );
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(/^A, B: .*command line/);
    expect(warnings[1]).toMatch(/^C: .*answers file/);
  });
});

describe('@generate', () => {
  const parameter =
    "P: { Type: String, NoEcho: true, AllowedPattern: '^(?=.*[0-9])(?=.*[A-Z])[a-zA-Z0-9]{8,16}$' }";

  it('makes a value to the pattern, writes nothing yet, then keeps it', async () => {
    const ports = portsWith({});
    const resolved = await resolveValues(request(parameter, { flags: ['P=@generate'] }), ports);
    expect(resolved.problems).toEqual([]);
    expect(resolved.values.get('P')?.value).toMatch(/^(?=.*[0-9])(?=.*[A-Z])[a-zA-Z0-9]{8,16}$/);
    expect(resolved.generated).toEqual([{ key: 'P', secretName: 'quilt-install/quilt/P' }]);
    expect(ports.secrets.written).toEqual([]);
    const made: MadeSecret[] = [];
    const values = await makeSecrets(resolved, 'quilt', ports, made);
    expect(made).toMatchObject([{ name: 'quilt-install/quilt/P', certain: true }]);
    expect(ports.secrets.kept.get('quilt-install/quilt/P')).toBe(values.get('P')?.value);
    expect(JSON.stringify(ports.events)).not.toContain(values.get('P')?.value);
    expect(ports.events.at(-1)).toMatchObject({
      type: 'note',
      message: 'Secrets Manager keeps P: quilt-install/quilt/',
    });
  });

  it('uses the one that is there already', async () => {
    const ports = portsWith({ secrets: new MemorySecrets({ 'quilt-install/quilt/P': 'Abcdefgh1' }) });
    const resolved = await resolveValues(request(parameter, { flags: ['P=@generate'] }), ports);
    expect(resolved.values.get('P')).toMatchObject({ value: 'Abcdefgh1', source: 'generated', secret: true });
    const made: MadeSecret[] = [];
    await makeSecrets(resolved, 'quilt', ports, made);
    expect(made).toEqual([]);
  });

  it('uses the one another run made in between', async () => {
    const ports = portsWith({});
    const resolved = await resolveValues(request(parameter, { flags: ['P=@generate'] }), ports);
    ports.secrets.kept.set('quilt-install/quilt/P', 'Theirs123');
    const made: MadeSecret[] = [];
    const values = await makeSecrets(resolved, 'quilt', ports, made);
    expect(values.get('P')?.value).toBe('Theirs123');
    expect(made).toEqual([]);
  });

  it('never rotates a value the stack already has', async () => {
    const stack = stackWith({ P: '****' });
    const ports = portsWith({});
    const { values, generated, problems } = await resolveValues(
      request(parameter, { kind: 'update', stack, flags: ['P=@generate'] }),
      ports,
    );
    expect(problems).toEqual([]);
    expect(values.get('P')).toMatchObject({ source: 'stack', usePrevious: true, secret: true });
    expect(generated).toEqual([]);
  });

  it('says where no value can fit', async () => {
    const impossible = "P: { Type: String, NoEcho: true, AllowedPattern: 'only-this' }";
    expect(await codesOf(request(impossible, { flags: ['P=@generate'] }), portsWith({}))).toEqual([
      'reference-invalid P',
    ]);
  });

  it('names what it made, and what it may have made, when a later one fails', async () => {
    const ports = portsWith({});
    const resolved = await resolveValues(
      request('P: { Type: String, NoEcho: true }\nR: { Type: String, NoEcho: true }', {
        flags: ['P=@generate', 'R=@generate'],
      }),
      ports,
    );
    const create = ports.secrets.create.bind(ports.secrets);
    const failing = (code: ErrorCode): InstallError =>
      new InstallError({ code, message: 'no', hint: 'no', exitCode: 10 });
    for (const [code, later] of [
      ['aws-denied', []],
      ['aws-unreachable', [{ name: 'quilt-install/quilt/R', certain: false }]],
    ] as const) {
      ports.secrets.kept.clear();
      ports.secrets.create = (name, value) =>
        name.endsWith('/R') ? Promise.reject(failing(code)) : create(name, value);
      const made: MadeSecret[] = [];
      await expect(makeSecrets(resolved, 'quilt', ports, made)).rejects.toMatchObject({ code });
      expect(made).toMatchObject([{ name: 'quilt-install/quilt/P', certain: true }, ...later]);
      expect(ports.secrets.removed).toEqual([]);
    }
  });

  it('is put back where the run that made it took it away, and only then', async () => {
    const ports = portsWith({ secrets: new MemorySecrets({ 'quilt-install/quilt/P': 'Abcdefgh1' }) });
    const resolved = await resolveValues(request(parameter, { flags: ['P=@generate'] }), ports);
    ports.secrets.kept.clear();
    expect(await putBackSecrets(resolved.values, [], 'quilt', ports)).toEqual([]);
    expect(ports.secrets.kept.get('quilt-install/quilt/P')).toBe('Abcdefgh1');
    expect(await putBackSecrets(resolved.values, [], 'quilt', ports)).toEqual([]);
    expect(ports.secrets.written).toEqual(['quilt-install/quilt/P']);
    ports.secrets.kept.set('quilt-install/quilt/P', 'Another12');
    expect(await putBackSecrets(resolved.values, [], 'quilt', ports)).toEqual(['quilt-install/quilt/P']);
    expect(ports.secrets.kept.get('quilt-install/quilt/P')).toBe('Another12');
  });
});

describe('an update', () => {
  it('carries every value over explicitly, never the stars of a secret', async () => {
    const stack = stackWith({ A: 'a', P: '****', Gone: 'x' });
    const resolved = await resolveValues(
      request(
        'A: { Type: String, Default: other }\nP: { Type: String, NoEcho: true, MinLength: 8 }\nN: { Type: String, Default: n }',
        { kind: 'update', stack },
      ),
      portsWith({}),
    );
    expect(resolved.problems).toEqual([]);
    expect(resolved.values.get('A')).toMatchObject({ source: 'stack', usePrevious: true, value: 'a' });
    expect(resolved.values.get('P')).toMatchObject({ source: 'stack', usePrevious: true, secret: true });
    expect(
      [...resolved.values.values()].filter(({ value, usePrevious }) => value === '****' && !usePrevious),
    ).toEqual([]);
    expect(resolved.added).toEqual(['N']);
    expect(resolved.dropped).toEqual(['Gone']);
  });

  it('finds a kept value that the new template no longer takes', async () => {
    const asked = request('A: { Type: String, AllowedValues: [x] }', {
      kind: 'update',
      stack: stackWith({ A: 'a' }),
    });
    const { problems } = await resolveValues(asked, portsWith({}));
    expect(problems[0]?.message).toContain('from the running stack');
  });

  it('drops what an old answers file still names, and refuses it in a flag', async () => {
    const stack = stackWith({ A: 'a', Gone: 'x' });
    const answers = parseAnswers('a', 'parameters: { Gone: y }');
    expect(
      await codesOf(request('A: { Type: String }', { kind: 'update', stack, answers }), portsWith({})),
    ).toEqual([]);
    expect(
      await codesOf(
        request('A: { Type: String }', { kind: 'update', stack, flags: ['Gone=y'] }),
        portsWith({}),
      ),
    ).toEqual(['parameter-unknown Gone']);
  });

  it('keeps the stack value where a saved file says @prompt', async () => {
    const answers = parseAnswers('a', 'parameters: { P: "@prompt" }');
    const { values, problems } = await resolveValues(
      request('P: { Type: String, NoEcho: true }', {
        kind: 'update',
        stack: stackWith({ P: '****' }),
        answers,
      }),
      portsWith({}),
    );
    expect(problems).toEqual([]);
    expect(values.get('P')?.usePrevious).toBe(true);
  });

  it('keeps a secret a secret although the new template would echo it', async () => {
    const { values } = await resolveValues(
      request('P: { Type: String }', { kind: 'update', stack: stackWith({ P: '*****' }) }),
      portsWith({}),
    );
    expect([...values.values()].map(shown)).toEqual(['****']);
  });
});
