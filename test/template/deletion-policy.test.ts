import { describe, expect, it } from 'vitest';
import { deletionPolicyOf } from '../../src/template/index.ts';

describe('what becomes of a deleted resource', () => {
  it.each([
    ['AWS::SNS::Topic', {}, undefined, 'Delete'],
    ['AWS::RDS::DBCluster', {}, undefined, 'Snapshot'],
    ['AWS::RDS::DBInstance', {}, undefined, 'Snapshot'],
    ['AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' } }, undefined, 'Delete'],
    ['AWS::RDS::DBInstance', {}, 'Delete', 'Delete'],
    ['AWS::S3::Bucket', {}, 'RetainExceptOnCreate', 'Retain'],
    ['AWS::S3::Bucket', {}, 'Retain', 'Retain'],
    ['AWS::EC2::Volume', {}, 'Snapshot', 'Snapshot'],
  ])('%s %j with policy %s: %s', (type, properties, deletionPolicy, becomes) => {
    expect(deletionPolicyOf({ type, properties, deletionPolicy })).toBe(becomes);
  });
});
