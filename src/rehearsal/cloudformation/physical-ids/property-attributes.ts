import { traitsOf } from '../planning/resource-types.ts';

/** Types older than AWS's registry, which answer `Fn::GetAtt` for each of their properties. */
const types = new Set(
  (
    'Amplify::Branch Amplify::Domain AppSync::DomainName AppSync::FunctionConfiguration AppSync::Resolver ' +
    'AutoScaling::AutoScalingGroup Backup::BackupSelection Backup::BackupVault CodeArtifact::Domain ' +
    'CodeArtifact::Repository EC2::CapacityReservation EC2::Instance EC2::SecurityGroup EC2::Subnet EC2::VPC ' +
    'EFS::MountTarget EKS::Nodegroup ElastiCache::ReplicationGroup ElasticLoadBalancingV2::LoadBalancer ' +
    'Events::EventBus Neptune::DBCluster RDS::DBInstance RDS::DBParameterGroup ' +
    'RedshiftServerless::Workgroup Route53Resolver::ResolverRule S3::AccessPoint SNS::Topic SQS::Queue ' +
    'SSM::Parameter StepFunctions::Activity'
  ).split(' '),
);

export const answersProperty = (type: string, name: string): boolean =>
  types.has(type.replace(/^AWS::/, '')) && traitsOf(type)?.properties.has(name) === true;
