import {
  CloudFormationClient,
  ListChangeSetsCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { rehearsalAccount } from '../helpers/account.ts';

/** A rehearsed account in this process, where its holdings can be looked at while the bundle runs in another. */
export interface InspectedAccount extends RehearsalAccount {
  /** Leads an AWS client to this account. */
  readonly env: Readonly<Record<string, string>>;
  /** Everything an install could have left: stacks that are not deleted, change sets, generated secrets. */
  readonly left: () => Promise<Left>;
}

interface Left {
  /** `name STATUS` */
  readonly stacks: readonly string[];
  readonly changeSets: readonly string[];
  readonly secrets: readonly string[];
}

const leftIn = async ({ endpoint, region, credentials, state }: RehearsalAccount): Promise<Left> => {
  const client = new CloudFormationClient({ endpoint, region, credentials: { ...credentials } });
  const { StackSummaries = [] } = await client.send(new ListStacksCommand({}));
  const live = StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  const changeSets = await Promise.all(
    live.map(({ StackName = '' }) => client.send(new ListChangeSetsCommand({ StackName }))),
  );
  client.destroy();
  return {
    stacks: live.map(({ StackName = '', StackStatus = '' }) => `${StackName} ${StackStatus}`),
    changeSets: changeSets.flatMap(({ Summaries = [] }) =>
      Summaries.map(({ ChangeSetName = '' }) => ChangeSetName),
    ),
    secrets: [...state.secrets.values()]
      .map(({ name }) => name)
      .filter((name) => name.startsWith('quilt-install/')),
  };
};

/** @param speed how much faster than real its operations run; the tool keeps real time */
export async function inspectedAccount(
  speed: number | 'max',
  options: {
    readonly latencyMs?: number;
    readonly fail?: readonly string[];
    readonly scenario?: string;
  } = {},
): Promise<InspectedAccount> {
  const account = await rehearsalAccount({
    scenario: options.scenario ?? 'ready',
    fail: options.fail ?? [],
    speed,
    latencyMs: options.latencyMs ?? 0,
    serve: true,
  });
  const { endpoint, credentials, region } = account;
  return {
    ...account,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_REGION: region,
    },
    left: () => leftIn(account),
  };
}
