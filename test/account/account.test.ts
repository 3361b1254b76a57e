import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArn, principalOf, roleName } from '../../src/account/arn.ts';
import { bucketNameFault } from '../../src/account/bucket-name.ts';
import { amazonMayIssue, parseCaa } from '../../src/account/caa.ts';
import { creatableZone, whoDelegates } from '../../src/account/creatable-zone.ts';
import { ancestorsOf, isPublicSuffix, pastedHost, siblingHost } from '../../src/account/host.ts';
import { ownsTarget } from '../../src/account/owned.ts';
import { actionMatches, statementsOf, trusts, verdictOn } from '../../src/account/policy-document.ts';
import { prefixLength, roleOf, routeTableOf } from '../../src/account/subnet.ts';
import { delegationPoints, longestZone, rivalZones } from '../../src/account/zone.ts';
import type { Route, RouteTable } from '../../src/core/facts.ts';

describe('ARNs', () => {
  it.each(['', 'arn', 'arn:aws', 'arn:aws:iam::1', 'role/x', 'arn::::::'])('"%s" is none', (text) =>
    expect(parseArn(text)).toBeUndefined(),
  );

  it.each([
    ['arn:aws:iam::123456789012:user/team/ops', { kind: 'user', name: 'ops' }],
    ['arn:aws:iam::123456789012:role/path/deploy', { kind: 'role', name: 'deploy' }],
    [
      'arn:aws-us-gov:sts::123456789012:assumed-role/deploy/session/odd',
      { kind: 'assumed-role', name: 'deploy' },
    ],
    ['arn:aws:iam::123456789012:root', { kind: 'root' }],
    ['arn:aws:sts::123456789012:federated-user/bob', { kind: 'other' }],
    ['nonsense', { kind: 'other' }],
  ])('%s', (arn, expected) => expect(principalOf(arn)).toMatchObject(expected));

  it('gives a role its bare name', () => {
    expect(roleName('arn:aws:iam::1:role/a/b/deploy')).toBe('deploy');
    expect(roleName('deploy')).toBe('deploy');
  });
});

describe('bucket names', () => {
  it.each([
    'ab',
    'x'.repeat(64),
    'Team',
    'team_data',
    '-team',
    'team-',
    'a..b',
    '10.0.0.1',
    'xn--team',
    'team-s3alias',
    'te am',
    'team\n',
  ])('refuses "%s"', (name) => expect(bucketNameFault(name)).toBeDefined());
  it.each(['team-data', 'a.b.c', '123', 'x'.repeat(63)])('takes %s', (name) =>
    expect(bucketNameFault(name)).toBeUndefined(),
  );
});

describe('CAA', () => {
  const records = (...texts: string[]) => texts.flatMap((text) => parseCaa(text) ?? []);
  it.each([
    ['none', [], false, true],
    ['Amazon', ['0 issue "amazon.com"'], false, true],
    ['Amazon with parameters', ['0 issue "amazonaws.com; validationmethods=dns-01"'], false, true],
    ['another only', ['0 issue "letsencrypt.org"'], false, false],
    ['nobody', ['0 issue ";"'], false, false],
    ['one of several', ['0 issue "letsencrypt.org"', '128 ISSUE "Amazon.com"'], false, true],
    ['mail reports only', ['0 iodef "mailto:x@example.com"'], false, true],
    ['wildcards ruled apart', ['0 issue "amazon.com"', '0 issuewild "letsencrypt.org"'], true, false],
    ['wildcards fall back', ['0 issue "amazon.com"'], true, true],
    ['a lookalike', ['0 issue "notamazon.com"'], false, false],
    ['garbage', ['issue amazon', ''], false, true],
  ] as const)('%s', (_name, texts, wildcard, expected) =>
    expect(amazonMayIssue(records(...texts), wildcard)).toBe(expected),
  );
});

