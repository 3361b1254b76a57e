import type { AccountState } from '../../account/state.ts';
import type { ResourceRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import type { Story } from '../time/story.ts';

type SetReady = (account: AccountState, physicalId: string, ready: boolean) => void;

const searchDomain: SetReady = ({ searchDomains }, id, ready) => {
  const domain = searchDomains.get(id);
  if (domain !== undefined) domain.processing = !ready;
};

/** What is configured long before it can be used. */
const readiness: Readonly<Record<string, SetReady>> = {
  'AWS::Elasticsearch::Domain': searchDomain,
  'AWS::OpenSearchService::Domain': searchDomain,
  'AWS::RDS::DBInstance': ({ databases }, id, ready) => {
    const database = databases.get(id);
    if (database !== undefined) database.status = ready ? 'available' : 'creating';
  },
  'AWS::ECS::Service': ({ clusters }, arn, ready) => {
    for (const { services } of clusters.values())
      for (const service of services.values())
        if (service.arn === arn) service.runningCount = ready ? service.desiredCount : 0;
  },
};

export const isReadyLater = (type: string): boolean => type in readiness;

/** From now on it is there but cannot be used, for `restMs`. */
export function readyAfter({ account, timeline }: World, resource: ResourceRecord, restMs: number): void {
  const { type, physicalId } = resource;
  readiness[type]?.(account, physicalId, false);
  timeline.run(
    (function* (): Story {
      yield restMs;
      readiness[type]?.(account, physicalId, true);
    })(),
  );
}
