import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stack } from '../../../src/core/stack.ts';
import { answersSkeleton, formatSkeleton, type ResolveRequest } from '../../../src/parameters/index.ts';
import { parseAnswers } from '../../../src/parameters/answers/read.ts';
import { quilt } from '../../helpers/products.ts';
import { network } from '../network.ts';
import { portsWith, templateWith, type TestPorts } from '../ports.ts';

const fields = { stackName: 'quilt', tags: new Map(), notificationArns: [], buckets: [], ignore: [] };
const request = (parameters: string, more: Partial<ResolveRequest> = {}): ResolveRequest => ({
  template: templateWith(parameters),
  product: { ...quilt, enrich: {}, hosts: () => [] },
  kind: 'create',
  stackName: 'quilt',
  flags: [],
  ...more,
});

/** Without an account unless `facts` is asked for. */
const skeleton = async (
  asked: ResolveRequest,
  ports: TestPorts = portsWith({}),
  withFacts = false,
): Promise<string> => {
  const entries = await answersSkeleton(asked, withFacts ? ports : { env: ports.env, clock: ports.clock });
  return formatSkeleton(fields, asked.template, entries);
};

const readBack = (text: string) => Object.fromEntries(parseAnswers('s.yaml', text).parameters);

describe('an answers file to be filled in', () => {
  it('has every parameter with label and rule, what has a value commented out', async () => {
    const template = templateWith(
      'Size: { Type: Number, Default: 4, MaxValue: 9 }\nHost: { Type: String, MinLength: 4 }\nPassword: { Type: String, NoEcho: true }',
      'Metadata: { AWS::CloudFormation::Interface: { ParameterGroups: [{ Label: { default: Web }, Parameters: [Host] }], ParameterLabels: { Host: { default: Web host } } } }',
    );
    const text = await skeleton({ ...request('A: { Type: String }'), template });
    expect(text).toContain('\n  # ---- Web ----\n\n  # Web host: at least 4 characters\n  Host:\n');
    expect(text).toContain('\n  # a number, at most 9 (the default stands)\n  # Size: "4"\n');
    expect(text).toContain('\n  Password: "@secretsmanager:quilt-install/quilt/Password"\n');
    expect(readBack(text)).toEqual({
      Host: undefined,
      Password: '@secretsmanager:quilt-install/quilt/Password',
    });
  });

  it('shows what the account offers, subnets of the VPC it offers included', async () => {
    const asked = request('VPC: { Type: AWS::EC2::VPC::Id }\nSubnets: { Type: List<AWS::EC2::Subnet::Id> }', {
      product: quilt,
      flags: [],
    });
    const text = await skeleton({ ...asked, flags: ['VPC=vpc-1'] }, portsWith({ facts: network() }), true);
    expect(text).toContain('\n  VPC: vpc-1\n');
    expect(text).toMatch(/\n {2}# in this account: subnet-\S+,subnet-\S+\n {2}Subnets:\n/);
  });

  it('repeats what was given, references unresolved', async () => {
    const asked = request('A: { Type: String }\nB: { Type: String }', { flags: ['A=@env:NAME', 'B=b'] });
    expect(readBack(await skeleton(asked))).toEqual({ A: '@env:NAME', B: 'b' });
  });

  it('never holds a secret, given or kept', async () => {
    const asked = request(
      'A: { Type: String, NoEcho: true }\nB: { Type: String, NoEcho: true }\nC: { Type: String, NoEcho: true }',
      {
        kind: 'update',
        flags: ['A=canary-1'],
        stack: { parameters: new Map([['C', '****']]) } as unknown as Stack,
      },
    );
    const text = await skeleton(asked, portsWith({ env: { QUILT_INSTALL_PARAM_B: 'canary-2' } }));
    expect(text).not.toMatch(/canary|\*\*\*\*/);
    expect(text).toContain('(the stack keeps it)\n  # C: ');
  });

  it('tells an unknown key rather than leaving it out', async () => {
    await expect(skeleton(request('Host: { Type: String }', { flags: ['Hots=x'] }))).rejects.toMatchObject({
      errors: [{ code: 'parameter-unknown' }],
    });
  });

  it('keeps hostile text of a template in its comments', async () => {
    const template = templateWith(
      `Host: { Type: String, Default: ${JSON.stringify('x\nregion: evil')}, ConstraintDescription: ${JSON.stringify('a\nHost: evil\u001b[2J')} }`,
    );
    const text = await skeleton({ ...request('A: { Type: String }'), template });
    expect(parseAnswers('s.yaml', text).region).toBeUndefined();
    expect(readBack(text)).toEqual({});
    expect(text).not.toContain('\u001b');
  });

  it('is read back as it was written, whatever the values are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (one, other) => {
        const asked = request('A: { Type: String }\nB: { Type: CommaDelimitedList }', {
          flags: [`A=${one}`, `B=${other}`],
        });
        expect(readBack(await skeleton(asked))).toEqual({ A: one, B: other });
      }),
      { numRuns: 60 },
    );
  });
});
