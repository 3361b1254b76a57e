import { describe, expect, it } from 'vitest';
import { ownerOf } from '../../src/account/ownership.ts';

const signs = (fields: Partial<Parameters<typeof ownerOf>[0]> = {}): Parameters<typeof ownerOf>[0] => ({
  name: 'quilt',
  tags: new Map(),
  exports: [],
  parameters: new Map(),
  ...fields,
});

describe('who else looks after a stack', () => {
  it.each([
    [
      'nobody',
      signs({
        tags: new Map([
          ['Project', 'quilt'],
          ['Owner', 'data-team'],
        ]),
      }),
      undefined,
    ],
    ['nobody, though its name reminds of one', signs({ name: 'SC-quilt' }), undefined],
    [
      'Service Catalog by tag',
      signs({ tags: new Map([['aws:servicecatalog:productArn', 'arn:x']]) }),
      'AWS Service Catalog',
    ],
    ['Service Catalog by name', signs({ name: 'SC-123456789012-pp-abcdefghijklm' }), 'AWS Service Catalog'],
    [
      'StackSets',
      signs({ name: 'StackSet-quilt-0a1b2c3d-0000-1111-2222-0123456789ab' }),
      'CloudFormation StackSets',
    ],
    ['Terraform by key', signs({ tags: new Map([['terraform-workspace', 'prod']]) }), 'Terraform'],
    ['Terraform by value', signs({ tags: new Map([['ManagedBy', 'Terraform']]) }), 'Terraform'],
    ['Amplify', signs({ tags: new Map([['amplify:deployment-type', 'branch']]) }), 'AWS Amplify'],
    ['the CDK by parameter', signs({ parameters: new Map([['BootstrapVersion', '/cdk']]) }), 'the AWS CDK'],
    ['the CDK by export', signs({ exports: ['net:ExportsOutputRefVpc8378EB38'] }), 'the AWS CDK'],
    [
      'a parent',
      signs({ parentId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/p/1' }),
      'a parent stack',
    ],
  ])('%s', (_name, given, tool) => {
    expect(ownerOf(given, [])?.tool).toBe(tool);
  });

  it('is only guessed from parameters that the product knows a tool to fill', () => {
    const likely = [{ tool: 'Terraform', parameters: ['DatabaseAddress', 'SearchAddress'] }];
    const parameters = new Map([
      ['DatabaseAddress', 'x'],
      ['SearchAddress', 'x'],
    ]);
    expect(ownerOf(signs({ parameters }), likely)).toMatchObject({ tool: 'Terraform', sure: false });
    expect(ownerOf(signs({ parameters }), [])).toBeUndefined();
    parameters.delete('SearchAddress');
    expect(ownerOf(signs({ parameters }), likely)).toBeUndefined();
  });
});
