import {
  DescribeElasticsearchDomainCommand,
  ElasticsearchServiceClient,
  ListDomainNamesCommand,
} from '@aws-sdk/client-elasticsearch-service';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

/** Elasticsearch and OpenSearch domains share one quota, and this call names both. */
export const domainCount = async (aws: AwsConnection): Promise<number> =>
  (
    (await aws.client(ElasticsearchServiceClient, 'es').send(new ListDomainNamesCommand({}))).DomainNames ??
    []
  ).length;

export const searchEngine = async (aws: AwsConnection, domainName: string): Promise<string | undefined> =>
  (
    await unless(
      aws
        .client(ElasticsearchServiceClient, 'es')
        .send(new DescribeElasticsearchDomainCommand({ DomainName: domainName })),
      ['ResourceNotFoundException'],
      undefined,
    )
  )?.DomainStatus?.ElasticsearchVersion;
