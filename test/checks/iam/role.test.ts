import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actionMatches } from '../../../src/account/policy-document.ts';
import { planRole } from '../../../src/checks/iam/role/planned-role.ts';
import { serviceRole } from '../../../src/checks/iam/service-role.ts';
import type { PolicyStatement } from '../../../src/checks/policy/document.ts';
import { scopeOf } from '../../../src/checks/template/resource-types.ts';
import type { Fix } from '../../../src/core/check.ts';
import type { Template } from '../../../src/core/template.ts';
import { actionNeeds, parseTemplate } from '../../../src/template/index.ts';
import { publishedPolicy, publishedShape } from '../../fixtures/published-role.ts';
import { variants } from '../../variants/templates.ts';
import { account, answering, judgingOf, stack, targetOf, verdictOf, type Situation } from '../facts.ts';

const shipped = (name: string): Template => parseTemplate(readFileSync(`templates/${name}.yaml`, 'utf8'));
const templates: readonly (readonly [string, () => Template])[] = [
  ['the reference template', () => shipped('quilt')],
  ['the network', () => shipped('network')],
  ["the vendor's types and properties", publishedShape],
];

const roleArn = `arn:aws:iam::${account}:role/cfn`;
const trust = JSON.stringify({
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});
const withRole = (
  template: Template,
  documents: readonly string[],
  more: Situation['target'] = {},
): Situation => ({
  facts: {
    role: (name) => Promise.resolve({ name, arn: roleArn, trust }),
    rolePolicies: answering(documents),
    stack: answering(undefined),
  },
  target: { roleArn, template, ...more },
});

type StackFix = Extract<Fix, { readonly template: string }>;
const fixFor = async (situation: Situation): Promise<StackFix> => {
  const fix = await serviceRole.fix?.(judgingOf(situation));
  if (fix === undefined || !('template' in fix)) throw new Error('no fix was offered');
  return fix;
};
type Valued = readonly [template: Template, values: Situation['values']];

/** A shipped template with the values of its sample answers, as `rehearse --product` takes them. */
const sample = (id: string): Valued => {
  const answers = parse(readFileSync(`templates/rehearsal/answers/${id}.yaml`, 'utf8')) as {
    readonly parameters: Readonly<Record<string, unknown>>;
  };
  const values = Object.entries(answers.parameters).map(([key, value]) => [key, String(value)]);
  return [shipped(`rehearsal/${id}`), Object.fromEntries(values) as Situation['values']];
};

/** What the names of a template's resources stand on. */
const named: Situation['values'] = { PackageBucket: 'quilt-packages', TeamId: 'example' };
const statementsIn = (text: string): readonly PolicyStatement[] =>
  [...parseTemplate(text).resources.values()].flatMap(({ properties }) => {
    const policy = properties['PolicyDocument'] as { Statement: readonly PolicyStatement[] } | undefined;
    return policy?.Statement ?? [];
  });
const documentsIn = (text: string): readonly string[] =>
  [...parseTemplate(text).resources.values()].flatMap(({ properties }) =>
    properties['PolicyDocument'] === undefined ? [] : [JSON.stringify(properties['PolicyDocument'])],
  );
const resourcesOf = ({ Resource }: PolicyStatement): readonly string[] => [Resource].flat();

/** What no service role may touch: itself, its stack, and anybody outside of the stack's names. */
const beyond = [
  'iam::A:role/cloudformation/quilt-install-service-role-quilt-ServiceRole-ABC',
  'iam::A:policy/cloudformation/quilt-install-service-role-quilt-Policy1-ABC',
  'cloudformation:us-east-1:A:stack/quilt-install-service-role-quilt/0',
  'iam::A:role/admin',
  'iam::A:role/quilt/admin',
  'iam::A:role/cquilt-x',
  'iam::A:policy/administrators',
  'iam::A:user/me',
  'iam::A:group/all',
].map((tail) => `arn:aws:${tail.replace(':A:', `:${account}:`)}`);

