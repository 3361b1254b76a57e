import { pastedHost } from '../account/host.ts';
import { known, type Values } from '../core/parameter.ts';
import type { Enrichment } from '../core/product.ts';
import { proxyHost, registryHost } from './quilt-hosts.ts';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
/** Letters and digits only: RDS refuses `/`, `"`, `@` and space, and templates often allow less still. */
const password = { length: 32, alphabet: letters };

const trimmed = (input: string): string => input.trim();
const withoutSpaces = (input: string): string => input.replace(/\s+/g, '');

const provider = (values: Values): string | undefined => known(values, 'SingleSignOnProvider');
const signOn = (values: Values): boolean =>
  provider(values) !== '(Disabled)' && provider(values) !== 'Disabled';
/** Google knows its own address. */
const needsBaseUrl = (values: Values): boolean => signOn(values) && provider(values) !== 'Google';
const passwordLogin = (values: Values): boolean => known(values, 'PasswordAuth') !== 'Disabled';

/** Azure's issuer ends in `/v2.0`; the portal shows it without. */
const issuerUrl = (input: string): string => {
  const text = input.trim().replace(/\/+$/, '');
  return /^https:\/\/login\.microsoftonline\.(com|us)\/[^/]+$/i.test(text) ? `${text}/v2.0` : text;
};

const fromCatalog =
  (sibling: (host: string) => string | undefined) =>
  (values: Values): string | undefined => {
    const catalog = pastedHost(known(values, 'QuiltWebHost') ?? '');
    return catalog === '' ? undefined : sibling(catalog);
  };

const people: Readonly<Record<string, Enrichment>> = {
  AdminEmail: {
    lenient: trimmed,
    example: 'ops@example.com',
    explain: 'The first administrator signs in with this address.',
  },
  AdminPassword: {
    askWhen: passwordLogin,
    generate: password,
    explain:
      'Password of the first administrator; it has no effect for an administrator who signs in through single sign-on.',
  },
  CanaryNotificationsEmail: {
    lenient: trimmed,
    mayBeEmpty: true,
    example: 'ops@example.com',
    explain: 'Receives a mail when one of the built-in canaries fails.',
  },
  LicenseKey: { lenient: trimmed, explain: 'The key that came with the license.' },
};

const web: Readonly<Record<string, Enrichment>> = {
  QuiltWebHost: {
    picker: 'host',
    lenient: pastedHost,
    example: 'quilt.data.example.com',
    explain: 'People open this host; the registry and the S3 proxy get names made from it.',
  },
  RegistryHost: { lenient: pastedHost, derive: fromCatalog(registryHost) },
  RegistryHostName: { lenient: pastedHost, derive: fromCatalog(registryHost) },
  S3ProxyHost: { lenient: pastedHost, derive: fromCatalog(proxyHost) },
  CertificateArnELB: {
    picker: 'certificate',
    lenient: trimmed,
    example: 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111',
    explain: 'The load balancer shows this certificate for all hosts of the catalog.',
  },
  CertificateArnConnect: {
    picker: 'certificate',
    lenient: trimmed,
    mayBeEmpty: true,
    explain: 'The certificate of the Connect server; empty without Connect.',
  },
  QuiltCatalogPackageRoot: {
    lenient: trimmed,
    mayBeEmpty: true,
    explain: 'A prefix that is offered for new package names; usually empty.',
  },
};

const database: Readonly<Record<string, Enrichment>> = {
  DBUser: { lenient: trimmed, example: 'root', explain: 'Master user of the catalog database.' },
  DBPassword: { generate: password, explain: 'Password of the database user; nobody has to type it again.' },
  DBSnapshotIdentifier: {
    lenient: trimmed,
    mayBeEmpty: true,
    explain: 'Restores the database from this snapshot; empty for a new database.',
  },
};

const network: Readonly<Record<string, Enrichment>> = {
  VPC: { picker: 'vpc', explain: 'Everything runs in this network.' },
  Subnets: {
    picker: 'subnets',
    role: 'private',
    explain: 'Two private subnets with a way out (NAT or transit), for services and functions.',
  },
  IntraSubnets: {
    picker: 'subnets',
    role: 'intra',
    explain: 'Two subnets without a way to the Internet, for the database and search.',
  },
  UserSubnets: {
    picker: 'subnets',
    role: 'user',
    explain: 'Two subnets your users can reach, for the load balancer.',
  },
  PublicSubnets: {
    picker: 'subnets',
    role: 'public',
    explain: 'Two public subnets, for the load balancer.',
  },
  UserSecurityGroup: {
    picker: 'security-group',
    explain: 'Lets your users in to the load balancer on ports 443 and 80.',
  },
  ApiGatewayVPCEndpoint: {
    picker: 'vpc-endpoint',
    explain: 'The execute-api interface endpoint through which the catalog calls its own API.',
  },
  ApiGatewayVPCEndpointId: {
    picker: 'vpc-endpoint',
    explain: 'The execute-api interface endpoint through which the catalog calls its own API.',
  },
};

const signOnParameters: Readonly<Record<string, Enrichment>> = {
  PasswordAuth: { explain: 'Enabled lets people sign in by password; keep it enabled for the first set-up.' },
  SingleSignOnProvider: {
    // The template's default is a provider, which then wants fields that a first installation rarely has.
    propose: (values) => (known(values, 'SingleSignOnClientId') ? [] : ['(Disabled)', 'Disabled']),
    explain: 'Who signs your people in.',
  },
  SingleSignOnClientId: {
    askWhen: signOn,
    lenient: trimmed,
    explain: 'The client (application) id that your identity provider gave this catalog.',
  },
  SingleSignOnClientSecret: {
    askWhen: signOn,
    explain: 'The client secret that belongs to the client id: its value, not its id.',
  },
  SingleSignOnBaseUrl: {
    askWhen: needsBaseUrl,
    lenient: issuerUrl,
    example: 'https://example.okta.com/oauth2/default',
    explain: "The identity provider's issuer address; Google needs none.",
  },
  SingleSignOnDomains: {
    askWhen: signOn,
    lenient: withoutSpaces,
    example: 'example.com',
    explain: 'Mail domains whose people may sign in.',
  },
};

const other: Readonly<Record<string, Enrichment>> = {
  CloudTrailBucket: {
    picker: 'bucket',
    lenient: trimmed,
    mayBeEmpty: true,
    explain: 'A bucket that an existing CloudTrail trail writes to; empty lets the stack make its own trail.',
  },
  ManagedUserRoleExtraPolicies: {
    lenient: withoutSpaces,
    mayBeEmpty: true,
    explain: 'Up to five policy ARNs for user roles, such as the one that opens an encrypted bucket.',
  },
  S3BucketPolicyExcludeArnsFromDeny: { lenient: withoutSpaces, mayBeEmpty: true },
};

/** Parameter names over many versions of the template. */
export const enrich: Readonly<Record<string, Enrichment>> = {
  ...people,
  ...web,
  ...database,
  ...network,
  ...signOnParameters,
  ...other,
};
