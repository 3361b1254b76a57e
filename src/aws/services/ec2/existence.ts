import {
  DescribeAvailabilityZonesCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
} from '@aws-sdk/client-ec2';
import type { AwsConnection } from '../../connection/connection.ts';
import { awsName } from '../../errors/answer.ts';
import { ec2Client } from './network.ts';

/** EC2 answers a lookup by id that is unknown, or is no id at all, with an error named after the thing. */
const absent = /^Invalid\w+\.(NotFound|Malformed|Unavailable)|^Invalid(ParameterValue|KeyPair)/;

const orFalse = async (found: Promise<boolean>): Promise<boolean> => {
  try {
    return await found;
  } catch (error) {
    if (absent.test(awsName(error) ?? '')) return false;
    throw error;
  }
};

const lookups: Readonly<Record<string, (aws: AwsConnection, id: string) => Promise<boolean>>> = {
  'AWS::EC2::AvailabilityZone::Name': async (aws, id) =>
    ((await ec2Client(aws).send(new DescribeAvailabilityZonesCommand({}))).AvailabilityZones ?? []).some(
      ({ ZoneName }) => ZoneName === id,
    ),
  'AWS::EC2::Image::Id': async (aws, id) =>
    ((await ec2Client(aws).send(new DescribeImagesCommand({ ImageIds: [id] }))).Images ?? []).length > 0,
  'AWS::EC2::Instance::Id': async (aws, id) =>
    ((await ec2Client(aws).send(new DescribeInstancesCommand({ InstanceIds: [id] }))).Reservations ?? [])
      .length > 0,
  'AWS::EC2::SecurityGroup::GroupName': async (aws, id) =>
    (
      (
        await ec2Client(aws).send(
          new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: [id] }] }),
        )
      ).SecurityGroups ?? []
    ).length > 0,
  'AWS::EC2::Volume::Id': async (aws, id) =>
    ((await ec2Client(aws).send(new DescribeVolumesCommand({ VolumeIds: [id] }))).Volumes ?? []).length > 0,
};

/** Whether such a thing is in the region; undefined for a type that EC2 is not asked about here. */
export function ec2Exists(aws: AwsConnection, awsType: string, id: string): Promise<boolean> | undefined {
  const lookup = lookups[awsType];
  return lookup === undefined ? undefined : orFalse(lookup(aws, id));
}
