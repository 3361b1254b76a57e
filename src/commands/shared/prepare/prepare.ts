import type { DeploymentContext } from '../deployment.ts';
import type { MadeByFixes } from '../fix/made.ts';
import { refuseMisnamed } from './parameters.ts';
import { prepareWithPerson } from './person.ts';
import type { Prepared } from './prepared.ts';
import { prepareScript } from './script.ts';

/**
 * Checks and values, in the order that suits who is there.
 * @param made told of what fixes make on the way
 * @throws InstallErrors with every missing and every invalid value; at once where one is named that is none
 */
export async function prepare(deployment: DeploymentContext, made: MadeByFixes): Promise<Prepared> {
  await refuseMisnamed(deployment);
  return deployment.context.connection.prompt.interactive
    ? prepareWithPerson(deployment, made)
    : prepareScript(deployment);
}
