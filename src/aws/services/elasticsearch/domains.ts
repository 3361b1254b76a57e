import { ElasticsearchServiceClient, ListDomainNamesCommand } from '@aws-sdk/client-elasticsearch-service';
import type { AwsConnection } from '../../connection/connection.ts';

/** Elasticsearch and OpenSearch domains share one quota, and this call names both. */
export const domainCount = async (aws: AwsConnection): Promise<number> =>
  (
    (await aws.client(ElasticsearchServiceClient, 'es').send(new ListDomainNamesCommand({}))).DomainNames ??
    []
  ).length;