const reachedBy = (text: string): readonly string[] =>
  statementsIn(text).flatMap((statement) => {
    const writes = statement.Action.filter((action) =>
      /^(iam:(?!List(Roles|Policies)$)|cloudformation:)/.test(action),
    );
    return resourcesOf(statement).flatMap((pattern) =>
      beyond
        .filter((arn) => writes.length > 0 && actionMatches(pattern, arn))
        .map((arn) => `${statement.Sid} on ${pattern} reaches ${arn}`),
    );
  });

it('does not call a role unfit that is published as working, for the types it is published for', async () => {
  const verdict = await verdictOf(serviceRole, withRole(publishedShape(), [publishedPolicy]));
  expect(verdict.status, verdict.message).toBe('warn');
  expect(verdict.message).toMatch(/lacks .* to update or delete .*, and \d+ that AWS lists/);
});

const templatesAndValues: readonly (readonly [string, () => Valued])[] = [
  ...Object.entries(variants).map(
    ([name, text]) => [name, (): Valued => [parseTemplate(text), named]] as const,
  ),
  ['the Teams Registry', () => [shipped('rehearsal/quilt-teams'), named]],
  ...['dr', 'data', 'service', 'snapshots'].map(
    (part) => [`the platform’s ${part} template`, () => sample(`tetrascience-${part}`)] as const,
  ),
];

describe.each(templatesAndValues)('the role made for %s', (_name, read) => {
  it('passes the check that asked for it, and reaches nobody else', async () => {
    const [template, values] = read();
    const bare = { ...withRole(template, []), values };
    expect((await verdictOf(serviceRole, bare)).status).toBe('fail');
    const { text = '' } = await fixFor(bare);
    const verdict = await verdictOf(serviceRole, { ...withRole(template, documentsIn(text)), values });
    expect(verdict.status, verdict.message).toBe('pass');
    expect(reachedBy(text)).toEqual([]);
  });
});