describe('hosts', () => {
  it.each([
    ['https://Quilt.X.com/', 'quilt.x.com'],
    [' quilt.x.com. ', 'quilt.x.com'],
    ['http://user:pw@quilt.x.com:8443/a?b#c', 'quilt.x.com'],
    ['', ''],
  ])('%s → %s', (pasted, host) => expect(pastedHost(pasted)).toBe(host));

  it('pasting twice changes nothing', () =>
    fc.assert(
      fc.property(fc.domain(), (host) => {
        expect(pastedHost(pastedHost(`https://${host}/x`))).toBe(host.toLowerCase());
      }),
    ));

  it('knows the commonest public suffixes', () => {
    expect(['uk', 'co.uk', 'com.au', 'or.jp'].every(isPublicSuffix)).toBe(true);
    expect(['acme.uk', 'acme.co.uk', 'example.com', 'data.example.com'].some(isPublicSuffix)).toBe(false);
    expect(whoDelegates('acme.co.uk')).toBe('Whoever registered acme.co.uk');
    expect(creatableZone(['acme.co.uk', 'acme-registry.co.uk'])).toBeUndefined();
    expect(creatableZone(['quilt.acme.co.uk'])).toBe('acme.co.uk');
  });

  it('names siblings and ancestors', () => {
    expect(siblingHost('quilt.data.example.com', 'registry')).toBe('quilt-registry.data.example.com');
    expect(siblingHost('localhost', 'registry')).toBeUndefined();
    expect(ancestorsOf('a.b.c')).toEqual(['b.c', 'c']);
  });
});

describe('zones', () => {
  const zone = (id: string, name: string, hidden = false) => ({ id, name, private: hidden });
  const zones = [
    zone('Z1', 'example.com'),
    zone('Z2', 'data.example.com'),
    zone('Z3', 'quilt.data.example.com', true),
    zone('Z4', 'ample.com'),
    zone('Z5', 'data.example.com'),
  ];
  it('takes the longest public one, on label borders', () => {
    expect(longestZone(zones, 'quilt.data.example.com')?.name).toBe('data.example.com');
    expect(longestZone(zones, 'quilt.dataexample.com')).toBeUndefined();
    expect(longestZone(zones, 'EXAMPLE.com.')?.id).toBe('Z1');
    expect(longestZone([], 'a.b')).toBeUndefined();
  });
  it('knows rivals of one name', () =>
    expect(rivalZones(zones, 'quilt.data.example.com').map((one) => one.id)).toEqual(['Z2', 'Z5']));
  it('lists where a sub-zone may have been delegated', () => {
    expect(delegationPoints('example.com', 'quilt.data.example.com')).toEqual([
      'quilt.data.example.com',
      'data.example.com',
    ]);
    expect(delegationPoints('example.com', 'example.com')).toEqual([]);
    expect(delegationPoints('example.com', 'other.org')).toEqual([]);
  });
});

describe('subnet roles', () => {
  const route = (destination: string, target: string, state = 'active'): Route => ({
    destination,
    target,
    state,
  });
  const table = (id: string, routes: Route[], subnetIds: string[] = [], main = false): RouteTable => ({
    id,
    vpcId: 'vpc-1',
    main,
    subnetIds,
    routes: [route('10.0.0.0/16', 'local'), ...routes],
  });
  const subnet = { id: 'subnet-1', vpcId: 'vpc-1' };
  it.each([
    ['igw', [route('0.0.0.0/0', 'igw-1')], 'public'],
    ['igw by IPv6 only', [route('::/0', 'igw-1')], 'public'],
    ['nat', [route('0.0.0.0/0', 'nat-1')], 'private'],
    ['dead nat', [route('0.0.0.0/0', 'nat-1', 'blackhole')], 'private'],
    ['transit', [route('0.0.0.0/0', 'tgw-1')], 'private'],
    ['peering only', [route('10.9.0.0/16', 'pcx-1')], 'user'],
    ['gateway endpoint only', [route('pl-1', 'vpce-1')], 'intra'],
    ['nothing', [], 'intra'],
  ] as const)('%s', (_name, routes, role) =>
    expect(roleOf(subnet, [table('rtb-1', [...routes], ['subnet-1'])])).toBe(role),
  );
  it('falls back to the main table of its VPC, and to nothing', () => {
    const main = table('rtb-main', [route('0.0.0.0/0', 'igw-1')], [], true);
    expect(routeTableOf(subnet, [{ ...main, vpcId: 'vpc-2' }, main])?.id).toBe('rtb-main');
    expect(roleOf(subnet, [])).toBe('intra');
  });
  it('reads the prefix length of a CIDR', () =>
    expect(['10.0.0.0/16', 'x', '::/56'].map(prefixLength)).toEqual([16, undefined, 56]));
});

