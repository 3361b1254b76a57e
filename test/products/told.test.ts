// What a person reads of a product while installing it: beside a value, as a warning, and when all is up.
import { describe, expect, it } from 'vitest';
import type { Product } from '../../src/core/product.ts';
import { resolveValues } from '../../src/parameters/index.ts';
import { explanationOf } from '../../src/parameters/wizard/question/explanation.ts';
import { productFindings, productWarnings } from '../../src/parameters/rules/product-rules.ts';
import { shippedProduct } from '../../src/products/index.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { valuesOf } from '../checks/facts.ts';
import { wordsOf } from '../helpers/next-step.ts';
import { portsWith } from '../parameters/ports.ts';

const ports = { clock: { during: <T>(work: Promise<T>): Promise<T> => work } };
const productOf = async (id: string): Promise<Product> => (await shippedProduct(id, ports)).product;

/** A template that says nothing of the parameter itself. */
const templateOf = (key: string, more = '') =>
  parseTemplate(`Parameters: {${key}: {Type: String${more}}}\nResources: {T: {Type: "AWS::SNS::Topic"}}`);

describe('beside a value', () => {
  it.each([
    ['quilt DBSnapshotIdentifier', /Restores the database from this snapshot/],
    ['quilt AuthType', /sign in through your identity provider/],
    ['quilt AzureClientSecret', /secret's value, not its id/],
    ['quilt OktaAuth', /sign in through Okta/],
    ['quilt ApiGatewayVPCEndpointId', /through which the catalog calls its own API/],
    ['quilt CanaryNotificationsEmail', /canar/],
    ['quilt-teams DBInstanceType', /fewer than 1,000 users/],
    ['quilt-teams InstanceType', /fewer than 1,000 users/],
    ['quilt-teams SmtpDefaultSender', /sign-up, password resets/],
    ['quilt-teams SmtpUsername', /User of the mail server; with Amazon SES the SMTP user/],
    ['quilt-teams SmtpPassword', /Password of that user/],
    ['quilt-teams TeamId', /one word in lower case/],
    ['quilt-teams TeamName', /The team's name on the first page/],
    ['tetrascience-data CFTemplateVersion', /version of the product.*must be the same/],
    ['tetrascience-data InfrastructureName', /Agree on it with TetraScience/],
    ['tetrascience-data EsDatanodeInstanceType', /Agree on the size with TetraScience/],
    ['tetrascience-data RDSBackupRetentionDays', /room for 100 of them/],
    ['tetrascience-data VpcCIDR', /of one that is brought, its own/],
    ['tetrascience-data PrivateSubnetIds', /Private subnets of \/24 or larger.*in different zones/],
    ['tetrascience-data NotificationEmail', /a group's address is best/],
    ['tetrascience-data SourceNotificationEmail', /SES must have verified it/],
    ['tetrascience-service ExposedOnInternet', /lets the Internet reach the application/],
    ['tetrascience-service AthenaCreateIamUser', /make IAM users for Athena/],
  ] as const)('%s is explained', async (name, words) => {
    const [id = '', key = ''] = name.split(' ');
    const template = templateOf(key);
    const parameter = template.parameters.get(key);
    if (parameter === undefined) throw new Error(`no parameter ${key}`);
    const { enrich } = await productOf(id);
    expect(explanationOf(template, parameter, enrich[key] ?? {})).toMatch(words);
  });

  it.each([
    ['tetrascience-data EnableLogging', 'true', /no longer supported; leave it at false/],
    ['tetrascience-service ClusterType', 'other', /asks to leave this at its default/],
  ] as const)('%s is best left alone', async (name, value, words) => {
    const [id = '', key = ''] = name.split(' ');
    const template = templateOf(key, ', Default: "false"');
    const findings = productFindings(await productOf(id), template, valuesOf({ [key]: value }));
    expect(productWarnings(findings).join()).toMatch(words);
  });

  it('may be left empty, of the data layer: a policy that bounds its roles', async () => {
    const template = templateOf('IAMBoundaryPolicy');
    const product = await productOf('tetrascience-data');
    const asked = { template, product, kind: 'create', stackName: 'data', flags: [] } as const;
    const { problems } = await resolveValues(asked, portsWith({}));
    expect(problems.map(({ hint }) => hint).join()).toContain('may be empty: --param IAMBoundaryPolicy=');
  });

  it('of the team bucket: what the catalog changes on it', async () =>
    expect((await productOf('quilt')).teamBucket?.explain).toMatch(/CORS.*event notifications/));

  it('of the registry’s database: its password is made up', async () =>
    expect((await productOf('quilt-teams')).enrich['DBPassword']?.generate?.length).toBeGreaterThanOrEqual(
      16,
    ));
});

describe('when all is up', () => {
  const outputs = new Map([
    ['QuiltWebHost', 'quilt.data.example.com'],
    ['RegistryRoleARN', 'arn:r'],
  ]);
  const pseudo = new Map([
    ['AWS::StackName', 'mine'],
    ['AWS::Region', 'us-east-1'],
  ]);

  it.each([
    ['quilt', { OktaAuth: 'Enabled' }, 'At Okta, register https://quilt.data.example.com/oauth-callback'],
    [
      'quilt',
      { OneLoginAuth: 'Enabled' },
      'At OneLogin, register https://quilt.data.example.com/oauth-callback',
    ],
    ['quilt', { ManagedUserRoleExtraPolicies: 'arn:p' }, 'attach a policy with the ARN'],
    ['quilt', {}, 'then make it a role of the catalog'],
    ['quilt-teams', {}, 'docker rm -f registry catalog registry-nginx and ./start.sh'],
    ['tetrascience-dr', {}, 'Next: the data layer, in the main account'],
    ['tetrascience-dr', {}, 'Keep the outputs at hand'],
    [
      'tetrascience-data',
      { NotificationEmail: 'ops@example.com' },
      'Confirm the subscription that SNS mailed to ops@example.com',
    ],
    ['tetrascience-data', {}, '--domain-endpoint-options EnforceHTTPS=true'],
    ['tetrascience-data', { CreateVPC: 'false' }, 'An S3 gateway endpoint in the network'],
    ['tetrascience-service', {}, 'Disable the ready-made user'],
    ['tetrascience-service', {}, 'Under Accounts, Manage Organizations'],
    ['tetrascience-service', {}, 'With single sign-on through Cognito: write its seven SSM parameters'],
    ['tetrascience-service', {}, 'The endpoint of EKS is open to the Internet until you make it private'],
  ])('%s, with %j, says: %s', async (id, given, words) => {
    const { nextSteps } = await productOf(id);
    const steps = nextSteps({ values: valuesOf(given), outputs, pseudo }, 'create');
    expect(steps.map(wordsOf).join('\n')).toContain(words);
  });
});
