import { describe, expect, it } from 'vitest';
import { validationRemedy } from '../../../src/stack/index.ts';

describe('what to do about a finding of early validation', () => {
  it.each([
    ['PROPERTY_VALIDATION', 'AWS::SQS::Queue', /parameter that feeds/],
    ['NAME_CONFLICT_VALIDATION', 'AWS::S3::Bucket', /exists already/],
    ['BUCKET_EMPTINESS_VALIDATION', 'AWS::S3::Bucket', /Empty the bucket/],
    ['SERVICE_QUOTA_VALIDATION', 'AWS::EC2::VPC', /quota raised/],
    ['RECORDER_CONFLICT_VALIDATION', 'AWS::Config::ConfigurationRecorder', /one AWS Config recorder/],
    ['RECORDER_CONFLICT_VALIDATION', 'AWS::Config::ConfigRule', /recording of AWS Config on/],
    ['SERVICE_QUOTA_VALIDATION', 'AWS::S3::Bucket', /quota raised/],
    ['REPOSITORY_VALIDATION', 'AWS::ECR::Repository', /images of the repository/],
    ['SOME_NEW_VALIDATION', 'AWS::ECR::Repository', /images of the repository/],
  ])('%s of %s is told', (name, resourceType, words) => {
    expect(validationRemedy({ name, resourceType })).toMatch(words);
  });

  it.each([
    ['SOME_NEW_VALIDATION', 'AWS::SQS::Queue'],
    ['SOME_NEW_VALIDATION', 'AWS::SecretsManager::Secret'],
    ['SECRET_VALIDATION', 'AWS::SecretsManager::Secret'],
    ['SOME_NEW_VALIDATION', 'AWS::AutoScaling::LaunchConfiguration'],
    ['Acme::Config::Guard', 'AWS::S3::Bucket'],
    ['', ''],
  ])('%s of %s is nobody’s to know', (name, resourceType) => {
    expect(validationRemedy({ name, resourceType })).toBeUndefined();
  });
});
