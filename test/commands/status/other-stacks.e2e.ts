import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { runOn } from '../../e2e/in-process.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { all, looked, only } from './looking.ts';

const words = ['--stack-name', 'other', '--product', 'generic'];

/** A stack of a person's own, installed as anybody would. */
const up = async (
  template: object,
  options: { readonly nested?: ReadonlyMap<string, Uint8Array> } = {},
  ...more: readonly string[]
): Promise<RehearsalAccount> => {
  const on = await accountOfTest({ onTestFinished }, options);
  const file = path.join(temporaryFolder(), 'other.json');
  writeFileSync(file, JSON.stringify(template));
  const { code, events } = await runOn(on, ['install', '--template-file', file, '--yes', ...more, ...words]);
  expect(code, JSON.stringify(events.at(-1))).toBe(0);
  return on;
};

const aurora = {
  Resources: {
    Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { Engine: 'aurora-postgresql' } },
    Member: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { DBClusterIdentifier: { Ref: 'Cluster' }, DBInstanceClass: 'db.t4g.medium' },
    },
  },
};

describe('a database cluster', () => {
  it('has a line of its own beside its members', async () => {
    const { lines, result } = await looked(await up(aurora), ...words);
    expect(only(lines, 'database.Cluster')).toMatchObject({ status: 'ok' });
    expect(only(lines, 'database.Cluster').value).toMatch(/^available, aurora-postgresql \d/);
    expect(only(lines, 'database.Member')).toMatchObject({ status: 'ok' });
    expect(result).toMatchObject({ exitCode: 0 });
  });

  it('is red where its state is, and where somebody deleted it', async () => {
    const on = await up(aurora);
    all(on.state.databases, { status: 'inaccessible-encryption-credentials' });
    expect(only((await looked(on, ...words)).lines, 'database.Cluster')).toMatchObject({ status: 'fail' });
    on.state.databases.clear();
    expect(only((await looked(on, ...words)).lines, 'database.Cluster')).toMatchObject({
      status: 'fail',
      value: 'gone',
    });
  });

  it('is one unknown line that names the permission', async () => {
    const on = await up(aurora);
    on.state.permissions = { deny: new Set(['rds:DescribeDBClusters']) };
    const { lines, result } = await looked(on, ...words);
    expect(only(lines, 'database.Cluster')).toMatchObject({ status: 'unknown' });
    expect(only(lines, 'database.Cluster').message).toContain('Needs rds:DescribeDBClusters.');
    expect(result).toMatchObject({ exitCode: 0 });
  });
});

const child = `
Parameters: { Engine: { Type: String } }
Resources:
  Search: { Type: AWS::Elasticsearch::Domain, Properties: { ElasticsearchVersion: !Ref Engine } }
`;
const parent = {
  Resources: {
    Data: {
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        TemplateURL: 'https://example-lab-data.s3.us-east-1.amazonaws.com/child.yaml',
        Parameters: { Engine: '6.8' },
      },
    },
  },
};

describe('a search domain in a nested stack', () => {
  const nested = (): Promise<RehearsalAccount> =>
    up(parent, { nested: new Map([['child.yaml', Buffer.from(child)]]) });

  it('is compared with the engine that its own template and parameters name', async () => {
    const on = await nested();
    const before = await looked(on, ...words);
    expect(only(before.lines, 'search.Data/Search')).toMatchObject({ status: 'ok' });
    expect(only(before.lines, 'search-engine.Data/Search')).toMatchObject({ status: 'ok', value: '6.8' });
    all(on.state.searchDomains, { engineVersion: '6.7' });
    expect(only((await looked(on, ...words)).lines, 'search-engine.Data/Search')).toMatchObject({
      status: 'warn',
      value: '6.7, the template says 6.8',
    });
  });

  it('keeps its other line where the nested template may not be read', async () => {
    const on = await nested();
    on.state.permissions = { deny: new Set(['cloudformation:GetTemplate']) };
    const { lines } = await looked(on, ...words);
    expect(only(lines, 'search.Data/Search')).toMatchObject({ status: 'ok' });
    expect(only(lines, 'search-engine.Data/Search')).toMatchObject({ status: 'unknown' });
  });
});

describe('the service role of a stack', () => {
  const topic = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
  const arn = 'arn:aws:iam::123456789012:role/deployer';
  const withRole = async (): Promise<RehearsalAccount> => {
    const on = await accountOfTest({ onTestFinished });
    const [any] = on.state.roles.values();
    if (any === undefined) throw new Error('no role in the account');
    const trust = JSON.stringify({
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    });
    const allowing = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
    on.state.roles.set('deployer', {
      ...any,
      name: 'deployer',
      arn,
      trust,
      inline: new Map([['all', allowing]]),
    });
    const file = path.join(temporaryFolder(), 'topic.json');
    writeFileSync(file, JSON.stringify(topic));
    const run = await runOn(on, ['install', '--template-file', file, '--yes', '--role-arn', arn, ...words]);
    expect(run.code, JSON.stringify(run.events.at(-1))).toBe(0);
    return on;
  };

  it('is named, and red once somebody deleted it', async () => {
    const on = await withRole();
    expect(only((await looked(on, ...words)).lines, 'stack.role')).toMatchObject({
      status: 'ok',
      value: 'deployer',
    });
    on.state.roles.delete('deployer');
    const { lines, result } = await looked(on, ...words);
    expect(only(lines, 'stack.role')).toMatchObject({
      status: 'fail',
      value: 'deployer is gone',
      message: 'Until a role of that name is back, the stack can neither be changed nor deleted.',
    });
    expect(result).toMatchObject({ exitCode: 3 });
  });
});
