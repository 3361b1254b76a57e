import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { CloudFormation } from '../../cloudformation/index.ts';
import { putObject } from '../../services/s3/objects.ts';
import type { AccountState } from '../state.ts';
import type { ScenarioContents, ScenarioStack } from './file/stacks.ts';

/** Stands for every generated or referenced secret of a stack that is up already; fits the usual patterns. */
const oldSecret = 'Rehearsal_0123456789';

/** A stack that is up at the start came up three days ago. */
const minutesAgo = 3 * 24 * 60;

const parametersOf = async (folder: string, answers: string): Promise<Readonly<Record<string, string>>> => {
  const text = await readFile(path.join(folder, 'rehearsal', 'answers', `${answers}.yaml`), 'utf8');
  const { parameters = {} } = parse(text) as { parameters?: Readonly<Record<string, string>> };
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) => [key, value.startsWith('@') ? oldSecret : value]),
  );
};

const fillBucket = (account: AccountState, name: string, contents: ScenarioContents): void => {
  const bucket = account.buckets.get(name);
  if (bucket === undefined) throw new Error(`the scenario fills ${name}, which is no bucket`);
  bucket.versioning = contents.versioning ?? bucket.versioning;
  bucket.objectLock = contents.objectLock;
  bucket.mfaDelete = contents.mfaDelete;
  for (const [key, times] of Object.entries(contents.objects))
    for (let at = 0; at < times; at += 1)
      putObject(bucket, { key, body: Buffer.from(key) }, bucket.createdAt + at);
};

/** Brings up a stack that the scenario has from the start, with all it made. @param folder the package's `templates/` */
export async function createScenarioStack(
  stack: ScenarioStack,
  folder: string,
  account: AccountState,
  cloudformation: CloudFormation,
): Promise<void> {
  cloudformation.seed({
    stackName: stack.name,
    template: await readFile(path.join(folder, stack.template), 'utf8'),
    parameters: await parametersOf(folder, stack.answers),
    minutesAgo,
    terminationProtection: true,
    tags: stack.tags,
    drift: stack.drift,
  });
  for (const [logicalId, contents] of Object.entries(stack.contents ?? {}))
    fillBucket(account, cloudformation.physicalId(stack.name, logicalId), contents);
}
