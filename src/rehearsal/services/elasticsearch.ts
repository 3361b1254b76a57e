import { DescribeElasticsearchDomain$, ListDomainNames$ } from '@aws-sdk/client-elasticsearch-service';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';

const list = (_input: object, { account, region }: CallContext): object => ({
  DomainNames: [...account.searchDomains.values()]
    .filter((domain) => domain.region === region)
    .map(({ name }) => ({ DomainName: name, EngineType: 'Elasticsearch' })),
});

const describe = ({ DomainName }: { DomainName: string }, { account, region }: CallContext): object => {
  const domain = [...account.searchDomains.values()].find(
    (candidate) => candidate.region === region && candidate.name === DomainName,
  );
  if (domain === undefined)
    throw new ServiceError('ResourceNotFoundException', `Domain not found: ${DomainName}`, 409);
  return {
    DomainStatus: {
      DomainId: `${account.id}/${domain.name}`,
      DomainName: domain.name,
      ARN: domain.arn,
      Created: true,
      Deleted: false,
      Processing: domain.processing,
      Endpoints: domain.processing ? undefined : { vpc: domain.endpoint },
      ElasticsearchVersion: domain.engineVersion,
      ElasticsearchClusterConfig: {},
      EBSOptions: { EBSEnabled: true, VolumeSize: domain.volumeGiB },
    },
  };
};

export const elasticsearch: Service = {
  id: 'es',
  operations: {
    ListDomainNames: operation(ListDomainNames$, list),
    DescribeElasticsearchDomain: operation(DescribeElasticsearchDomain$, describe),
  },
};
