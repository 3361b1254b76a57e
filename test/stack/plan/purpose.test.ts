import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/core/stack.ts';
import { planEvent } from '../../../src/stack/plan/event.ts';

const change = (logicalId: string, type: string, action: Change['action'] = 'Add'): Change => ({
  action,
  logicalId,
  physicalId: '',
  type,
  properties: [],
  path: [],
});
const eventOf = (changes: readonly Change[], parts = {}) =>
  planEvent({ kind: 'create', stackName: 'quilt', changes, widening: [], parts });

describe('what a plan is about', () => {
  it('is told by purpose, in the order in which people ask, with the pieces they know by name', () => {
    const { groups } = eventOf(
      [
        change('Role', 'AWS::IAM::Role'),
        change('One', 'AWS::S3::Bucket'),
        change('Two', 'AWS::S3::Bucket'),
        change('OnePolicy', 'AWS::S3::BucketPolicy'),
        change('Store', 'AWS::RDS::DBInstance'),
        change('Rest', 'Acme::Own::Thing'),
      ],
      { Store: 'order book' },
    );
    expect(groups).toEqual([
      { purpose: 'data', resources: 3, parts: ['order book', '2 buckets'] },
      { purpose: 'permissions', resources: 2, parts: ['role'] },
      { purpose: 'other', resources: 1, parts: [] },
    ]);
  });

  it('counts every change once, whatever its type', () => {
    const types = [
      'AWS::Lambda::Permission',
      'AWS::EC2::Instance',
      'AWS::EC2::VPC',
      'Custom::X',
      'AWS::SQS::Queue',
    ];
    const { groups = [] } = eventOf(types.map((type, at) => change(`R${at}`, type)));
    expect(groups.reduce((sum, { resources }) => sum + resources, 0)).toBe(types.length);
  });

  it('says where the time goes: the two slowest, none that is quick or goes away', () => {
    const { slowest } = eventOf([
      change('Store', 'AWS::RDS::DBInstance'),
      change('Find', 'AWS::Elasticsearch::Domain'),
      change('Old', 'AWS::Elasticsearch::Domain', 'Remove'),
      change('Queue', 'AWS::SQS::Queue'),
    ]);
    expect(slowest?.map(({ part }) => part)).toEqual(['search domain', 'database']);
    expect(eventOf([change('Queue', 'AWS::SQS::Queue')]).slowest).toBeUndefined();
  });
});
