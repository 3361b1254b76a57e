import type { DeploymentContext } from '../deployment.ts';
import type { MadeByFixes } from '../fix/made.ts';
import { prepareWithPerson } from './person.ts';
import type { Prepared } from './prepared.ts';
import { prepareScript } from './script.ts';

/**
 * Checks and values, in the order that suits who is there.
 * @param made told of what fixes make on the way
 * @throws InstallErrors with every missing and every invalid value
 */
export const prepare = (deployment: DeploymentContext, made: MadeByFixes): Promise<Prepared> =>
  deployment.context.connection.prompt.interactive
    ? prepareWithPerson(deployment, made)
    : prepareScript(deployment);
