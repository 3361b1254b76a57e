import type { Check, CheckInput, Fix, Verdict } from '../../core/check.ts';
import type { CheckId } from '../../core/ids.ts';
import { unneeded } from '../template/resource-types.ts';
import { fail, notNeeded, pass, warn } from '../verdicts.ts';

interface ServiceLinkedRole<Id extends CheckId> {
  readonly check: Pick<Check<Id>, 'id' | 'title'>;
  /** Any one of these roles will do: accounts with the older one keep using it. */
  readonly roles: readonly string[];
  /** The one that IAM makes for the principal. */
  readonly name: string;
  readonly principal: string;
  readonly types: readonly string[];
  readonly absent: (fix: string) => Verdict;
}

const cli = (principal: string): string =>
  `aws iam create-service-linked-role --aws-service-name ${principal}`;

/** GetRole takes the bare name: the path differs between documents and accounts. */
const found = async ({ facts }: CheckInput, roles: readonly string[]): Promise<string | undefined> =>
  (await Promise.all(roles.map((name) => facts.role(name)))).find((role) => role !== undefined)?.name;

const serviceLinkedRole = <Id extends CheckId>(spec: ServiceLinkedRole<Id>): Check<Id> => ({
  ...spec.check,
  category: 'IAM',
  judge: async (input) => {
    if (await unneeded(input, spec.check.id, spec.types))
      return notNeeded('Nothing in this template needs it.');
    const role = await found(input, spec.roles);
    if (role !== undefined) return pass(role);
    return spec.absent(
      `quilt-install preflight --fix --only ${spec.check.id} makes it; so does ${cli(spec.principal)}`,
    );
  },
  fix: async (input): Promise<Fix | undefined> => {
    if ((await unneeded(input, spec.check.id, spec.types)) || (await found(input, spec.roles)) !== undefined)
      return undefined;
    return {
      title: `Create the service-linked role for ${spec.principal}`,
      changes: [
        `IAM: create the service-linked role of ${spec.principal} (for the whole account, free of charge)`,
      ],
      call: async (fixes, made) => {
        await fixes.createServiceLinkedRole(spec.principal);
        made({
          what: `the service-linked role of ${spec.principal}`,
          removal: ['iam', 'delete-service-linked-role', '--role-name', spec.name],
        });
        return undefined;
      },
    };
  },
});

/** CloudFormation does not create it, and the search domain then fails 15 minutes in. */
export const esServiceLinkedRole = serviceLinkedRole({
  check: {
    id: 'iam.es-service-linked-role',
    title: 'Elasticsearch service-linked role exists',
  },
  roles: ['AWSServiceRoleForAmazonElasticsearchService', 'AWSServiceRoleForAmazonOpenSearchService'],
  name: 'AWSServiceRoleForAmazonElasticsearchService',
  principal: 'es.amazonaws.com',
  types: ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'],
  absent: (fix) =>
    fail(
      'This account has no service-linked role for Elasticsearch; without it the search domain fails 15 minutes in.',
      fix,
    ),
});

/** ECS makes it by itself with the first cluster, if the caller may. */
export const ecsServiceLinkedRole = serviceLinkedRole({
  check: { id: 'iam.ecs-service-linked-role', title: 'ECS service-linked role exists' },
  roles: ['AWSServiceRoleForECS'],
  name: 'AWSServiceRoleForECS',
  principal: 'ecs.amazonaws.com',
  types: ['AWS::ECS::Service', 'AWS::ECS::Cluster'],
  absent: (fix) =>
    warn('This account has none yet; ECS makes it with the first cluster if the caller may.', fix),
});
