import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { runOn } from '../e2e/in-process.ts';
import { briefStacks, rehearsalAccount } from '../helpers/account.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

let folder: string;
let account: RehearsalAccount;
beforeAll(async () => {
  folder = temporaryFolder();
  account = await rehearsalAccount(briefStacks);
});
afterAll(() => account.close());

const on = async (command: string, template: string, ...more: readonly string[]) => {
  const file = path.join(folder, 'template.yaml');
  writeFileSync(file, template);
  return runOn(account, [command, '--template-file', file, ...more]);
};

const statusOf = (events: Awaited<ReturnType<typeof runOn>>['events'], id: string): unknown =>
  events.find((event) => event.type === 'check' && event['id'] === id)?.['status'];

const sam = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Handler:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: python3.12, InlineCode: 'pass' }
`;

const addresses = `
Transform: AWS::LanguageExtensions
Parameters:
  Sites: { Type: CommaDelimitedList }
Resources:
  Fn::ForEach::Sites:
    - Site
    - !Ref Sites
    - \${Site}Address: { Type: AWS::EC2::EIP }
`;

it('judges permissions by the function and the role that SAM makes of one resource', async () => {
  const { code, events } = await on('preflight', sam, '--print-policy');
  expect(code, JSON.stringify(events)).toBe(0);
  const [policy] = events.filter(({ type }) => type === 'policy');
  expect(JSON.stringify(policy)).toContain('"lambda:CreateFunction"');
  expect(JSON.stringify(policy)).toContain('"iam:CreateRole"');
});

it('counts the addresses that a loop makes of a value, and fails where there is no room for them', async () => {
  const many = await on('preflight', addresses, '--param', 'Sites=a,b,c,d,e,f,g');
  expect(statusOf(many.events, 'quota.elastic-ips')).toBe('fail');
  expect(statusOf(many.events, 'template.capabilities')).toBe('pass');
  const few = await on('preflight', addresses, '--param', 'Sites=a,b');
  expect(statusOf(few.events, 'quota.elastic-ips')).toBe('pass');
});

it('says of every check that looks at resources that it cannot see what an unknown macro makes', async () => {
  const { events } = await on('preflight', sam.replace('AWS::Serverless-2016-10-31', 'Acme::Macro'));
  expect(statusOf(events, 'template.capabilities')).toBe('warn');
  for (const id of ['quota.elastic-ips', 'iam.permissions', 'cloudtrail.capacity', 'stack.search-engine'])
    expect(statusOf(events, id), id).toBe('unknown');
});

it('says that what a loop makes and a policy retains stays when the stack goes', async () => {
  const kept = addresses.replace(
    '{ Type: AWS::EC2::EIP }',
    '{ Type: AWS::SNS::Topic, DeletionPolicy: Retain }',
  );
  const up = await on(
    'install',
    kept,
    '--param',
    'Sites=a',
    '--yes',
    '--dns',
    'none',
    '--no-termination-protection',
  );
  expect(up.code, JSON.stringify(up.events)).toBe(0);
  const gone = await runOn(account, [
    'uninstall',
    '--yes',
    '--confirm',
    'generic',
    '--stack-name',
    'generic',
  ]);
  expect(gone.code, JSON.stringify(gone.events)).toBe(0);
  expect(JSON.stringify(gone.events)).toContain('aAddress: AWS::SNS::Topic');
});

it('plans and tells the resources that the macros make, not those that are written', async () => {
  const { code, events } = await on(
    'install',
    addresses,
    '--param',
    'Sites=a,b',
    '--plan-only',
    '--dns',
    'none',
  );
  expect(code, JSON.stringify(events)).toBe(0);
  expect(events.filter(({ type }) => type === 'plan')).toMatchObject([
    { changes: [{ logicalId: 'aAddress' }, { logicalId: 'bAddress' }] },
  ]);
});
