import type { Variant } from './templates.ts';

const host = 'quilt.data.example.com';
const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111';

const base = {
  AdminEmail: 'ops@example.com',
  AdminPassword: 'correct-horse',
  CertificateArnELB: certificate,
  QuiltWebHost: host,
};
const data = { DBPassword: 'correcthorsebattery' };
const broughtData = {
  DBUrl: 'postgresql://root:correcthorse@db.internal.example.com/quilt',
  DBAccessorSecurityGroup: 'sg-00000000000000001',
  SearchDomainEndpoint: 'search.internal.example.com',
  SearchDomainArn: 'arn:aws:es:us-east-1:123456789012:domain/search',
  SearchClusterAccessorSecurityGroup: 'sg-00000000000000001',
};
const network1 = {
  VPC: 'vpc-00000000000000001',
  Subnets: 'subnet-0000000000000000a,subnet-0000000000000000b',
  PublicSubnets: 'subnet-00000000000000010,subnet-00000000000000011',
};
const network2 = {
  VPC: network1.VPC,
  Subnets: network1.Subnets,
  IntraSubnets: 'subnet-0000000000000000c,subnet-0000000000000000d',
  UserSubnets: 'subnet-0000000000000000e,subnet-0000000000000000f',
  UserSecurityGroup: 'sg-00000000000000001',
};
const endpoint = { ApiGatewayVPCEndpoint: 'vpce-00000000000000001' };
const facing = { ...network1, IntraSubnets: network2.IntraSubnets };

const noProvider = { SingleSignOnProvider: '(Disabled)' };
const okta = {
  SingleSignOnProvider: 'Okta',
  SingleSignOnClientId: '0oa1',
  SingleSignOnClientSecret: 'a-client-secret',
  SingleSignOnBaseUrl: 'https://example.okta.com/oauth2/default',
  SingleSignOnDomains: 'example.com',
};
const entra = {
  PasswordAuth: 'Disabled',
  AzureAuth: 'Enabled',
  AzureClientId: '33333333-3333-4333-8333-333333333333',
  AzureClientSecret: 'another-client-secret',
  AzureBaseUrl: 'https://login.microsoftonline.com/22222222-2222-4222-8222-222222222222',
};
const google = {
  GoogleAuth: 'Enabled',
  GoogleClientId: 'id.apps.googleusercontent.com',
  GoogleClientSecret: 'a-third-secret',
};

const connect = { ConnectAllowedHosts: 'claude.ai, cursor://, localhost' };

/** What is given for each variant, and nothing that it does not want. */
export const givenFor: Readonly<Record<Variant, Readonly<Record<string, string>>>> = {
  '5.0.x': {
    ...base,
    ...data,
    ...network1,
    AuthType: 'Enabled',
    AuthClientId: 'abc',
    AuthBaseUrl: 'https://example.onelogin.com/oidc/2',
  },
  'network 1.0': { ...base, ...data, ...network1, ...noProvider },
  'network 2.0, internal': { ...base, ...data, ...network2, ...endpoint, ...okta },
  'network 2.0, internet-facing': { ...base, ...data, ...facing, ...noProvider },
  'network of its own': { ...base, ...data, ...noProvider },
  'existing database and search': { ...base, ...broughtData, ...network2, ...endpoint, ...noProvider },
  Connect: { ...base, ...data, ...network2, ...endpoint, ...connect },
  'several providers': { ...base, ...data, ...network2, ...endpoint, ...entra, ...google },
  'private endpoints': {
    ...base,
    ...data,
    ...network2,
    ApiGatewayVPCEndpointId: endpoint.ApiGatewayVPCEndpoint,
    ...noProvider,
  },
  canaries: {
    ...base,
    ...data,
    ...network2,
    ...endpoint,
    ...noProvider,
    CanaryNotificationsEmail: 'ops@example.com',
  },
  'date version': { ...base, ...data, ...network2, ...endpoint, ...entra, ...connect },
};
