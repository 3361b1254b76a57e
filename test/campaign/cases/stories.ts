import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { runOn } from '../../e2e/in-process.ts';
import { addBucketOf } from '../../rehearsal/bucket-of-templates.ts';
import { callOperation, describeStack } from '../account-calls.ts';
import { putObject } from '../../../src/rehearsal/services/s3/objects.ts';
import { dataBucket, files, texts } from './templates.ts';

/** A command line, and the account it meets. */
export interface Story {
  /** `{endpoint}` stands for the account's address. */
  readonly argv: readonly string[];
  readonly account: Partial<RehearsalOptions>;
  /** Brings the account to where the story begins, once it is up; faults come after. */
  readonly begin?: (account: RehearsalAccount) => Promise<void>;
  /** The command has nothing more to do, and says so with 2, once it is done. */
  readonly onceOnly?: true;
}

const agreed = ['--yes', '--confirm', 'quilt'];
/** A private object; of a rehearsed bucket the address is the account's own. */
const url = '{endpoint}/templates/quilt.yaml';

const values = [
  { ParameterKey: 'AdminPassword', ParameterValue: 'Rehearsal_0123456789' },
  { ParameterKey: 'QuiltWebHost', ParameterValue: 'quilt.data.example.com' },
  { ParameterKey: 'UserSubnets', ParameterValue: 'subnet-0000000000000000e,subnet-0000000000000000f' },
];

/** An operation without the tool, watched to the state a person is needed in; what failed is well again afterwards. */
const stuck =
  (operation: 'CreateStack' | 'UpdateStack', TemplateBody: string, status: string) =>
  async (account: RehearsalAccount): Promise<void> => {
    await callOperation(account, operation, { StackName: 'quilt', TemplateBody, Parameters: values });
    while ((await describeStack(account, 'quilt'))?.StackStatus !== status) await account.clock.sleep(1_000);
    account.endFaults('heal');
  };

/** A stack with a database, and a bucket that is not empty. */
const withData = (account: RehearsalAccount): Promise<void> => {
  const parameters = Object.fromEntries(
    values.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
  );
  account.cloudformation.seed({ stackName: 'quilt', template: texts.withData, parameters, minutesAgo: 60 });
  const bucket = account.state.buckets.get(dataBucket);
  if (bucket === undefined) throw new Error(`there is no bucket ${dataBucket}`);
  for (const key of ['a.csv', 'b.csv']) putObject(bucket, { key, body: Buffer.from(key) }, 0);
  return Promise.resolve();
};

/** An install that left protection and records for the next run. */
const halfDone = async (account: RehearsalAccount): Promise<void> => {
  const less = ['--dns', 'none', '--no-termination-protection'];
  const { code } = await runOn(account, ['install', '--template-file', files.large, ...less, ...agreed]);
  if (code !== 0) throw new Error(`the install before it ended with ${code}`);
};

export const stories = {
  'install from a file': {
    argv: ['install', '--template-file', files.large, '--dns', 'route53', ...agreed],
    account: { scenario: 'ready' },
  },
  'install from a URL': {
    argv: ['install', '--template-url', url, '--dns', 'none', ...agreed],
    account: { scenario: 'ready', prepare: (state) => addBucketOf(state, { 'quilt.yaml': texts.installed }) },
  },
  upgrade: {
    argv: ['upgrade', '--template-file', files.largeChanged, '--dns', 'none', ...agreed],
    account: { scenario: 'installed' },
  },
  'recover a rollback': {
    argv: ['recover', ...agreed],
    account: { scenario: 'installed', fail: ['Queue@update', 'Queue@rollback'] },
    begin: stuck('UpdateStack', texts.changed, 'UPDATE_ROLLBACK_FAILED'),
  },
  'recover a leftover': {
    argv: ['recover', ...agreed],
    account: { scenario: 'ready', fail: ['Queue'] },
    begin: stuck('CreateStack', texts.installed, 'ROLLBACK_COMPLETE'),
    onceOnly: true,
  },
  'install once more': {
    argv: ['install', '--template-file', files.large, '--dns', 'route53', ...agreed],
    account: { scenario: 'ready' },
    begin: halfDone,
  },
  'uninstall with its data': {
    argv: ['uninstall', '--snapshot', '--empty-bucket', dataBucket, ...agreed],
    account: { scenario: 'ready' },
    begin: withData,
  },
  'dns --create-zone': {
    argv: ['dns', '--answers', files.noZone, '--create-zone', '--yes'],
    account: { scenario: 'dns-no-zone' },
  },
  uninstall: { argv: ['uninstall', ...agreed], account: { scenario: 'installed' } },
  'dns --apply': { argv: ['dns', '--apply', '--yes'], account: { scenario: 'installed' } },
  'preflight --fix': {
    argv: ['preflight', '--fix', '--yes', '--only', 'iam.service-role'],
    account: { scenario: 'ready' },
  },
} as const satisfies Readonly<Record<string, Story>>;

export type StoryName = keyof typeof stories;

export const argvOf = ({ argv }: Story, { endpoint }: RehearsalAccount): readonly string[] =>
  argv.map((word) => word.replace('{endpoint}', endpoint));
