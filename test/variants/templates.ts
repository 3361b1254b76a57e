import { stringify } from 'yaml';

/** Parameters, resources and outputs that a release has together; a variant is made of several. */
interface Part {
  readonly parameters?: Readonly<Record<string, object>>;
  readonly resources?: Readonly<Record<string, object>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

const ref = (name: string): object => ({ Ref: name });
const att = (id: string, name: string): object => ({ 'Fn::GetAtt': [id, name] });
const text = { Type: 'String' };
const optional = { Type: 'String', Default: '' };
const secret = { Type: 'String', NoEcho: true };
const onOff = (normally: 'Enabled' | 'Disabled'): object => ({
  Type: 'String',
  Default: normally,
  AllowedValues: ['Enabled', 'Disabled'],
});
const subnets = { Type: 'List<AWS::EC2::Subnet::Id>' };
const fourLabels = {
  Type: 'String',
  AllowedPattern: String.raw`^[-\w]+\.[-\w]+\.[-\w]+\.[-\w]+$`,
};

/** `first-suffix.rest`, as the vendor's templates compute it. */
const sibling = (suffix: string): object => {
  const label = (index: number): object => ({
    'Fn::Select': [index, { 'Fn::Split': ['.', ref('QuiltWebHost')] }],
  });
  return {
    'Fn::Join': ['.', [{ 'Fn::Join': ['-', [label(0), suffix]] }, label(1), label(2), label(3)]],
  };
};

const administrator: Part = {
  parameters: {
    AdminEmail: { ...text, MinLength: 5 },
    AdminPassword: { ...secret, AllowedPattern: '.{8,64}|' },
  },
};

const release = (tag: string): Part => ({
  outputs: { TemplateBuildMetadata: JSON.stringify({ git_tag: tag, variant: 'test' }) },
});

/** The catalog behind its balancer. @param scheme of the balancer @param subnets that it stands in */
const catalog = (scheme: 'internal' | 'internet-facing', placed: unknown, more: object = {}): Part => ({
  parameters: {
    CertificateArnELB: { ...text, AllowedPattern: '^arn:aws(-us-gov)?:acm:.*$' },
    QuiltWebHost: fourLabels,
  },
  resources: {
    LoadBalancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Scheme: scheme, Subnets: placed, ...more },
    },
    TargetGroup: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { Port: 80, Protocol: 'HTTP', TargetType: 'lambda' },
    },
    HttpsListener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: ref('LoadBalancer'),
        Port: 443,
        Protocol: 'HTTPS',
        Certificates: [{ CertificateArn: ref('CertificateArnELB') }],
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('TargetGroup') }],
      },
    },
    RegistryRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    },
  },
  outputs: {
    QuiltWebHost: ref('QuiltWebHost'),
    RegistryHost: sibling('registry'),
    S3ProxyHost: sibling('s3-proxy'),
    LoadBalancerDNSName: att('LoadBalancer', 'DNSName'),
    LoadBalancerCanonicalHostedZoneID: att('LoadBalancer', 'CanonicalHostedZoneID'),
    RegistryRoleARN: att('RegistryRole', 'Arn'),
  },
});

/** Before the balancer's zone was told, and the registry's output had its later name. */
const olderOutputs = ({ outputs = {}, ...part }: Part): Part => {
  const { LoadBalancerCanonicalHostedZoneID: _zone, RegistryHost, ...rest } = outputs;
  return { ...part, outputs: { ...rest, RegistryHostName: RegistryHost } };
};

const network1: Part = {
  parameters: { VPC: { Type: 'AWS::EC2::VPC::Id' }, Subnets: subnets, PublicSubnets: subnets },
};
const network2: Part = {
  parameters: {
    VPC: { Type: 'AWS::EC2::VPC::Id' },
    Subnets: subnets,
    IntraSubnets: subnets,
    UserSubnets: subnets,
    UserSecurityGroup: { Type: 'AWS::EC2::SecurityGroup::Id' },
    ApiGatewayVPCEndpoint: { ...text, MinLength: 1 },
  },
};
const internal = catalog('internal', ref('UserSubnets'), { SecurityGroups: [ref('UserSecurityGroup')] });

const facing: Part = {
  parameters: {
    VPC: { Type: 'AWS::EC2::VPC::Id' },
    Subnets: subnets,
    IntraSubnets: subnets,
    PublicSubnets: subnets,
  },
};

