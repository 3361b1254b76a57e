import { describe, expect, it } from 'vitest';
import { licenseKey } from '../../../src/checks/template/license.ts';
import { stackDrift } from '../../../src/checks/stack/drift.ts';
import { stackName } from '../../../src/checks/stack/name.ts';
import { stackOwner } from '../../../src/checks/stack/owner.ts';
import { stackState } from '../../../src/checks/stack/state.ts';
import { templateVersion } from '../../../src/checks/template/version.ts';
import { templateCapabilities, templateReadable } from '../../../src/checks/template/template.ts';
import { InstallError } from '../../../src/core/errors.ts';
import { exitCodes } from '../../../src/core/exit-codes.ts';
import { stackStatuses, type StackStatus } from '../../../src/core/stack-status.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { answering, denied, now, stack, verdictOf, type Situation } from '../facts.ts';
import { judgeTable } from '../table.ts';

const update = { kind: 'update' } as const;
const existing = (given: Parameters<typeof stack>[0]) => ({ stack: answering(stack(given)) });
const none = { stack: answering(undefined) };
const unreadable = (exitCode: InstallError['exitCode']): InstallError =>
  new InstallError({
    code: 'template-unreadable',
    message: 'HTTP 404',
    hint: 'Ask for a new link.',
    exitCode,
  });
const simple = parseTemplate('Resources: {T: {Type: "AWS::SNS::Topic"}}');

judgeTable(templateReadable, [
  ['not given', {}, 'skipped', /--template-url/],
  ['not there', { target: { templateError: unreadable(3) } }, 'fail', /HTTP 404.*new link/],
  ['broken otherwise', { target: { templateError: new Error('EIO') } }, 'fail', /EIO/],
  [
    'read',
    { target: { template: simple, templateSource: 'quilt.yaml' } },
    'pass',
    /quilt\.yaml: 1 resource, 0 parameters, 1 KB/,
  ],
]);

it('is a lost access where reading failed for that, and a failed check else', async () => {
  const code = async (error: Error) =>
    (await verdictOf(templateReadable, { target: { templateError: error } })).exitCode;
  expect(await code(unreadable(exitCodes.noAccess))).toBe(10);
  expect(await code(unreadable(exitCodes.usage))).toBe(3);
});

const roleTemplate = parseTemplate(
  'Resources: {R: {Type: "AWS::IAM::Role", Properties: {RoleName: x, AssumeRolePolicyDocument: {}}}}',
);
judgeTable(templateCapabilities, [
  ['not given', {}, 'skipped'],
  [
    'a rewriting one',
    {
      target: {
        template: parseTemplate(
          'Transform: AWS::Serverless-2016-10-31\nResources: {T: {Type: "AWS::SNS::Topic"}}',
        ),
      },
    },
    'warn',
    /AWS::Serverless/,
  ],
  ['none needed', { target: { template: simple } }, 'pass', /none/],
  ['roles', { target: { template: roleTemplate } }, 'pass', /CAPABILITY_NAMED_IAM/],
  [
    'new on an update',
    { facts: existing({ capabilities: ['CAPABILITY_IAM'] }), target: { ...update, template: roleTemplate } },
    'pass',
    /new for this stack: CAPABILITY_NAMED_IAM/,
  ],
]);

const release = (tag: string, parameters = '') =>
  parseTemplate(
    `Parameters: {X: {Type: String}${parameters}}\nResources: {T: {Type: "AWS::SNS::Topic"}}\nOutputs: {TemplateBuildMetadata: {Value: '{"git_tag": "${tag}"}'}}`,
  );
const running = (tag: string) =>
  existing({
    outputs: new Map([['TemplateBuildMetadata', `{"git_tag": "${tag}"}`]]),
    parameters: new Map([['X', '1']]),
  });
const marketplaceUrl =
  'https://s3.amazonaws.com/awsmp-fulfillment-cf-templates-prod/11111111-1111-4111-8111-111111111111.template';

