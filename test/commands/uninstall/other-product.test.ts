import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runOn } from '../../e2e/in-process.ts';
import { accountOfTest, briefStacks } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const template = `
Resources:
  Cluster:
    Type: AWS::RDS::DBCluster
    Properties: { Engine: aurora-postgresql, MasterUsername: shop, ManageMasterUserPassword: true }
  Member:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: aurora-postgresql, DBInstanceClass: db.r5.large, DBClusterIdentifier: !Ref Cluster }
  Kept: { Type: AWS::S3::Bucket, DeletionPolicy: RetainExceptOnCreate }
  Topic: { Type: AWS::SNS::Topic }
`;

it('a stack of another product is installed without a word of DNS, and its delete tells its own data', async () => {
  const file = path.join(temporaryFolder(), 'shop.yaml');
  writeFileSync(file, template);
  const account = await accountOfTest({ onTestFinished }, briefStacks);
  const shop = ['--stack-name', 'shop', '--yes'];
  const install = await runOn(account, ['install', '--template-file', file, ...shop]);
  expect(install.code).toBe(0);
  const shown = install.events.filter(({ type, status }) => !(type === 'check' && status === 'skipped'));
  expect(JSON.stringify(shown)).not.toMatch(/DNS|Team data|team-data|"type":"dns"|dns-no-records/);
  expect(install.events.find(({ type }) => type === 'plan')).not.toHaveProperty('dns');

  const { code, events } = await runOn(account, ['uninstall', ...shop, '--confirm', 'shop']);
  expect(code).toBe(0);
  const warning = events.find(({ type, level }) => type === 'note' && level === 'warn');
  expect(warning?.['message']).toBe(
    'Stack shop and everything it made will be deleted: 3 resources, among them database, database cluster.',
  );
  expect(warning?.['detail']).toEqual([
    expect.stringMatching(/protection/),
    expect.stringMatching(/^What stays/),
    expect.stringMatching(/^- Cluster: AWS::RDS::DBCluster .* \(as a snapshot\)$/),
    expect.stringMatching(/^- Kept: AWS::S3::Bucket /),
  ]);
});