const subnet = (zone: number, cidr: string): object => ({
  Type: 'AWS::EC2::Subnet',
  Properties: {
    VpcId: ref('Vpc'),
    CidrBlock: cidr,
    AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] },
  },
});
const ownNetwork: Part = {
  resources: {
    Vpc: {
      Type: 'AWS::EC2::VPC',
      Properties: { CidrBlock: '10.9.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: true },
    },
    PublicSubnetA: subnet(0, '10.9.0.0/20'),
    PublicSubnetB: subnet(1, '10.9.16.0/20'),
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    GatewayAttachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') },
    },
    NatAddress: { Type: 'AWS::EC2::EIP', DependsOn: 'GatewayAttachment' },
    Nat: {
      Type: 'AWS::EC2::NatGateway',
      Properties: { SubnetId: ref('PublicSubnetA'), AllocationId: att('NatAddress', 'AllocationId') },
    },
  },
};

const ownData = (placed: unknown): Part => ({
  parameters: {
    DBUser: { ...text, Default: 'root', MinLength: 2 },
    DBPassword: { ...secret, AllowedPattern: '^[a-zA-Z0-9\\[\\]^_`]{8,}$' },
  },
  resources: {
    DBSubnetGroup: {
      Type: 'AWS::RDS::DBSubnetGroup',
      Properties: { DBSubnetGroupDescription: 'database', SubnetIds: placed },
    },
    DB: {
      Type: 'AWS::RDS::DBInstance',
      DeletionPolicy: 'Snapshot',
      Properties: {
        Engine: 'postgres',
        DBInstanceClass: 'db.t4g.small',
        AllocatedStorage: '20',
        MasterUsername: ref('DBUser'),
        MasterUserPassword: ref('DBPassword'),
        DBSubnetGroupName: ref('DBSubnetGroup'),
      },
    },
    Search: {
      Type: 'AWS::Elasticsearch::Domain',
      Properties: {
        ElasticsearchVersion: '6.8',
        ElasticsearchClusterConfig: { InstanceType: 'm5.large.elasticsearch', InstanceCount: 2 },
        EBSOptions: { EBSEnabled: true, VolumeSize: 20 },
      },
    },
  },
});
/** Database and search live outside the stack. */
const broughtData: Part = {
  parameters: {
    DBUrl: secret,
    DBAccessorSecurityGroup: { Type: 'AWS::EC2::SecurityGroup::Id' },
    SearchDomainEndpoint: text,
    SearchDomainArn: text,
    SearchClusterAccessorSecurityGroup: { Type: 'AWS::EC2::SecurityGroup::Id' },
  },
};

const singleProvider: Part = {
  parameters: {
    PasswordAuth: onOff('Enabled'),
    SingleSignOnProvider: {
      ...text,
      Default: 'Okta',
      AllowedValues: ['(Disabled)', 'Google', 'Okta', 'OneLogin', 'Azure'],
    },
    SingleSignOnClientId: text,
    SingleSignOnClientSecret: secret,
    SingleSignOnBaseUrl: text,
    SingleSignOnDomains: text,
  },
};
const multiProvider: Part = {
  parameters: {
    PasswordAuth: onOff('Enabled'),
    ...Object.fromEntries(
      ['Google', 'Okta', 'OneLogin', 'Azure'].flatMap((one) => [
        [`${one}Auth`, onOff('Disabled')],
        [`${one}ClientId`, optional],
        [`${one}ClientSecret`, { ...secret, Default: '' }],
        ...(one === 'Google' ? [['GoogleDomainAllowList', optional]] : [[`${one}BaseUrl`, optional]]),
      ]),
    ),
  },
};
const legacySignIn: Part = {
  parameters: {
    AuthType: { ...text, Default: 'Disabled', AllowedValues: ['Enabled', 'Disabled', 'Google'] },
    AuthClientId: optional,
    AuthBaseUrl: optional,
    GoogleClientId: optional,
    SingleSignOnDomains: optional,
  },
};

/** Off while nobody may use it. */
const connect: Part = {
  parameters: {
    CertificateArnConnect: optional,
    ConnectAllowedHosts: optional,
    ConnectSecurityGroup: optional,
  },
  resources: {
    ConnectLoadBalancer: {
      Condition: 'ConnectOn',
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Scheme: 'internal', Subnets: ref('UserSubnets') },
    },
    ConnectListener: {
      Condition: 'ConnectOn',
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: ref('ConnectLoadBalancer'),
        Port: 443,
        Protocol: 'HTTPS',
        Certificates: [
          {
            CertificateArn: {
              'Fn::If': ['ConnectBorrows', ref('CertificateArnELB'), ref('CertificateArnConnect')],
            },
          },
        ],
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('TargetGroup') }],
      },
    },
  },
  outputs: {
    ConnectHost: sibling('connect'),
    ConnectLoadBalancerDNSName: att('ConnectLoadBalancer', 'DNSName'),
    ConnectLoadBalancerCanonicalHostedZoneID: att('ConnectLoadBalancer', 'CanonicalHostedZoneID'),
  },
};

