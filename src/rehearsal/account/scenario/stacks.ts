import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { CloudFormation } from '../../cloudformation/index.ts';
import type { ScenarioStack } from './file.ts';

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

/** Brings up a stack that the scenario has from the start, with all it made. @param folder the package's `templates/` */
export async function createScenarioStack(
  stack: ScenarioStack,
  folder: string,
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
}