describe.each(templates)('the role made for %s', (_name, read) => {
  let fix: Promise<StackFix> | undefined;
  const made = () => (fix ??= fixFor(withRole(read(), [])));

  it('passes the check that asked for it', async () => {
    const verdict = await verdictOf(serviceRole, withRole(read(), documentsIn((await made()).text ?? '')));
    expect(verdict.status, verdict.message).toBe('pass');
  });

  it('keeps within what IAM and CloudFormation take', async () => {
    const { text = '' } = await made();
    expect(text.length).toBeLessThanOrEqual(51_200);
    const documents = documentsIn(text);
    expect(documents.length).toBeLessThanOrEqual(10);
    for (const document of documents) expect(document.length).toBeLessThanOrEqual(6_144);
    const sids = statementsIn(text).map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
  });

  it('names whole actions, each once, and none that no resource of the template may ask for', async () => {
    const { text = '' } = await made();
    const actions = statementsIn(text).flatMap(({ Action }) => Action);
    expect(new Set(actions).size).toBe(actions.length);
    const template = read();
    const known = new Set(
      [...template.resources.values()].flatMap(({ type }) =>
        (actionNeeds(type) ?? []).flatMap((need) => need.actions),
      ),
    );
    const lookups = ['ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups'];
    expect(actions.filter((action) => !known.has(action) && !lookups.includes(action))).toEqual([]);
  });

  it('makes and changes no role but those of the stack, itself least of all', async () => {
    const { text = '' } = await made();
    expect(reachedBy(text)).toEqual([]);
    for (const { properties } of parseTemplate(text).resources.values())
      expect(properties['Path']).toBe('/cloudformation/');
  });

  it('hands roles to the services they trust, and makes linked roles by the name of the service', async () => {
    const { text = '' } = await made();
    for (const statement of statementsIn(text)) {
      if (statement.Action.includes('iam:PassRole'))
        expect(statement).toMatchObject({
          Action: ['iam:PassRole'],
          Condition: {
            StringEquals: { 'iam:PassedToService': expect.arrayContaining(['lambda.amazonaws.com']) },
          },
        });
      if (statement.Action.includes('iam:CreateServiceLinkedRole'))
        expect(statement).toMatchObject({
          Action: ['iam:CreateServiceLinkedRole'],
          Resource: `arn:aws:iam::${account}:role/aws-service-role/*`,
          Condition: {
            StringEquals: { 'iam:AWSServiceName': expect.arrayContaining(['rds.amazonaws.com']) },
          },
        });
    }
  });

  it('is open to more than the stack’s names only where a comment says why', async () => {
    const { text = '' } = await made();
    const lines = text.split('\n');
    const open = statementsIn(text).filter((one) =>
      resourcesOf(one).some((resource) => /(^|[:/])\*$/.test(resource) && !resource.includes('quilt')),
    );
    for (const { Sid, Action } of open) {
      if (Action.every((action) => /:(Describe|List|Get)/.test(action))) continue;
      const at = lines.findIndex((line) => line.trim() === `- Sid: ${Sid}`);
      expect(lines[at - 1], Sid).toMatch(/^ *# ./);
    }
  });
});

describe('templates/service-role.yaml', () => {
  const placeholders = {
    partition: '${AWS::Partition}',
    region: '${AWS::Region}',
    account: '${AWS::AccountId}',
    stackName: '${StackName}',
  };

  const parameters = `Parameters:
  StackName:
    Type: String
    Description: Name of the stack this role is for; what it may touch is limited to names that begin with it.
    Default: quilt
    MaxLength: 20
    AllowedPattern: '[a-z][a-z0-9-]*'
    ConstraintDescription: a stack name of at most 20 lower-case letters, digits and hyphens
`;

  it('is the role made for the reference template, for a stack of any name', () => {
    const template = shipped('quilt');
    const target = targetOf({ region: placeholders.region, stackName: placeholders.stackName });
    const scope = scopeOf(template, { target, values: new Map() }, placeholders);
    const planned = planRole(template, [...template.resources.values()], scope, placeholders);
    if ('refused' in planned) throw new Error(planned.refused);
    const path = 'templates/service-role.yaml';
    const text = planned.text.replace(/^Resources:$/m, `${parameters}$&`);
    if (process.env.UPDATE_MANUAL !== undefined) writeFileSync(path, text);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('gives no action more than the first role of this name did', () => {
    const text = (value: unknown): string =>
      typeof value === 'string' ? value : String((value as { 'Fn::Sub': string })['Fn::Sub']);
    const plain = (statement: PolicyStatement) => ({
      ...statement,
      resources: [statement.Resource as unknown].flat().map(text),
      condition: (JSON.stringify(statement.Condition ?? null).match(/[\w.:{}$-]+/g) ?? []).sort(),
    });
    const bound = statementsIn(readFileSync('test/fixtures/service-role-bound.yaml', 'utf8')).map(plain);
    for (const statement of statementsIn(readFileSync('templates/service-role.yaml', 'utf8')).map(plain))
      for (const action of statement.Action) {
        const before = bound.find(({ Action }) => Action.includes(action));
        if (before === undefined) continue;
        for (const resource of statement.resources)
          expect(
            before.resources.some((pattern) => actionMatches(pattern, resource)),
            `${action} on ${resource}`,
          ).toBe(true);
        expect(statement.condition, action).toEqual(before.condition);
      }
  });
});

describe('on databases', () => {
  const resources = (Resources: object): Template => parseTemplate(JSON.stringify({ Resources }));
  const madeFor = async (
    template: Template,
    more: Situation['target'] = {},
    facts: Situation['facts'] = {},
  ) => {
    const situation = withRole(template, [], more);
    const { text = '' } = await fixFor({ ...situation, facts: { ...situation.facts, ...facts } });
    return {
      text,
      /** On which of these the role may do something. */
      reaches: (action: string, names: readonly string[]): readonly string[] =>
        names.filter((name) =>
          statementsIn(text)
            .filter(({ Action }) => Action.includes(action))
            .flatMap(resourcesOf)
            .some((pattern) =>
              actionMatches(pattern, `arn:aws:${action.split(':')[0]}:us-east-1:${account}:${name}`),
            ),
        ),
    };
  };
  const database = (more: object = {}) => ({ Type: 'AWS::RDS::DBInstance', Properties: more });

  it('the role reaches those of the stack, and the default groups that they are made with', async () => {
    const made = await madeFor(shipped('quilt'));
    const own = [
      'db:quilt-db-1x2y',
      'subgrp:quilt-dbsubnets-1x',
      'og:default:postgres-15',
      'pg:default.postgres15',
    ];
    for (const action of ['rds:CreateDBInstance', 'rds:ModifyDBInstance', 'rds:AddTagsToResource'])
      expect(made.reaches(action, [...own, 'db:orders', 'subgrp:shared', 'db:quilt', 'pg:orders'])).toEqual(
        own,
      );
    expect(
      made.reaches('rds:DeleteDBInstance', ['snapshot:quilt-snapshot-db-1', 'snapshot:orders', 'db:orders']),
    ).toEqual(['snapshot:quilt-snapshot-db-1']);
    expect(made.reaches('rds:StopDBInstanceAutomatedBackupsReplication', ['auto-backup:ab-1'])).toHaveLength(
      1,
    );
  });

  it('it reaches what the template names, in the small letters that RDS keeps', async () => {
    const shared = {
      DBInstanceIdentifier: 'Orders',
      DBSubnetGroupName: 'Shared',
      DBParameterGroupName: 'tuned',
      DBSnapshotIdentifier: 'arn:aws:rds:us-east-1:999999999999:snapshot:seed',
    };
    const made = await madeFor(resources({ D: database(shared) }));
    const named = ['db:orders', 'subgrp:shared', 'pg:tuned'];
    expect(made.reaches('rds:ModifyDBInstance', [...named, 'db:quilt-x'])).toEqual(named);
    expect(made.text).toContain('arn:aws:rds:us-east-1:999999999999:snapshot:seed');
    expect(made.text).not.toContain('db:Orders');
  });

  it('it reaches what an older stack has, whatever CloudFormation called it then', async () => {
    const present = [
      {
        logicalId: 'D',
        physicalId: 'qd1udk28wmt7bx0',
        type: 'AWS::RDS::DBInstance',
        status: 'CREATE_COMPLETE',
      },
      // It was kept when its stack parted with it.
      { logicalId: 'X', physicalId: 'x', type: 'AWS::RDS::DBInstance', status: 'DELETE_SKIPPED' },
    ];
    const made = await madeFor(
      resources({ D: database() }),
      { kind: 'update' },
      { stackResources: answering(present) },
    );
    expect(made.reaches('rds:ModifyDBInstance', ['db:qd1udk28wmt7bx0', 'db:quilt-d-1', 'db:x'])).toEqual([
      'db:qd1udk28wmt7bx0',
      'db:quilt-d-1',
    ]);
  });

  it('it reaches search domains whose names begin with what they keep of the stack’s', async () => {
    const domain = { Type: 'AWS::Elasticsearch::Domain' };
    const stackName = 'lakehouse-b';
    const names = ['domain/lakehou-search-1x2y', 'domain/lake', 'domain/orders', 'domain/q1udk28w'];
    const action = 'es:UpdateElasticsearchDomainConfig';
    expect((await madeFor(resources({ S: domain }), { stackName })).reaches(action, names)).toEqual(
      names.slice(0, 1),
    );
    const present = [
      { logicalId: 'S', physicalId: 'q1udk28w', type: domain.Type, status: 'CREATE_COMPLETE' },
    ];
    const older = await madeFor(
      resources({ S: domain }),
      { stackName, kind: 'update' },
      { stackResources: answering(present) },
    );
    expect(older.reaches(action, names)).toEqual([names[0], names[3]]);
    const named = resources({ S: { ...domain, Properties: { DomainName: 'orders' } } });
    expect((await madeFor(named, { stackName })).reaches(action, names)).toEqual(['domain/orders']);
  });

  it('it is not made where a name depends on a value not given yet', async () => {
    const template = parseTemplate(
      '{"Parameters":{"P":{"Type":"String"}},"Resources":{"D":{"Type":"AWS::RDS::DBInstance","Properties":{"DBSubnetGroupName":{"Ref":"P"}}}}}',
    );
    expect((await verdictOf(serviceRole, withRole(template, []))).fix).toMatch(/names of D cannot be told/);
  });

  it('it is open where things go by ids of their own, and says so', async () => {
    const proxy = { Type: 'AWS::RDS::DBProxy' };
    const { text, reaches } = await madeFor(resources({ D: database(), P: proxy }));
    expect(reaches('rds:CreateDBInstance', ['db:orders'])).toEqual(['db:orders']);
    expect(text).toMatch(/# Proxies, global clusters .* no name can scope\.\n *- Sid: Databases/);
  });

  it('of Glue reaches those of the stack by the names they have there', async () => {
    const glue = (Type: string, Properties: object) => ({ Type: `AWS::Glue::${Type}`, Properties });
    const made = await madeFor(
      resources({
        Named: glue('Database', { DatabaseInput: { Name: 'User_Athena' } }),
        IcebergDatabase: glue('Database', { DatabaseInput: {} }),
        Table: glue('Table', { DatabaseName: { Ref: 'Named' }, TableInput: { Name: 't' } }),
        Other: glue('Table', { DatabaseName: 'lake', TableInput: { Name: 't' } }),
      }),
    );
    const databases = ['user_athena', 'icebergdatabase-shokfev3ftjq', 'lake'];
    const own = ['catalog', ...databases.flatMap((name) => [`database/${name}`, `table/${name}/t`])];
    for (const action of ['glue:CreateDatabase', 'glue:CreateTable', 'glue:DeleteDatabase'])
      expect(made.reaches(action, [...own, 'database/sales', 'table/sales/t', 'database/quilt-x'])).toEqual(
        own,
      );
  });
});

describe('a template with types that nobody here knows', () => {
  const strange = parseTemplate(
    '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"},"O":{"Type":"Acme::Odd::Thing"}}}',
  );

  it('leaves the verdict on its role open there, and says so', async () => {
    const { text = '', notes = [] } = await fixFor(withRole(strange, []));
    expect(notes[0]).toMatch(/What Acme::Odd::Thing needs is not known here: add it to the role/);
    const verdict = await verdictOf(serviceRole, withRole(strange, documentsIn(text)));
    expect(verdict.message).toMatch(/allows all \d+ actions .*\. Not judged: what Acme::Odd::Thing needs\.$/);
  });
});

describe('a role that cannot be made', () => {
  const lacking = (template: string, target: Situation['target'] = {}) =>
    withRole(parseTemplate(template), [], target);
  const role = (properties: object): string =>
    JSON.stringify({
      Resources: {
        R: {
          Type: 'AWS::IAM::Role',
          Properties: { AssumeRolePolicyDocument: JSON.parse(trust) as unknown, ...properties },
        },
      },
    });

  it.each([
    ['names a role of its own', lacking(role({ RoleName: 'admin' })), /begin with quilt- \(admin\)/],
    ['names a role by wildcard', lacking(role({ RoleName: '*' })), /names of R cannot be told/],
    ['puts a role where the service role is', lacking(role({ Path: '/cloudformation/' })), /itself may lie/],
    [
      'names something by a value not given',
      lacking(
        '{"Parameters":{"P":{"Type":"String"}},"Resources":{"B":{"Type":"AWS::S3::Bucket","Properties":{"BucketName":{"Ref":"P"}}}}}',
      ),
      /names of B cannot be told/,
    ],
    [
      'hands over a role that it does not make',
      lacking(
        '{"Resources":{"F":{"Type":"AWS::Lambda::Function","Properties":{"Role":"arn:aws:iam::123456789012:role/x"}}}}',
      ),
      /does not make itself/,
    ],
    [
      'is for a stack of a long name',
      lacking(role({}), { stackName: 'a-name-of-far-too-many-letters' }),
      /at most 20/,
    ],
  ])('because the template %s says so, and is not offered', async (_name, situation, why) => {
    const verdict = await verdictOf(serviceRole, situation);
    expect(verdict.status).toBe('fail');
    expect(verdict.fix).toMatch(why);
    expect(await serviceRole.fix?.(judgingOf(situation))).toBeUndefined();
  });

  it('because ten policies do not hold it is not offered either', async () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [
        `Queue${index}`,
        { Type: 'AWS::SQS::Queue', Properties: { QueueName: `${'q'.repeat(180)}-${index}` } },
      ]),
    );
    const verdict = await verdictOf(serviceRole, lacking(JSON.stringify({ Resources })));
    expect(verdict.fix).toMatch(/managed policies|policy has room/);
  });
});

it('reaches nothing beyond the stack, whatever name a template writes', async () => {
  const itself = 'cloudformation/quilt-install-service-role-quilt-Policy1-ABC';
  const hostile = fc.oneof(
    fc.constantFrom('*', 'c*', 'adm*', 'quilt-*', itself, 'admin', 'quilt-${x}', 'quilt-?', ''),
    fc.constantFrom(
      '/',
      '/*/',
      '/c*/',
      '/cloudformation/',
      '/c',
      '/quilt/',
      '../cloudformation/',
      '/${AWS::X}/',
    ),
    fc.stringMatching(/^[/a-z*?${}:-]{1,12}$/),
  );
  const where = fc.constantFrom('RoleName', 'Path', 'ManagedPolicyName');
  await fc.assert(
    fc.asyncProperty(where, hostile, async (property, value) => {
      const written = { [property]: value };
      const role = { ...written, AssumeRolePolicyDocument: JSON.parse(trust) as unknown };
      const template = parseTemplate(
        JSON.stringify({
          Resources: {
            R: { Type: 'AWS::IAM::Role', Properties: role },
            P: { Type: 'AWS::IAM::ManagedPolicy', Properties: written },
            S: { Type: 'AWS::CloudFormation::Stack', Properties: written },
          },
        }),
      );
      const fix = await serviceRole.fix?.(judgingOf(withRole(template, [])));
      expect(fix !== undefined && 'template' in fix ? reachedBy(fix.text ?? '') : []).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe('what is shown of it', () => {
  const queue = parseTemplate('{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}');

  it('is what the role may do from now on and no longer, against the one that is there', async () => {
    const wide = JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: ['sns:*', 'sqs:GetQueueUrl'], Resource: '*' },
        { Effect: 'Deny', NotAction: 'sqs:*', Resource: '*' },
      ],
    });
    const { notes = [] } = await fixFor(withRole(queue, [wide]));
    expect(notes).toEqual([
      'What it may do (against cfn):',
      '- sns on *: *',
      '- sqs on *: GetQueueUrl',
      '- deny all but sqs on *: *',
      expect.stringMatching(/^\+ sqs on quilt-\*: CreateQueue, .*GetQueueUrl/),
    ]);
  });

  it('names the condition under which something is allowed', async () => {
    const { notes = [] } = await fixFor(withRole(shipped('quilt'), []));
    expect(notes).toContain(
      '+ iam on role/quilt-* where iam:PassedToService StringEquals ecs-tasks.amazonaws.com lambda.amazonaws.com: PassRole',
    );
  });

  it('is nothing where the role is as it would be made', async () => {
    const { text = '', stackName } = await fixFor(withRole(queue, []));
    const situation = withRole(queue, documentsIn(text));
    const made = stack({ name: stackName, outputs: new Map([['RoleArn', roleArn]]) });
    const unnamed = { ...situation, target: { template: queue } };
    const { notes = [] } = await fixFor({
      ...unnamed,
      facts: { ...situation.facts, stack: answering(made) },
    });
    expect(notes).toEqual(['What it may do (against cfn):', 'nothing changes']);
  });
});
