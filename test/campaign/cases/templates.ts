import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

/** A product with a secret, which an output shows in clear, host names and a balancer, small enough to be installed a thousand times. */
const template = (seconds: number, more = ''): string => `Parameters:
  AdminPassword: { Type: String, NoEcho: true, MinLength: 8, MaxLength: 64 }
  QuiltWebHost: { Type: String }
  UserSubnets: { Type: 'List<AWS::EC2::Subnet::Id>' }
  CertificateArnELB:
    Type: String
    Default: arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: { VisibilityTimeout: ${seconds} }
  LoadBalancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: application, Scheme: internal, Subnets: !Ref UserSubnets }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref LoadBalancer
      Port: 443
      Protocol: HTTPS
      Certificates: [{ CertificateArn: !Ref CertificateArnELB }]
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  User:
    Type: AWS::SecretsManager::Secret
    Properties: { SecretString: !Ref AdminPassword }
${more}Outputs:
  QuiltWebHost: { Value: !Ref QuiltWebHost }
  LoadBalancerDNSName: { Value: !GetAtt LoadBalancer.DNSName }
  LoadBalancerCanonicalHostedZoneID: { Value: !GetAtt LoadBalancer.CanonicalHostedZoneID }
  Account: { Value: !Sub 'admin:\${AdminPassword}' }
`;

export const dataBucket = 'quilt-query-results';

const data = `  Results: { Type: AWS::S3::Bucket, Properties: { BucketName: ${dataBucket} } }
  DB:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      DBInstanceClass: db.t3.small
      AllocatedStorage: '20'
      MasterUsername: quilt
      MasterUserPassword: !Ref AdminPassword
`;

const answers = `version: 1
product: quilt
account: '123456789012'
region: us-east-1
stackName: quilt
parameters:
  AdminPassword: '@generate'
  QuiltWebHost: quilt.data.example.com
  CertificateArnELB: arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111
  UserSubnets: subnet-0000000000000000e,subnet-0000000000000000f
dns: { method: route53, hostedZoneId: Z00000000000000000001, recordType: alias }
`;

/** The scenarios of the package, with the small product in the place of the reference template. */
export const templatesFolder = temporaryFolder();
const scenarios = path.join(templatesFolder, 'rehearsal');
mkdirSync(path.join(scenarios, 'answers'), { recursive: true });
cpSync('templates/products', path.join(templatesFolder, 'products'), { recursive: true });
for (const name of readdirSync('templates/rehearsal'))
  if (name.endsWith('.yaml')) {
    cpSync(path.join('templates/rehearsal', name), path.join(scenarios, name));
    writeFileSync(path.join(scenarios, 'answers', name), answers);
  }

const written = (name: string, text: string): string => {
  const file = path.join(templatesFolder, name);
  writeFileSync(file, text);
  return file;
};
written('quilt.yaml', template(30));

/** Too large to be sent: it has to be uploaded first. */
const padding = `${'# nothing to see here\n'.repeat(2_400)}`;

export const texts = {
  installed: template(30),
  changed: template(31),
  withData: template(30, data),
} as const;
export const files = {
  noZone: written('no-zone.yaml', answers.replace(/^dns: .*$/m, 'dns: { method: route53 }')),
  large: written('large.yaml', template(30) + padding),
  largeChanged: written('large-changed.yaml', template(31) + padding),
} as const;
