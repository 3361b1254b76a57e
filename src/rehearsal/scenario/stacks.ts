import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { RehearsalClock } from '../clock/rehearsal-clock.ts';
import type { CallContext, Service } from '../service.ts';
import type { ScenarioStack } from './file.ts';

/** Stands for every generated or referenced secret of a stack that is up already; fits the usual patterns. */
const oldSecret = 'Rehearsal_0123456789';

const parametersOf = async (folder: string, answers: string): Promise<readonly object[]> => {
  const text = await readFile(path.join(folder, 'rehearsal', 'answers', `${answers}.yaml`), 'utf8');
  const { parameters = {} } = parse(text) as { parameters?: Readonly<Record<string, string>> };
  return Object.entries(parameters).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: value.startsWith('@') ? oldSecret : value,
  }));
};

const call = async (service: Service, name: string, input: object, context: CallContext): Promise<void> => {
  const operation = service.operations[name];
  if (operation === undefined) throw new TypeError(`the account's CloudFormation has no ${name}`);
  await operation.handle(input as Readonly<Record<string, unknown>>, context);
};

/** Brings up a stack that the scenario has from the start, on a clock of the past. */
export const bringUp = async (
  stack: ScenarioStack,
  folder: string,
  cloudformation: Service,
  context: CallContext,
  clock: RehearsalClock,
): Promise<void> => {
  const input = {
    StackName: stack.name,
    TemplateBody: await readFile(path.join(folder, stack.template), 'utf8'),
    Parameters: await parametersOf(folder, stack.answers),
    Capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    Tags: Object.entries(stack.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    EnableTerminationProtection: true,
    ClientRequestToken: 'rehearsal-create',
  };
  await call(cloudformation, 'CreateStack', input, context);
  await clock.drain();
};