describe('what a stack owns', () => {
  const resource = (type: string, physicalId: string, status = 'CREATE_COMPLETE') => ({
    logicalId: 'X',
    type,
    physicalId,
    status,
  });
  it.each([
    [
      'AWS::SQS::Queue',
      'https://sqs.us-east-1.amazonaws.com/1/events',
      'arn:aws:sqs:us-east-1:1:events',
      true,
    ],
    [
      'AWS::SQS::Queue',
      'https://sqs.us-east-1.amazonaws.com/1/lims-events',
      'arn:aws:sqs:us-east-1:1:events',
      false,
    ],
    ['AWS::SNS::Topic', 'arn:aws:sns:us-east-1:1:t', 'arn:aws:sns:us-east-1:1:t', true],
    ['AWS::Lambda::Function', 'index', 'arn:aws:lambda:us-east-1:1:function:index:live', true],
    ['AWS::Lambda::Function', '', 'arn:aws:lambda:us-east-1:1:function:index', false],
    ['AWS::SNS::Topic', 'arn:aws:sns:us-east-1:1:t', 'garbage', false],
  ])('%s %s for %s: %s', (type, physicalId, arn, expected) =>
    expect(ownsTarget([resource(type, physicalId)], arn)).toBe(expected),
  );
});

describe('policy documents', () => {
  it.each([
    ['*', 's3:GetObject', true],
    ['s3:*', 's3:GetObject', true],
    ['s3:get*', 's3:GetObject', true],
    ['s3:Get?bject', 's3:GetObject', true],
    ['s3:*Object*', 's3:GetObjectVersion', true],
    ['s3:Put*', 's3:GetObject', false],
    ['', 's3:GetObject', false],
    ['s3:GetObject', 's3:GetObjectVersion', false],
  ])('%s on %s: %s', (pattern, action, expected) => expect(actionMatches(pattern, action)).toBe(expected));

  it('a pattern of many stars ends soon', () =>
    expect(actionMatches(`${'*a'.repeat(60)}b`, 'a'.repeat(2_000))).toBe(false));

  it('matches as a regular expression of the same meaning does', () => {
    const text = fc.stringMatching(/^[ab:]{0,8}$/);
    const pattern = fc.stringMatching(/^[ab:*?]{0,8}$/);
    fc.assert(
      fc.property(pattern, text, (glob, action) => {
        const expected = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(action);
        expect(actionMatches(glob, action)).toBe(expected);
      }),
    );
  });

  it.each([
    '',
    'null',
    '[]',
    '{"Statement":7}',
    '{"Statement":{"Effect":"Perhaps"}}',
    '{"Statement":[null]}',
  ])('malformed %s says nothing', (json) => expect(statementsOf(json)).toEqual([]));

  const document = (...statements: object[]) => statementsOf(JSON.stringify({ Statement: statements }));
  it('weighs allow, deny and NotAction', () => {
    const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
    expect(verdictOn(document(allow), 's3:GetObject')).toBe('allowed');
    expect(verdictOn(document(allow), 'sqs:SendMessage')).toBe('absent');
    expect(
      verdictOn(document(allow, { Effect: 'Deny', Action: 's3:Get*', Resource: '*' }), 's3:GetObject'),
    ).toBe('denied');
    const scoped = { Effect: 'Deny', Action: 's3:Get*', Resource: 'arn:aws:s3:::other/*' };
    expect(verdictOn(document(allow, scoped), 's3:GetObject')).toBe('allowed');
    const conditional = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { x: 'y' } } };
    expect(verdictOn(document(allow, conditional), 's3:GetObject')).toBe('allowed');
    expect(verdictOn(document({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), 'iam:GetRole')).toBe(
      'absent',
    );
  });

  it('finds the service in a trust policy', () => {
    const trust = (principal: unknown, effect = 'Allow') =>
      JSON.stringify({ Statement: { Effect: effect, Principal: principal, Action: 'sts:AssumeRole' } });
    expect(
      trusts(
        trust({ Service: ['lambda.amazonaws.com', 'cloudformation.amazonaws.com'] }),
        'cloudformation.amazonaws.com',
      ),
    ).toBe(true);
    expect(trusts(trust({ Service: 'lambda.amazonaws.com' }), 'cloudformation.amazonaws.com')).toBe(false);
    expect(
      trusts(trust({ Service: 'cloudformation.amazonaws.com' }, 'Deny'), 'cloudformation.amazonaws.com'),
    ).toBe(false);
    expect(trusts('not json', 'cloudformation.amazonaws.com')).toBe(false);
  });
});
