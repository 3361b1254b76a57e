import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { templateActions } from '../../../src/checks/policy/template-actions.ts';
import { scopeOf } from '../../../src/checks/template/resource-types.ts';
import { actionNeeds, parseTemplate } from '../../../src/template/index.ts';
import { variants } from '../../variants/templates.ts';
import { identity, targetOf, valuesOf } from '../facts.ts';

const actionsFor = (text: string, values: Readonly<Record<string, string>> = {}) => {
  const template = parseTemplate(text);
  const scope = scopeOf(template, { target: targetOf(), values: valuesOf(values) }, identity);
  const { needed, ...rest } = templateActions(template, [...template.resources.values()], scope);
  return { ...rest, needed: needed.map(({ action }) => action) };
};
const bucket = (properties: string): string => `
Parameters:
  Versioned: { Type: String }
Conditions:
  IsVersioned: !Equals [!Ref Versioned, 'yes']
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties: ${properties}
`;

/** Every resource type of the templates that are shipped and of the variants. */
const usedTypes = [
  ...new Set(
    [
      ...['templates', 'templates/rehearsal'].flatMap((folder) =>
        readdirSync(folder)
          .filter((name) => name.endsWith('.yaml'))
          .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
          .filter((text) => /^Resources:/m.test(text)),
      ),
      ...Object.values(variants),
    ].flatMap((text) => [...parseTemplate(text).resources.values()].map(({ type }) => type)),
  ),
].sort();

// The vendor's service role, which is known to work, makes none by this name.
const uncertain = ['AWS::Events::EventBus'];

it.each(usedTypes)('%s is known by what certainly is called for it', (type) => {
  const rows = actionNeeds(type) ?? [];
  expect(rows).not.toEqual([]);
  expect(rows.some((row) => row.class === 'needed')).toBe(!uncertain.includes(type));
});

describe('what a template needs of IAM', () => {
  it('is little for a resource that sets nothing, and far less than AWS lists', () => {
    const { needed, later, listed } = actionsFor(bucket('{}'));
    expect(needed).toEqual(['s3:CreateBucket']);
    expect(later).toContain('s3:DeleteBucket');
    expect(listed).toContain('s3:PutBucketAbac');
    expect(listed.length).toBeGreaterThan(20);
  });

  it('grows by what a property asks for', () =>
    expect(actionsFor(bucket('{ BucketEncryption: {}, ReplicationConfiguration: {} }')).needed).toEqual([
      'iam:PassRole',
      's3:CreateBucket',
      's3:PutEncryptionConfiguration',
      's3:PutReplicationConfiguration',
    ]));

  const versioned = bucket('{ VersioningConfiguration: !If [IsVersioned, {}, !Ref AWS::NoValue] }');
  it.each([
    ['a condition that holds', { Versioned: 'yes' }, 'needed'],
    ['a condition that does not hold: not now', { Versioned: 'no' }, 'later'],
    ['a condition nobody can judge yet: not for certain', {}, 'later'],
  ] as const)('follows %s', (_name, values, kind) => {
    const found = actionsFor(versioned, values);
    expect(found[kind]).toContain('s3:PutBucketVersioning');
    expect(found.needed.includes('s3:PutBucketVersioning')).toBe(kind === 'needed');
  });

  it('counts a property that is false, or is within one that is absent, as not set', () => {
    const key = 'Resources: {K: {Type: "AWS::KMS::Key", Properties: {EnableKeyRotation: false}}}';
    expect(actionsFor(key).needed).not.toContain('kms:EnableKeyRotation');
    const inline = 'Resources: {F: {Type: "AWS::Lambda::Function", Properties: {Code: {ZipFile: x}}}}';
    expect(actionsFor(inline).needed).not.toContain('s3:GetObject');
    expect(actionsFor(inline.replace('ZipFile', 'S3Bucket')).needed).toContain('s3:GetObject');
  });

  it('has each action once, in the strictest class of any resource', () => {
    const two =
      'Resources: {G: {Type: "AWS::EC2::SecurityGroup"}, E: {Type: "AWS::EC2::SecurityGroupEgress"}}';
    const { needed, later, listed, actions } = actionsFor(two);
    expect(needed).toContain('ec2:AuthorizeSecurityGroupEgress');
    expect(new Set(actions).size).toBe(needed.length + later.length + listed.length);
  });

  it("never takes handing over a role, or making a service's own, from the list alone", () => {
    const { actions } = actionsFor('Resources: {T: {Type: "AWS::DynamoDB::Table"}}');
    expect(actions).toContain('dynamodb:CreateTable');
    expect(actions.filter((action) => /PassRole|ServiceLinkedRole/.test(action))).toEqual([]);
  });
});
