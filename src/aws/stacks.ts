import type { Stacks } from '../core/ports.ts';
import type { AwsConnection } from './connection/connection.ts';

const stacks = (aws: AwsConnection) => aws.clock.during(import('./services/cloudformation/stacks.ts'));
const events = (aws: AwsConnection) => aws.clock.during(import('./services/cloudformation/events.ts'));
const changeSets = (aws: AwsConnection) =>
  aws.clock.during(import('./services/cloudformation/change-sets.ts'));
const operations = (aws: AwsConnection) =>
  aws.clock.during(import('./services/cloudformation/operations.ts'));

/** CloudFormation, asked anew on every call: what is watched must not be remembered. */
export const makeStacks = (aws: AwsConnection): Stacks => ({
  describe: async (nameOrId) => (await stacks(aws)).describeStack(aws, nameOrId),
  list: async () => (await stacks(aws)).listStacks(aws),
  events: async (stackId, nextToken) => (await events(aws)).eventPage(aws, stackId, nextToken),
  resources: async (nameOrId) => (await stacks(aws)).stackResources(aws, nameOrId),
  template: async (nameOrId, changeSetName) =>
    (await stacks(aws)).stackTemplate(aws, nameOrId, changeSetName),
  processedTemplate: async (nameOrId) => (await stacks(aws)).processedTemplate(aws, nameOrId),
  createChangeSet: async (request) => (await changeSets(aws)).createChangeSet(aws, request),
  changeSet: async (id, stackId) => (await changeSets(aws)).describeChangeSet(aws, id, stackId),
  changeSets: async (stackId) => (await changeSets(aws)).listChangeSets(aws, stackId),
  executeChangeSet: async (id, options) => (await changeSets(aws)).executeChangeSet(aws, id, options),
  deleteChangeSet: async (id) => (await changeSets(aws)).deleteChangeSet(aws, id),
  deleteStack: async (stackId, options) => (await operations(aws)).deleteStack(aws, stackId, options),
  protect: async (stackId, enabled) => (await operations(aws)).protectStack(aws, stackId, enabled),
  cancelUpdate: async (stackId, token) => (await operations(aws)).cancelUpdate(aws, stackId, token),
  continueRollback: async (stackId, options) =>
    (await operations(aws)).continueRollback(aws, stackId, options),
  rollback: async (stackId, token) => (await operations(aws)).rollbackStack(aws, stackId, token),
  findings: async (target) => (await events(aws)).findings(aws, target),
});
