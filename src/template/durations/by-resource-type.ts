import { generalType } from '../resource-type.ts';

export type StackAction = 'create' | 'update' | 'delete';

/**
 * Seconds one resource of a type usually takes: create, update, delete. Create and update are what rain's forecast
 * estimates and recorded event histories show; deletes were recorded where a comment says so and are guesses elsewhere.
 */
const table: Readonly<Record<string, readonly [number, number, number]>> = {
  'AWS::ApiGateway::Account': [2, 1, 1],
  'AWS::ApiGateway::Deployment': [3, 2, 1],
  'AWS::ApiGateway::RestApi': [2, 2, 2],
  'AWS::ApiGateway::Stage': [2, 2, 2],
  'AWS::Athena::DataCatalog': [1, 1, 1],
  'AWS::Athena::NamedQuery': [5, 1, 1],
  'AWS::Athena::WorkGroup': [2, 2, 2],
  'AWS::CertificateManager::Certificate': [239, 1, 2],
  'AWS::CloudFormation::Stack': [133, 37, 60],
  'AWS::CloudFormation::WaitCondition': [210, 1, 1],
  'AWS::CloudFormation::CustomResource': [119, 19, 4],
  'AWS::CloudTrail::Trail': [2, 2, 2],
  'AWS::EC2::EIP': [17, 2, 15],
  'AWS::EC2::InternetGateway': [17, 16, 15],
  'AWS::EC2::NatGateway': [106, 5, 60],
  'AWS::EC2::Route': [2, 1, 1],
  'AWS::EC2::RouteTable': [12, 11, 2],
  'AWS::EC2::SecurityGroup': [6, 2, 5],
  'AWS::EC2::SecurityGroupEgress': [2, 1, 1],
  'AWS::EC2::SecurityGroupIngress': [2, 1, 1],
  'AWS::EC2::Subnet': [4, 10, 3],
  'AWS::EC2::SubnetRouteTableAssociation': [2, 1, 1],
  'AWS::EC2::VPC': [12, 2, 2],
  'AWS::EC2::VPCEndpoint': [47, 11, 120],
  'AWS::EC2::VPCGatewayAttachment': [12, 11, 10],
  'AWS::ECS::Cluster': [5, 2, 5],
  'AWS::ECS::Service': [119, 71, 90],
  'AWS::ECS::TaskDefinition': [4, 2, 1],
  'AWS::ElasticLoadBalancingV2::Listener': [2, 1, 1],
  'AWS::ElasticLoadBalancingV2::ListenerRule': [2, 1, 1],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [116, 2, 20],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [18, 6, 2],
  'AWS::Elasticsearch::Domain': [1070, 281, 600],
  'AWS::Events::EventBus': [1, 1, 1],
  'AWS::Events::Rule': [62, 1, 5],
  'AWS::Glue::Database': [1, 1, 1],
  'AWS::Glue::Table': [1, 1, 1],
  'AWS::IAM::InstanceProfile': [120, 2, 2],
  'AWS::IAM::ManagedPolicy': [16, 1, 2],
  'AWS::IAM::Policy': [17, 3, 1],
  // Deletes of roles were recorded at 9 seconds.
  'AWS::IAM::Role': [18, 17, 9],
  'AWS::KMS::Alias': [62, 13, 2],
  'AWS::KMS::Key': [122, 71, 2],
  'AWS::Lambda::EventSourceMapping': [10, 1, 5],
  'AWS::Lambda::Function': [25, 12, 4],
  'AWS::Lambda::LayerVersion': [8, 1, 1],
  'AWS::Lambda::Permission': [1, 1, 1],
  'AWS::Lambda::Version': [2, 1, 1],
  'AWS::Logs::LogGroup': [1, 1, 1],
  'AWS::OpenSearchService::Domain': [1070, 281, 600],
  // Deletes of databases were recorded at 4 to 5 minutes, without a final snapshot.
  'AWS::RDS::DBInstance': [595, 171, 280],
  'AWS::RDS::DBParameterGroup': [2, 2, 2],
  'AWS::RDS::DBSubnetGroup': [2, 2, 2],
  'AWS::Route53::HostedZone': [71, 16, 30],
  'AWS::Route53::RecordSet': [20, 2, 20],
  'AWS::S3::Bucket': [24, 31, 2],
  'AWS::S3::BucketPolicy': [12, 12, 1],
  'AWS::SNS::Subscription': [2, 2, 1],
  // Deletes of topics were recorded at 46 seconds.
  'AWS::SNS::Topic': [4, 7, 46],
  'AWS::SNS::TopicPolicy': [1, 1, 1],
  // All three were recorded at 61 to 63 seconds.
  'AWS::SQS::Queue': [63, 61, 61],
  'AWS::SQS::QueuePolicy': [1, 1, 1],
  'AWS::SSM::Parameter': [1, 1, 1],
  'AWS::SecretsManager::Secret': [1, 2, 2],
  'AWS::ServiceDiscovery::PrivateDnsNamespace': [46, 12, 40],
  'AWS::ServiceDiscovery::Service': [1, 22, 2],
};
const durations = new Map(Object.entries(table));
const position = { create: 0, update: 1, delete: 2 } as const;
/** A type nobody measured. */
const usual: readonly [number, number, number] = [10, 5, 5];

/** Seconds a resource of this type usually takes. */
export function usualSeconds(type: string, action: StackAction): number {
  return (durations.get(generalType(type)) ?? usual)[position[action]];
}
