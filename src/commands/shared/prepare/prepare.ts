import type { DeploymentContext } from '../deployment-context.ts';
import type { MadeByFixes } from '../fix/made.ts';
import { refuseMisnamed } from './parameters.ts';
import { prepareWithPerson } from './person.ts';
import type { Prepared } from './prepared.ts';
import { prepareScript } from './script.ts';

/**
 * Checks and values, in the order that suits who is there.
 * @param made told of what fixes make on the way
 * @throws InstallErrors with every missing and every invalid value
 */
export async function prepare(deployment: DeploymentContext, made: MadeByFixes): Promise<Prepared> {
  if (!deployment.context.connection.prompt.interactive) return prepareScript(deployment);
  await refuseMisnamed(deployment);
  return prepareWithPerson(deployment, made);
}