judgeTable(templateVersion, [
  ['not given', {}, 'skipped'],
  ['new', { target: { template: release('1.66.0') } }, 'pass', /1\.66\.0/],
  ['not told', { target: { template: simple } }, 'skipped'],
  [
    'downgrade',
    { facts: running('1.66.0'), target: { ...update, template: release('1.62.1') } },
    'fail',
    /1\.62\.1.*1\.66\.0/,
  ],
  [
    'skipping 1.66',
    { facts: running('1.62.1'), target: { ...update, template: release('1.68.0') } },
    'fail',
    /1\.66/,
  ],
  [
    'network 1 to 2',
    {
      facts: running('1.66.0'),
      target: {
        ...update,
        template: release(
          '1.67.0',
          ', IntraSubnets: {Type: String}, UserSubnets: {Type: String}, UserSecurityGroup: {Type: String}',
        ),
      },
    },
    'fail',
    /network 2\.0/,
  ],
  [
    'onward',
    { facts: running('1.66.0'), target: { ...update, template: release('1.67.0') } },
    'pass',
    /1\.66\.0 → 1\.67\.0/,
  ],
  [
    'from the Marketplace',
    { target: { template: release('1.66.0'), templateSource: marketplaceUrl } },
    'warn',
    /AWS Marketplace.*support@/,
  ],
  [
    'from the Marketplace, and a stop',
    {
      facts: running('1.62.1'),
      target: { ...update, template: release('1.68.0'), templateSource: marketplaceUrl },
    },
    'fail',
    /1\.66 before.*Graviton.*AWS Marketplace/,
  ],
  [
    'denied',
    { facts: { stack: denied('cloudformation:DescribeStacks') }, target: { ...update, template: simple } },
    'unknown',
    /DescribeStacks/,
  ],
]);

const licensed = parseTemplate(
  'Parameters: {LicenseKey: {Type: String, NoEcho: true}}\nResources: {T: {Type: "AWS::SNS::Topic"}}',
);
judgeTable(licenseKey, [
  ['not asked for', { target: { template: simple } }, 'skipped'],
  ['not given', { target: { template: licensed } }, 'skipped', /--param LicenseKey/],
  [
    'empty',
    { target: { template: licensed }, values: { LicenseKey: ' ' } },
    'fail',
    /empty.*subscribe at https:\/\/aws\.amazon\.com\/marketplace\//,
  ],
  ['torn', { target: { template: licensed }, values: { LicenseKey: 'ab cd' } }, 'fail', /one piece/],
  ['given', { target: { template: licensed }, values: { LicenseKey: 'abcd' } }, 'pass', /^given/],
  [
    'kept',
    {
      target: { template: licensed },
      values: new Map([
        ['LicenseKey', { key: 'LicenseKey', value: '', source: 'stack', secret: true, usePrevious: true }],
      ]),
    },
    'pass',
    /keeps/,
  ],
]);

const named = (stackName: string, more: Situation['target'] = {}): Situation => ({
  target: { stackName, ...more },
});
const namedAfter = parseTemplate(`
Resources:
  Search: {Type: "AWS::Elasticsearch::Domain", Properties: {DomainName: !Sub "\${AWS::StackName}-search"}}
  Ingest: {Type: "AWS::S3::Bucket", Properties: {BucketName: !Join ["-", [!Ref "AWS::StackName", !Ref "AWS::AccountId", ingest]]}}
  Fixed: {Type: "AWS::S3::Bucket", Properties: {BucketName: "Not_Ours_To_Judge"}}
`);
judgeTable(stackName, [
  ['capital letters', named('QuiltStack'), 'fail', /--stack-name quiltstack/],
  ['a digit first', named('1quilt'), 'fail', /cannot be/],
  ['an underscore', named('quilt_stack'), 'fail', /cannot be/],
  ['129 characters', named('q'.repeat(129)), 'fail', /128/],
  ['long, no template', named('quilt-for-the-research-lab'), 'warn', /26 characters/],
  [
    'too long for the domain',
    named('quilt-for-the-research-lab', { template: namedAfter }),
    'fail',
    /Search would be called.*at most 28/,
  ],
  ['fits', named('quilt', { template: namedAfter }), 'pass'],
  ['upper case but there', named('QuiltStack', update), 'pass', /there already/],
]);

