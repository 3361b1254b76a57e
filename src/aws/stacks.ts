import type { Stacks } from '../core/ports.ts';
import type { Connection } from './connection.ts';

const stacks = () => import('./services/cloudformation.ts');
const events = () => import('./services/stack-events.ts');
const changeSets = () => import('./services/change-sets.ts');
const operations = () => import('./services/stack-operations.ts');

/** CloudFormation, asked anew on every call: what is watched must not be remembered. */
export const makeStacks = (aws: Connection): Stacks => ({
  describe: async (nameOrId) => (await stacks()).describeStack(aws, nameOrId),
  list: async () => (await stacks()).listStacks(aws),
  events: async (stackId, nextToken) => (await events()).eventPage(aws, stackId, nextToken),
  resources: async (nameOrId) => (await stacks()).stackResources(aws, nameOrId),
  template: async (nameOrId, changeSetName) => (await stacks()).stackTemplate(aws, nameOrId, changeSetName),
  createChangeSet: async (request) => (await changeSets()).createChangeSet(aws, request),
  changeSet: async (id, stackId) => (await changeSets()).describeChangeSet(aws, id, stackId),
  changeSets: async (stackId) => (await changeSets()).listChangeSets(aws, stackId),
  executeChangeSet: async (id, options) => (await changeSets()).executeChangeSet(aws, id, options),
  deleteChangeSet: async (id) => (await changeSets()).deleteChangeSet(aws, id),
  deleteStack: async (stackId, options) => (await operations()).deleteStack(aws, stackId, options),
  protect: async (stackId, enabled) => (await operations()).protectStack(aws, stackId, enabled),
  cancelUpdate: async (stackId, token) => (await operations()).cancelUpdate(aws, stackId, token),
  continueRollback: async (stackId, options) => (await operations()).continueRollback(aws, stackId, options),
  rollback: async (stackId, token) => (await operations()).rollbackStack(aws, stackId, token),
  findings: async (target) => (await events()).findings(aws, target),
});
