import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../../../src/template/index.ts';
import { unrecognizedTypes } from '../../../../../src/rehearsal/cloudformation/model/checks/types.ts';
import registry from '../../../../../src/template/actions/registry.json' with { type: 'json' };
import { startEngine } from '../../account.ts';

const body = (...types: readonly string[]): string =>
  JSON.stringify({
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: Object.fromEntries(
      types.map((Type, index) => [`R${index}`, index === 0 ? { Type } : { Type, Condition: 'Never' }]),
    ),
  });
const refusal = (...types: readonly string[]) => ({
  code: 'ValidationError',
  message: `Template format error: Unrecognized resource types: [${types.join(', ')}]`,
});
const typo = 'AWS::S3::Bukcet';
const vendors = 'Datadog::Monitors::Monitor';

describe('a resource type that CloudFormation does not have', () => {
  it.each(['CreateStack', 'CreateChangeSet', 'ValidateTemplate', 'GetTemplateSummary'])(
    'refuses %s, all of them named once, conditions or not',
    async (operation) => {
      const { refusal: refused } = startEngine();
      const input = { StackName: 'demo', ChangeSetName: 'one', ChangeSetType: 'CREATE' };
      const own = operation.endsWith('Stack') || operation.endsWith('Set') ? input : {};
      const TemplateBody = body(typo, vendors, 'AWS::SNS::Topic', typo, 'Vendor::Group::Kind::MODULE');
      expect(await refused(operation, { ...own, TemplateBody })).toMatchObject(
        refusal(typo, vendors, 'Vendor::Group::Kind::MODULE'),
      );
    },
  );

  it('refuses an update and leaves the stack as it was', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: body('AWS::SNS::Topic') });
    await engine.runToEnd();
    const fault = await engine.refusal('UpdateStack', { StackName: 'demo', TemplateBody: body(typo) });
    expect(fault).toMatchObject(refusal(typo));
    expect((await engine.stack('demo')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('is a warning of a summary that was asked to be lenient', async () => {
    const summary = await startEngine().call<{ Warnings: object }>('GetTemplateSummary', {
      TemplateBody: body('AWS::SNS::Topic', typo),
      TemplateSummaryConfig: { TreatUnrecognizedResourceTypesAsWarnings: true },
    });
    expect(summary.Warnings).toEqual({ UnrecognizedResourceTypes: [typo] });
  });

  it('fails a nested stack, in the words of its own refusal', async () => {
    const nestedTemplates = new Map([['child.json', Buffer.from(body(typo))]]);
    const engine = startEngine({ nestedTemplates });
    const Properties = { TemplateURL: 'https://parts.s3.amazonaws.com/child.json' };
    const TemplateBody = JSON.stringify({
      Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties } },
    });
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody });
    await engine.runToEnd();
    const events = await engine.events(await engine.newestStack());
    expect(events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toMatchObject({
      LogicalResourceId: 'Child',
      ResourceStatusReason: refusal(typo).message,
    });
  });

  it.each([
    ['AWS::Serverless::Function', 'AWS::Serverless::SimpleTable', 'CREATE_COMPLETE', undefined],
    ['what macros leave', typo, 'FAILED', refusal(typo).message],
  ])('is judged after the macros have run: %s', async (_, Type, Status, StatusReason) => {
    const engine = startEngine();
    const TemplateBody = JSON.stringify({
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: { One: { Type } },
    });
    const input = { StackName: 'demo', ChangeSetName: 'one', ChangeSetType: 'CREATE', TemplateBody };
    await engine.call('ValidateTemplate', { TemplateBody });
    await engine.call('CreateChangeSet', input);
    await engine.runToEnd();
    expect(await engine.call('DescribeChangeSet', { StackName: 'demo', ChangeSetName: 'one' })).toMatchObject(
      { Status, ...(StatusReason === undefined ? {} : { StatusReason }) },
    );
  });
});

describe('a resource type that CloudFormation has', () => {
  const world = { assumedTypes: new Set([vendors]) };

  it.each([
    'AWS::CDK::Metadata',
    'AWS::CloudFormation::CustomResource',
    'Custom::Anything-at_all@1',
    'Alexa::ASK::Skill',
    'AWS::ElastiCache::Snapshot',
    vendors,
  ])('%s is none of the unknown', (type) =>
    expect(unrecognizedTypes(world, parseTemplate(body(type)))).toEqual([]),
  );

  it('is every one whose permissions are known here', () =>
    expect(unrecognizedTypes(world, parseTemplate(body(...Object.keys(registry.types))))).toEqual([]));

  it('is every one of the templates that come with the tool', () => {
    const files = ['templates', 'templates/rehearsal'].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
    );
    const templates = files.filter((text) => /^Resources:/m.test(text));
    expect(templates.length).toBeGreaterThan(3);
    for (const text of templates) expect(unrecognizedTypes(world, parseTemplate(text))).toEqual([]);
  });
});
