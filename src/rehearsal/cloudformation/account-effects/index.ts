import type { ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { classicLoadBalancer, listener, listenerRule, loadBalancer, targetGroup } from './balancing.ts';
import { recorder } from './config.ts';
import { cluster, logGroup, logsPolicy, role, service } from './compute.ts';
import {
  bucket,
  canary,
  database,
  databaseCluster,
  repository,
  searchDomain,
  secret,
  secretAttachment,
  trail,
} from './data.ts';
import * as dns from './dns.ts';
import type { Effect, AffectingResource } from './effect.ts';
import * as identity from './identity.ts';
import * as network from './network.ts';
import * as routing from './routing.ts';

const effects = new Map<string, Effect>([
  ['AWS::ElasticLoadBalancing::LoadBalancer', classicLoadBalancer],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', loadBalancer],
  ['AWS::ElasticLoadBalancingV2::Listener', listener],
  ['AWS::ElasticLoadBalancingV2::ListenerRule', listenerRule],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', targetGroup],
  ['AWS::S3::Bucket', bucket],
  ['AWS::ECR::Repository', repository],
  ['AWS::Config::ConfigurationRecorder', recorder],
  ['AWS::CloudTrail::Trail', trail],
  ['AWS::Elasticsearch::Domain', searchDomain],
  ['AWS::OpenSearchService::Domain', searchDomain],
  ['AWS::RDS::DBInstance', database],
  ['AWS::RDS::DBCluster', databaseCluster],
  ['AWS::Synthetics::Canary', canary],
  ['AWS::IAM::Role', role],
  ['AWS::Logs::LogGroup', logGroup],
  ['AWS::Logs::ResourcePolicy', logsPolicy],
  ['AWS::ECS::Cluster', cluster],
  ['AWS::ECS::Service', service],
  ['AWS::SecretsManager::Secret', secret],
  ['AWS::SecretsManager::SecretTargetAttachment', secretAttachment],
  ['AWS::IAM::ManagedPolicy', identity.managedPolicy],
  ['AWS::IAM::Policy', identity.inlinePolicy],
  ['AWS::IAM::ServiceLinkedRole', identity.linkedRole],
  ['AWS::S3::BucketPolicy', identity.bucketPolicy],
  ['AWS::KMS::Key', identity.key],
  ['AWS::SSM::Parameter', identity.ssmParameter],
  ['AWS::Lambda::Function', identity.lambdaFunction],
  ['AWS::EC2::VPC', network.vpc],
  ['AWS::EC2::Subnet', network.subnet],
  ['AWS::EC2::RouteTable', routing.routeTable],
  ['AWS::EC2::Route', routing.route],
  ['AWS::EC2::SubnetRouteTableAssociation', routing.association],
  ['AWS::EC2::SecurityGroup', network.securityGroup],
  ['AWS::EC2::VPCEndpoint', network.vpcEndpoint],
  ['AWS::EC2::NatGateway', network.natGateway],
  ['AWS::EC2::EIP', network.address],
  ['AWS::Route53::HostedZone', dns.hostedZone],
  ['AWS::Route53::RecordSet', dns.recordSet],
  ['AWS::Route53::RecordSetGroup', dns.recordSetGroup],
  ['AWS::CertificateManager::Certificate', dns.certificate],
]);

type Physical = Pick<ResourceRecord, 'type' | 'physicalId' | 'properties' | 'attributes'>;

const subjectOf = (world: World, stack: StackRecord, resource: Physical): AffectingResource => ({
  world,
  region: stack.region,
  physicalId: resource.physicalId,
  properties: resource.properties,
  attribute: (name) => String(resource.attributes.get(name) ?? ''),
});

export const addToAccount = (world: World, stack: StackRecord, resource: Physical): void =>
  effects.get(resource.type)?.add(subjectOf(world, stack, resource));

export const removeFromAccount = (world: World, stack: StackRecord, resource: Physical): void =>
  effects.get(resource.type)?.remove(subjectOf(world, stack, resource));

/** Types whose change in place shows elsewhere in the account and loses nothing when told anew. */
const changesShow = new Set([
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::CloudTrail::Trail',
  'AWS::IAM::Role',
  'AWS::ECS::Service',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::S3::BucketPolicy',
  'AWS::Lambda::Function',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::VPCEndpoint',
  'AWS::Route53::RecordSet',
  'AWS::Route53::RecordSetGroup',
]);

export function changeInAccount(world: World, stack: StackRecord, before: Physical, after: Physical): void {
  const change = effects.get(after.type)?.change;
  if (change !== undefined) return change(subjectOf(world, stack, after));
  if (!changesShow.has(after.type)) return;
  removeFromAccount(world, stack, before);
  addToAccount(world, stack, after);
}