const state = (status: StackStatus, more: Situation['target'] = {}): Situation => ({
  facts: existing({ status }),
  target: more,
});
judgeTable(stackState, [
  ['free', { facts: none }, 'pass', /No stack is called quilt/],
  ['update of nothing', { facts: none, target: update }, 'fail', /no stack called quilt/],
  ['there already', state('CREATE_COMPLETE'), 'fail', /quilt-install upgrade/],
  ['healthy, update', state('UPDATE_ROLLBACK_COMPLETE', update), 'pass'],
  ['empty', state('REVIEW_IN_PROGRESS'), 'pass', /used again/],
  ['empty, update', state('REVIEW_IN_PROGRESS', update), 'fail'],
  ['busy', state('UPDATE_IN_PROGRESS', update), 'fail', /quilt-install watch/],
  ['left over', state('ROLLBACK_COMPLETE'), 'fail', /recover.*--confirm quilt/],
  ['left over, confirmed', state('ROLLBACK_COMPLETE', { confirmed: true }), 'warn', /removed first/],
  [
    'stuck update, confirmed',
    state('UPDATE_ROLLBACK_FAILED', { ...update, confirmed: true }),
    'fail',
    /recover/,
  ],
  ['denied', { facts: { stack: denied('cloudformation:DescribeStacks') } }, 'unknown'],
]);

describe('stack.state', () => {
  it.each(stackStatuses)('has an answer and the contract’s exit code for %s', async (status) => {
    for (const kind of ['create', 'update'] as const) {
      const verdict = await verdictOf(stackState, state(status, { kind }));
      if (verdict.status === 'pass') continue;
      expect(verdict.status).toBe('fail');
      expect([exitCodes.usage, exitCodes.needsPerson, exitCodes.stillRunning]).toContain(verdict.exitCode);
      if (/_IN_PROGRESS$/.test(status) && status !== 'REVIEW_IN_PROGRESS')
        expect(verdict.exitCode).toBe(exitCodes.stillRunning);
    }
  });
});

judgeTable(stackOwner, [
  ['new', {}, 'skipped'],
  ['nobody else', { facts: existing({}), target: update }, 'pass'],
  [
    'Service Catalog',
    { facts: existing({ tags: new Map([['aws:servicecatalog:productArn', 'x']]) }), target: update },
    'fail',
    /Service Catalog.*--ignore stack\.owner/,
  ],
  [
    'perhaps Terraform',
    {
      facts: existing({
        parameters: new Map(
          [
            'DBUrl',
            'SearchDomainEndpoint',
            'SearchClusterAccessorSecurityGroup',
            'DBAccessorSecurityGroup',
          ].map((key) => [key, 'x']),
        ),
      }),
      target: update,
    },
    'warn',
    /may belong to Terraform/,
  ],
  ['gone', { facts: none, target: update }, 'skipped'],
]);

const drifted = (status: string) => ({ drift: { status, checkedAt: now } });
const resource = (logicalId: string, drift: string) => ({
  logicalId,
  physicalId: 'x',
  type: 'T',
  status: 'CREATE_COMPLETE',
  drift,
});
judgeTable(stackDrift, [
  ['new', {}, 'skipped'],
  [
    'never looked for',
    { facts: existing({}), target: update },
    'skipped',
    /detect-stack-drift --stack-name quilt --region us-east-1/,
  ],
  ['in sync', { facts: existing(drifted('IN_SYNC')), target: update }, 'pass', /2026-11-20/],
  [
    'drifted',
    {
      facts: {
        ...existing(drifted('DRIFTED')),
        stackResources: answering([resource('DB', 'MODIFIED'), resource('LB', 'IN_SYNC')]),
      },
      target: update,
    },
    'warn',
    /1 resource was changed by hand: DB \(modified\)/,
  ],
  [
    'drifted, and no resource says so',
    {
      facts: { ...existing(drifted('DRIFTED')), stackResources: answering([resource('DB', 'NOT_CHECKED')]) },
      target: update,
    },
    'warn',
    /^Something was changed by hand, and AWS does not tell what, looked for on 2026-11-20\. The update/,
  ],
]);
