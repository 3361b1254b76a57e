import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { Facts } from '../../../src/core/ports.ts';
import type { Stack } from '../../../src/core/stack.ts';
import { resolveValues, type ResolveRequest } from '../../../src/parameters/index.ts';
import { quilt } from '../../helpers/products.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { MemorySecrets, portsWith } from '../ports.ts';

const product = { ...quilt, enrich: {}, hosts: () => [] };

const request = (parameters: string, rules: string, flags: readonly string[] = []): ResolveRequest => ({
  template: parseTemplate(
    `Parameters:\n${parameters.replace(/^/gm, '  ')}\nRules:\n${rules.replace(/^/gm, '  ')}\nResources: { Q: { Type: AWS::SQS::Queue } }`,
  ),
  product,
  kind: 'create',
  stackName: 'quilt',
  flags,
});

const together = 'Tls: { Type: String, AllowedValues: [yes, no] }\nHost: { Type: String }';
const needsHost =
  "NeedsHost: { RuleCondition: !Equals [!Ref Tls, 'true'], Assertions: [{ Assert: !Not [!Equals [!Ref Host, '']], AssertDescription: With TLS a host is needed. }] }";

const withVpc = 'Vpc: { Type: AWS::EC2::VPC::Id }';
const inVpc = (assert: string): string =>
  `R: { Assertions: [{ Assert: ${assert}, AssertDescription: wrong network }] }`;

const vpcs = () =>
  Promise.resolve([{ id: 'vpc-1', cidrs: [], isDefault: false, tags: new Map([['Team', 'data']]) }]);
const exists = () => Promise.resolve(true);
const denied = () =>
  Promise.reject(
    new InstallError({
      code: awsCodes.denied,
      message: 'denied',
      hint: '-',
      exitCode: 10,
      permission: 'ec2:DescribeNetworkAcls',
    }),
  );
const withFacts = (facts: Partial<Facts>) => portsWith({ facts });

describe('values that do not go together', () => {
  it('are a problem before the plan, with the words of the template and every parameter it speaks of', async () => {
    const { problems } = await resolveValues(
      request(together, needsHost, ['Tls=true', 'Host=']),
      portsWith({}),
    );
    expect(
      problems.map(({ code, parameter, message, exitCode }) => ({ code, parameter, message, exitCode })),
    ).toEqual([
      {
        code: 'parameter-invalid',
        parameter: 'Host',
        message: 'Host: the template\'s rule NeedsHost is not fulfilled: "With TLS a host is needed".',
        exitCode: 2,
      },
    ]);
  });

  it('are no problem while one of them is missing: that is told', async () => {
    const { problems } = await resolveValues(request(together, needsHost, ['Tls=true']), portsWith({}));
    expect(problems.map(({ code }) => code)).toEqual(['parameter-missing']);
  });

  it('are named on the page at a terminal and changed from it, and what was said is not lost', async () => {
    const ports = portsWith({
      script: [
        { to: 'Tls', with: 'true' },
        { to: 'Host', with: '' },
        { to: 'empty', with: true },
        { to: 'do not agree', with: 'Change a value' },
        { to: 'Which value', with: 'Host' },
        { to: 'Host', with: 'quilt.example.com' },
      ],
    });
    const { values, problems } = await resolveValues(request(together, needsHost), ports);
    expect(problems).toEqual([]);
    expect([...values.values()].map(({ value }) => value)).toEqual(['true', 'quilt.example.com']);
    const findings = ports.events.flatMap((event) => (event.type === 'page' ? event.findings : []));
    expect(findings).toMatchObject([{ status: 'fail', labels: expect.arrayContaining(['Host']) }]);
  });

  it('never show a secret', async () => {
    const rules = "R: { Assertions: [{ Assert: !Equals [!Ref Password, 'x'] }] }";
    const asked = request('Password: { Type: String, NoEcho: true }', rules, ['Password=hunter2secret']);
    const { problems } = await resolveValues(asked, portsWith({}));
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems.map(({ message, hint }) => [message, hint]))).not.toContain('hunter2');
  });
});

describe('what the account must tell', () => {
  it('is asked for by the rules alone', async () => {
    const plain = withFacts({ exists });
    expect(
      (await resolveValues(request(withVpc, inVpc("!Equals [!Ref Vpc, 'vpc-1']"), ['Vpc=vpc-1']), plain))
        .problems,
    ).toEqual([]);
    const tagged = await resolveValues(
      request(withVpc, inVpc("!Equals [!ValueOf [Vpc, Tags.Team], 'ops']"), ['Vpc=vpc-1']),
      withFacts({ exists, vpcs }),
    );
    expect(tagged.problems.map(({ parameter }) => parameter)).toEqual(['Vpc']);
  });

  it('and does not, leaves the rule to CloudFormation and says so', async () => {
    const { problems, warnings } = await resolveValues(
      request(withVpc, inVpc("!Equals [!ValueOf [Vpc, DefaultNetworkAcl], 'acl-9']"), ['Vpc=vpc-1']),
      withFacts({ exists, vpcs, defaultNetworkAcls: denied }),
    );
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      'Rule R of the template could not be judged here (needs ec2:DescribeNetworkAcls); CloudFormation judges when the plan is made.',
    ]);
  });

  it('of a value in Parameter Store is what is stored, not its name', async () => {
    const secrets = new MemorySecrets();
    secrets.parameters.set('/bootstrap/version', '5');
    const asked = request(
      'Version: { Type: AWS::SSM::Parameter::Value<String>, Default: /bootstrap/version }',
      "R: { Assertions: [{ Assert: !Not [!Contains [['4', '5'], !Ref Version]] }] }",
    );
    const { problems } = await resolveValues(asked, portsWith({ secrets, facts: { exists } }));
    expect(problems.map(({ parameter }) => parameter)).toEqual(['Version']);
  });
});

it('a secret that the running stack keeps is not known and so never fails', async () => {
  const asked = request(
    'Password: { Type: String, NoEcho: true, Default: x }',
    "R: { Assertions: [{ Assert: !Equals [!Ref Password, 'y'] }] }",
  );
  const stack = { parameters: new Map([['Password', '****']]) } as unknown as Stack;
  const { problems, warnings } = await resolveValues({ ...asked, kind: 'update', stack }, portsWith({}));
  expect([problems, warnings]).toEqual([[], []]);
});
