import {
  DescribeElasticsearchDomainCommand,
  ElasticsearchServiceClient,
  ListDomainNamesCommand,
} from '@aws-sdk/client-elasticsearch-service';
import type { SearchDomainState } from '../../../core/workload.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

/** Elasticsearch and OpenSearch domains share one quota, and this call names both. */
export const domainCount = async (aws: AwsConnection): Promise<number> =>
  (
    (await aws.client(ElasticsearchServiceClient, 'es').send(new ListDomainNamesCommand({}))).DomainNames ??
    []
  ).length;

export async function searchDomain(aws: AwsConnection, name: string): Promise<SearchDomainState | undefined> {
  const answer = await unless(
    aws
      .client(ElasticsearchServiceClient, 'es')
      .send(new DescribeElasticsearchDomainCommand({ DomainName: name })),
    ['ResourceNotFoundException'],
    undefined,
  );
  const found = answer?.DomainStatus;
  return (
    found && {
      engineVersion: found.ElasticsearchVersion,
      processing: found.Processing === true,
      volumeGiB: found.EBSOptions?.VolumeSize,
    }
  );
}