const canaries: Part = {
  parameters: { CanaryNotificationsEmail: optional },
  resources: { CanaryNotifications: { Type: 'AWS::SNS::Topic' } },
  outputs: { CanaryNotificationsTopic: ref('CanaryNotifications') },
};

/** The private endpoint under the name that its own page uses. */
const renamedEndpoint = ({ parameters = {}, ...part }: Part): Part => {
  const { ApiGatewayVPCEndpoint, ...rest } = parameters;
  return { ...part, parameters: { ...rest, ApiGatewayVPCEndpointId: ApiGatewayVPCEndpoint ?? text } };
};

const merged = (parts: readonly Part[], section: keyof Part): Readonly<Record<string, unknown>> =>
  Object.assign({}, ...parts.map((part) => part[section] ?? {})) as Readonly<Record<string, unknown>>;

const composed = (...parts: readonly Part[]): string => {
  const conditions = parts.includes(connect)
    ? {
        Conditions: {
          ConnectBorrows: { 'Fn::Equals': [ref('CertificateArnConnect'), ''] },
          ConnectOn: { 'Fn::Not': [{ 'Fn::Equals': [ref('ConnectAllowedHosts'), ''] }] },
        },
      }
    : {};
  return stringify(
    {
      Parameters: merged(parts, 'parameters'),
      ...conditions,
      Resources: merged(parts, 'resources'),
      Outputs: Object.fromEntries(
        Object.entries(merged(parts, 'outputs')).map(([key, Value]) => [
          key,
          // As the vendor's do, the outputs of Connect come with it.
          { ...(/^(Connect|PlatformMcp)/.test(key) ? { Condition: 'ConnectOn' } : {}), Value },
        ]),
      ),
    },
    { aliasDuplicateObjects: false },
  );
};

const intra = ref('IntraSubnets');

/** The public face of each variant that the vendor's documents name, over the few resources that it stands on. */
export const variants = {
  '5.0.x': composed(
    administrator,
    olderOutputs(catalog('internet-facing', ref('PublicSubnets'))),
    network1,
    ownData(ref('Subnets')),
    legacySignIn,
    release('5.0.2'),
  ),
  'network 1.0': composed(
    administrator,
    olderOutputs(catalog('internet-facing', ref('PublicSubnets'))),
    network1,
    ownData(ref('Subnets')),
    singleProvider,
    release('1.55.0'),
  ),
  'network 2.0, internal': composed(
    administrator,
    internal,
    network2,
    ownData(intra),
    singleProvider,
    release('1.66.0'),
  ),
  'network 2.0, internet-facing': composed(
    administrator,
    catalog('internet-facing', ref('PublicSubnets')),
    facing,
    ownData(intra),
    singleProvider,
    release('1.66.0'),
  ),
  'network of its own': composed(
    administrator,
    catalog('internet-facing', [ref('PublicSubnetA'), ref('PublicSubnetB')]),
    ownNetwork,
    ownData([ref('PublicSubnetA'), ref('PublicSubnetB')]),
    singleProvider,
    release('1.66.0'),
  ),
  'existing database and search': composed(
    administrator,
    internal,
    network2,
    broughtData,
    singleProvider,
    release('1.66.0'),
  ),
  Connect: composed(
    administrator,
    internal,
    network2,
    ownData(intra),
    multiProvider,
    connect,
    release('1.71.0'),
  ),
  'several providers': composed(
    administrator,
    internal,
    network2,
    ownData(intra),
    multiProvider,
    release('1.70.0'),
  ),
  'private endpoints': composed(
    administrator,
    internal,
    renamedEndpoint(network2),
    ownData(intra),
    singleProvider,
    release('1.66.0'),
  ),
  canaries: composed(
    administrator,
    internal,
    network2,
    ownData(intra),
    singleProvider,
    canaries,
    release('1.67.0'),
  ),
  'date version': composed(
    administrator,
    internal,
    network2,
    ownData(intra),
    multiProvider,
    connect,
    canaries,
    {
      outputs: {
        PlatformMcpServerUrl: { 'Fn::Join': ['', ['https://', sibling('connect'), '/mcp/platform/mcp']] },
      },
    },
    release('26.8.0'),
  ),
} as const;

export type Variant = keyof typeof variants;
