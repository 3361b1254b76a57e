#!/usr/bin/env node
/**
 * Writes src/rehearsal/cloudformation/planning/replacement.json from AWS's own service specification:
 * per resource type, what CloudFormation replaces, requires and offers. Run it after the
 * dev dependency @aws-cdk/aws-service-spec moved; the result is committed. With --check nothing is written:
 * it fails when the committed table is not what the specification says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { format, resolveConfig } from 'prettier';

const target = 'src/rehearsal/cloudformation/planning/replacement.json';

/** Types of the reference template, of Quilt's published ones and of their networks. */
const types = `
ApiGateway::Account ApiGateway::Authorizer ApiGateway::Deployment ApiGateway::DomainName ApiGateway::Method
ApiGateway::Model ApiGateway::RequestValidator ApiGateway::Resource ApiGateway::RestApi ApiGateway::Stage
ApiGatewayV2::Api ApiGatewayV2::Integration ApiGatewayV2::Route ApiGatewayV2::Stage
ApplicationAutoScaling::ScalableTarget ApplicationAutoScaling::ScalingPolicy
Athena::DataCatalog Athena::NamedQuery Athena::WorkGroup
AutoScaling::AutoScalingGroup AutoScaling::LaunchConfiguration
CertificateManager::Certificate CloudFormation::Stack CloudFormation::WaitCondition CloudFormation::WaitConditionHandle
CloudFront::Distribution CloudFront::OriginAccessControl CloudTrail::Trail
CloudWatch::Alarm CloudWatch::Dashboard CodeBuild::Project Cognito::UserPool Cognito::UserPoolClient DynamoDB::Table
EC2::EIP EC2::FlowLog EC2::Instance EC2::InternetGateway EC2::LaunchTemplate EC2::NatGateway EC2::NetworkAcl
EC2::NetworkAclEntry EC2::NetworkInterface EC2::Route EC2::RouteTable EC2::SecurityGroup EC2::SecurityGroupEgress
EC2::SecurityGroupIngress EC2::Subnet EC2::SubnetRouteTableAssociation EC2::VPC EC2::VPCDHCPOptionsAssociation
EC2::VPCEndpoint EC2::VPCGatewayAttachment EC2::Volume
ECR::Repository ECS::CapacityProvider ECS::Cluster ECS::Service ECS::TaskDefinition
EFS::FileSystem EFS::MountTarget ElastiCache::ReplicationGroup ElastiCache::SubnetGroup
ElasticLoadBalancingV2::Listener ElasticLoadBalancingV2::ListenerCertificate ElasticLoadBalancingV2::ListenerRule
ElasticLoadBalancingV2::LoadBalancer ElasticLoadBalancingV2::TargetGroup
Elasticsearch::Domain OpenSearchService::Domain
Events::ApiDestination Events::Archive Events::Connection Events::EventBus Events::EventBusPolicy Events::Rule
Glue::Crawler Glue::Database Glue::Job Glue::Table
IAM::AccessKey IAM::Group IAM::InstanceProfile IAM::ManagedPolicy IAM::Policy IAM::Role IAM::ServiceLinkedRole IAM::User
KMS::Alias KMS::Key Kinesis::Stream KinesisFirehose::DeliveryStream LakeFormation::Permissions
Lambda::Alias Lambda::EventInvokeConfig Lambda::EventSourceMapping Lambda::Function Lambda::LayerVersion
Lambda::Permission Lambda::Url Lambda::Version
Logs::LogGroup Logs::LogStream Logs::MetricFilter Logs::ResourcePolicy Logs::SubscriptionFilter
RDS::DBCluster RDS::DBInstance RDS::DBParameterGroup RDS::DBProxy RDS::DBSubnetGroup
ResourceGroups::Group Route53::HostedZone Route53::RecordSet S3::AccessPoint S3::Bucket S3::BucketPolicy
SecretsManager::Secret SecretsManager::SecretTargetAttachment SSM::Parameter
ServiceDiscovery::HttpNamespace ServiceDiscovery::PrivateDnsNamespace ServiceDiscovery::Service
SNS::Subscription SNS::Topic SNS::TopicPolicy SQS::Queue SQS::QueuePolicy
StepFunctions::StateMachine Synthetics::Canary WAFv2::IPSet WAFv2::WebACL WAFv2::WebACLAssociation
`
  .trim()
  .split(/\s+/)
  .map((type) => `AWS::${type}`);

const db = loadAwsServiceSpecSync();
const names = (properties, causes) =>
  Object.keys(properties)
    .filter((name) => properties[name].causesReplacement === causes)
    .sort();

const table = {};
for (const type of [...types].sort()) {
  const [resource] = db.lookup('resource', 'cloudFormationType', 'equals', type);
  if (resource === undefined) throw new Error(`${type} is not in the service specification`);
  const { properties, attributes } = resource;
  table[type] = {
    immutable: names(properties, 'yes'),
    conditional: names(properties, 'maybe'),
    required: Object.keys(properties)
      .filter((name) => properties[name].required === true)
      .sort(),
    attributes: Object.keys(attributes).sort(),
    identifier: resource.primaryIdentifier ?? [],
    ...(resource.tagInformation === undefined ? {} : { tags: resource.tagInformation.tagPropertyName }),
  };
}
const options = await resolveConfig(target);
const text = await format(JSON.stringify(table), { ...options, parser: 'json', printWidth: 110 });
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(`${target} is not what the specification says; run .ci/generate-replacement.mjs\n`);
  process.exitCode = 1;
}
