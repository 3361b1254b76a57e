import { readFileSync } from 'node:fs';
import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceCommand,
  DetectStackDriftCommand,
} from '@aws-sdk/client-cloudformation';
import { ChangeResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { DeleteBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { RehearsalAccount } from './door.ts';
import { clientOf } from './events.ts';

/* What others did to the account, by AWS's own calls. */

const templateNamed = (name: string): string => readFileSync(`test/stories/templates/${name}.yaml`, 'utf8');

const bucketsOf = ({ endpoint, region, credentials }: RehearsalAccount): S3Client =>
  new S3Client({ endpoint, region, credentials: { ...credentials }, forcePathStyle: true });

/** Puts a template of these stories where CloudFormation can read it. */
export const uploaded =
  (name: string) =>
  async (account: RehearsalAccount): Promise<void> => {
    const client = bucketsOf(account);
    const Body = templateNamed(name);
    await client.send(new PutObjectCommand({ Bucket: 'example-lab-data', Key: `${name}.yaml`, Body }));
    client.destroy();
  };

/** A stack made by hand that is kept where it failed. */
export const createdByHand =
  (name: string) =>
  async (account: RehearsalAccount): Promise<void> => {
    const client = clientOf(account);
    const TemplateBody = templateNamed(name);
    await client.send(new CreateStackCommand({ StackName: 'quilt', TemplateBody, OnFailure: 'DO_NOTHING' }));
    client.destroy();
  };

/** A change set that nobody executed, with the empty stack it stands in. */
export const plannedByHand =
  (name: string) =>
  async (account: RehearsalAccount): Promise<void> => {
    const client = clientOf(account);
    const TemplateBody = templateNamed(name);
    const ChangeSetName = 'quilt-install-create-left-00000000';
    await client.send(
      new CreateChangeSetCommand({
        StackName: 'quilt',
        ChangeSetName,
        ChangeSetType: 'CREATE',
        TemplateBody,
      }),
    );
    client.destroy();
  };

/** Somebody deleted the bucket of a resource, and somebody else had CloudFormation look. */
export const drifted =
  (LogicalResourceId: string) =>
  async (account: RehearsalAccount): Promise<void> => {
    const client = clientOf(account);
    const StackName = 'quilt';
    const found = await client.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId }));
    const buckets = bucketsOf(account);
    await buckets.send(
      new DeleteBucketCommand({ Bucket: found.StackResourceDetail?.PhysicalResourceId ?? '' }),
    );
    buckets.destroy();
    const { StackDriftDetectionId } = await client.send(new DetectStackDriftCommand({ StackName }));
    await account.clock.sleep(10 * 60_000);
    await client.send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }));
    client.destroy();
  };

/** A host name that leads elsewhere. */
export const taken =
  (Name: string) =>
  async ({ endpoint, region, credentials }: RehearsalAccount): Promise<void> => {
    const client = new Route53Client({ endpoint, region, credentials: { ...credentials } });
    const ResourceRecords = [{ Value: 'old-catalog.example.net' }];
    await client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: 'Z00000000000000000001',
        ChangeBatch: {
          Changes: [
            { Action: 'CREATE', ResourceRecordSet: { Name, Type: 'CNAME', TTL: 300, ResourceRecords } },
          ],
        },
      }),
    );
    client.destroy();
  };

/** What was to fail works again. */
export const healed = (account: RehearsalAccount): void => account.endFaults('heal');

/** A new sign-in. */
export const signedIn = (account: RehearsalAccount): void => void account.renewCredentials();
