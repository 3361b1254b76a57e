import {
  CreateHostedZoneCommand,
  GetHostedZoneCommand,
  paginateListHostedZones,
  TestDNSAnswerCommand,
} from '@aws-sdk/client-route-53';
import type { HostedZone, HostedZoneDetails, TestedAnswer } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { awsName, unless } from '../../errors/answer.ts';
import { bareId, plainName, route53Client } from './route53.ts';

export async function hostedZones(aws: AwsConnection): Promise<readonly HostedZone[]> {
  const found: HostedZone[] = [];
  for await (const page of paginateListHostedZones({ client: route53Client(aws) }, {}))
    for (const zone of page.HostedZones ?? [])
      found.push({
        id: bareId(zone.Id ?? ''),
        name: plainName(zone.Name ?? ''),
        private: zone.Config?.PrivateZone === true,
        recordCount: zone.ResourceRecordSetCount,
      });
  return found;
}

/** undefined where there is no such zone in this account. */
export async function hostedZone(aws: AwsConnection, zoneId: string): Promise<HostedZoneDetails | undefined> {
  const asked = route53Client(aws).send(new GetHostedZoneCommand({ Id: zoneId }));
  const zone = await unless(asked, ['NoSuchHostedZone'], undefined);
  return (
    zone && {
      nameServers: (zone.DelegationSet?.NameServers ?? []).map(plainName),
      vpcIds: (zone.VPCs ?? []).flatMap(({ VPCId }) => VPCId ?? []),
    }
  );
}

export async function testAnswer(
  aws: AwsConnection,
  zoneId: string,
  name: string,
  type: 'A' | 'AAAA' | 'CNAME',
): Promise<TestedAnswer> {
  const { ResponseCode, RecordData } = await route53Client(aws).send(
    new TestDNSAnswerCommand({ HostedZoneId: zoneId, RecordName: name, RecordType: type }),
  );
  return { code: ResponseCode ?? '', values: (RecordData ?? []).map((value) => value.replace(/\.$/, '')) };
}

/** A call whose answer was lost made it, and the SDK's next try is told so. */
const madeBefore = async (aws: AwsConnection, reference: string): Promise<string | undefined> => {
  for await (const page of paginateListHostedZones({ client: route53Client(aws) }, {}))
    for (const { Id, CallerReference } of page.HostedZones ?? [])
      if (CallerReference === reference) return bareId(Id ?? '');
  return undefined;
};

/** The caller reference makes a repeated call an error rather than a second zone, which AWS bills. */
export async function createZone(
  aws: AwsConnection,
  name: string,
  reference: string,
): Promise<{ readonly zoneId: string; readonly changeId?: string }> {
  try {
    const { HostedZone: made, ChangeInfo } = await route53Client(aws).send(
      new CreateHostedZoneCommand({
        Name: name,
        CallerReference: reference,
        HostedZoneConfig: { Comment: 'made by quilt-install' },
      }),
    );
    return { zoneId: bareId(made?.Id ?? ''), changeId: bareId(ChangeInfo?.Id ?? '') };
  } catch (error) {
    const zoneId =
      awsName(error) === 'HostedZoneAlreadyExists' ? await madeBefore(aws, reference) : undefined;
    if (zoneId === undefined) throw error;
    return { zoneId };
  }
}
